/**
 * Why a page is not text; undefined if it is. Zip and gzip are named, because people save sites as
 * archives.
 */
export function binaryContentProblem(bytes: Uint8Array): string | undefined {
  for (const [name, ...magic] of archives) {
    if (magic.every((byte, index) => bytes[index] === byte))
      return `it is ${name}; unpack it first`;
  }
  const isUtf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) return "it is UTF-16 text; save it as UTF-8 first";
  return bytes.includes(0) ? "it is a binary file" : undefined;
}

const archives: readonly (readonly [string, ...number[]])[] = [
  ["a zip archive", 0x50, 0x4b, 0x03, 0x04],
  ["a gzip archive", 0x1f, 0x8b],
  ["a PDF", 0x25, 0x50, 0x44, 0x46],
];

/** The text as UTF-8 without byte order mark, with LF line ends; throws if it is not text. */
export function toText(bytes: Uint8Array): string {
  const why = binaryContentProblem(bytes);
  if (why !== undefined) throw new Error(why);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error("it is not UTF-8 text");
  }
  return text.replaceAll(/\r\n?/g, "\n");
}

/** The heading above the fragment of a `.md` page, in English or as a Chinese editor writes it. */
export const openapiHeading = /^## OpenAPI (?:Specification|规范|规格|定义|文档)\s*$/im;

/** What other products write there. */
export const otherOpenapiHeading = /^#{1,2} OpenAPI(?: specification| definition)?\s*$/im;

export type Form = "index" | "markdown" | "html" | "document" | "sample" | "text";

/** The form of a text, by its name and its content. */
export function detectForm(name: string, text: string): Form {
  if (/(^|\/)llms\.txt$/i.test(name)) return "index";
  if (
    /^\s*(<!--(?:(?!-->)[\s\S])*-->\s*)*<(!doctype\s+html|html|head|body)\b/i.test(
      text.slice(0, 4096),
    )
  ) {
    return "html";
  }
  if (/\.html?$/i.test(name)) return "html";
  if (isDocument(text)) return "document";
  if (/\.mdx?$|(^|\/)llms-full\.txt$/i.test(name)) return "markdown";
  if (openapiHeading.test(text) || otherOpenapiHeading.test(text)) return "markdown";
  if (/^\s*(curl\b|fetch\(|await fetch\()/.test(text)) return "sample";
  return "text";
}

/** Whether a text is a whole OpenAPI or Swagger document, in JSON or YAML. */
function isDocument(text: string): boolean {
  if (/^\s*\{/.test(text))
    return /"(?:openapi|swagger)"\s*:\s*"\d/.test(text) && text.includes('"paths"');
  // The first line that is no comment is a field of the document: a page has prose or a heading.
  const lines = text.slice(0, 65_536).split("\n");
  const first = lines.find((line) => !/^(?:$|#|---|%)/.test(line.trimStart())) ?? "";
  const isYaml = /^["']?[A-Za-z][\w-]*["']?\s*:(?:\s|$)/.test(first);
  return isYaml && /^["']?(?:openapi|swagger)["']?\s*:\s*["']?\d/m.test(text);
}
