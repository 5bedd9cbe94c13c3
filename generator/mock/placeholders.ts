/** The smallest files of their types that programs open. */
const files: readonly (readonly [type: RegExp, base64: string])[] = [
  // One transparent pixel.
  [
    /^image\/(?:png|\*)$/,
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  ],
  [/^image\/gif$/, "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"],
  // An archive of nothing; documents of offices are archives, too.
  [/^application\/(?:zip|x-zip-compressed)$/, "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="],
];

const pdf = [
  "%PDF-1.4",
  "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
  "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
  "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj",
];

/** Text formats in which not every text is one. */
const texts: readonly (readonly [type: RegExp, text: string])[] = [
  [/^image\/svg\+xml$/, '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'],
  [/^text\/html$/, "<!doctype html><title>mock</title>"],
  [/[/+]xml$/, "<mock/>"],
  [/^text\/csv$/, "mock\n"],
];

/** A small file of a media type; undefined where any text or bytes are one, or none is known. */
export function placeholderOf(mediaType: string): Buffer | undefined {
  const [type = ""] = mediaType.toLowerCase().split(";", 1);
  const essence = type.trim();
  if (essence === "application/pdf") return pdfFile();
  const file = files.find(([of]) => of.test(essence));
  if (file) return Buffer.from(file[1], "base64");
  const text = texts.find(([of]) => of.test(essence));
  return text && Buffer.from(text[1]);
}

/** An empty page. Its table says at which byte each object begins. */
function pdfFile(): Buffer {
  const offsets = pdf.map((_, index) => pdf.slice(0, index).join("\n").length + 1).slice(1);
  const size = pdf.length;
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const start = pdf.join("\n").length + 1;
  const end = `trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(`${pdf.join("\n")}\nxref\n0 ${size}\n0000000000 65535 f \n${table}${end}`);
}
