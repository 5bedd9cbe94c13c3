import type { ImportExtension, Language } from "../config-fields.js";
import type { OutputFile } from "./output-file.js";

/**
 * Rewrites the imports between the client's modules to this extension; all printers write `.js`.
 *
 * A line that starts with `import`, `export` or a brace is our own: text of a spec is only in
 * comments, whose lines start with a space or a comment marker, or in literals, which have no line
 * ends.
 */
export function withImportExtension(
  files: readonly OutputFile[],
  extension: ImportExtension,
  language: Language,
): readonly OutputFile[] {
  if (extension === "js") return files;
  const end = extension === "none" ? "" : `.${extension}`;
  const specifier = /^((?:import|export|\}) [^"\n]*from "\.{1,2}\/[^"\n]+)\.js";$/gm;
  const isModule = language === "ts" ? /\.[cm]?tsx?$/ : /\.(?:[cm]?tsx?|js)$/;
  return files.map((file) =>
    isModule.test(file.path)
      ? { ...file, text: file.text.replaceAll(specifier, `$1${end}";`) }
      : file,
  );
}
