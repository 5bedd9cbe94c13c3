import type { SerialisedBody } from "./body.js";

/** What stands in a field of a form: text, JSON as text, or a file. */
export interface Field {
  readonly name: string;
  readonly value: string | Blob;
  /** Content type; a file has its own if it is absent, and text none. */
  readonly type: string | undefined;
}

/**
 * Fields as `multipart/form-data` of RFC 7578. Not by FormData, in which only a file has a content
 * type: OpenAPI wants one for JSON too, and servers take what has a file's name for a file.
 */
export function writeMultipart(fields: readonly Field[]): SerialisedBody {
  const boundary = `part-${[...crypto.getRandomValues(new Uint32Array(4))].join("-")}`;
  const parts = fields.flatMap(({ name, value, type: given }): (string | Blob)[] => {
    const isFile = typeof value !== "string";
    const type = isFile ? value.type || given || "application/octet-stream" : given;
    const head = [
      `--${boundary}`,
      `Content-Disposition: form-data; name="${escapeName(name)}"${isFile ? `; filename="${escapeName(fileName(value))}"` : ""}`,
      ...(type ? [`Content-Type: ${type}`] : []),
    ];
    return [`${head.join("\r\n")}\r\n\r\n`, value, "\r\n"];
  });
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    content: new Blob([...parts, `--${boundary}--\r\n`]),
  };
}

/** As FormData calls a file that has no name. */
function fileName(file: Blob): string {
  return "name" in file && typeof file.name === "string" ? file.name : "blob";
}

/** By the HTML standard. */
function escapeName(name: string): string {
  return name.replace(/[\r\n"]/g, encodeURIComponent);
}
