import type { ImportExtension } from "../config-fields.js";
import type { OutputFile } from "./output-file.js";

/**
 * The files, those of TypeScript with their imports of each other spelled so; whatever prints an
 * import writes `.js`.
 *
 * A line that starts with `import`, `export` or a brace is our own: a spec's text stands in
 * comments, whose lines start with a blank or a comment's mark, or in literals, which hold no line
 * end.
 */
export function withImportExtension(
  files: readonly OutputFile[],
  extension: ImportExtension,
): readonly OutputFile[] {
  if (extension === "js") return files;
  const end = extension === "none" ? "" : `.${extension}`;
  const specifier = /^((?:import|export|\}) [^"\n]*from "\.{1,2}\/[^"\n]+)\.js";$/gm;
  return files.map((file) =>
    /\.[cm]?tsx?$/.test(file.path)
      ? { ...file, text: file.text.replaceAll(specifier, `$1${end}";`) }
      : file,
  );
}
