import type { Language } from "../config-fields.js";
import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import { printDeclarations, printJavaScript, printModule, translate } from "../typescript/index.js";
import type { OutputModule } from "./built-in-output.js";
import type { OutputFiles } from "./collect-files.js";
import type { OutputFile } from "./output-file.js";

/** What an output has generated, before it is written in the client's language. */
export interface MadeFiles extends Omit<OutputFiles, "files"> {
  readonly files: readonly (OutputFile | OutputModule)[];
}

/**
 * The files in the client's language. Only here a module becomes files. TypeScript that comes as
 * text, from a custom output, is translated by the compiler, which nothing else loads.
 *
 * @throws DiagnosticError with every file that cannot be translated
 */
export function writeLanguage(made: MadeFiles, language: Language): OutputFiles {
  const { name, place, files } = made;
  const problems: Diagnostic[] = [];
  const written = files.flatMap((file): OutputFile[] => {
    const { path } = file;
    if (language === "ts") {
      return ["text" in file ? file : { path, text: printModule(file.statements) }];
    }
    if (!("text" in file)) {
      const { statements } = file;
      return pairOf(path, printJavaScript(statements), printDeclarations(statements));
    }
    if (!/(?<!\.d)\.ts$|\.[cm]ts$|\.tsx$/i.test(path)) return [file];
    try {
      if (!path.endsWith(".ts")) throw new TypeError("such a file cannot be translated");
      const { code, declarations } = translate(file.text);
      return pairOf(path, code, declarations);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      const why = `\`client.language\` is js, and ${error.message}`;
      problems.push(diagnose("output-file-refused", { name, path, why }, place));
      return [];
    }
  });
  if (problems.length > 0) throw new DiagnosticError(problems);
  return { name, files: written, place };
}

/** The paths of a module in a client's language, given that of the TypeScript. */
export function pathsOf(module: string, language: Language): readonly string[] {
  const stem = module.replace(/\.ts$/, "");
  return language === "ts" ? [module] : [`${stem}.js`, `${stem}.d.ts`];
}

function pairOf(module: string, code: string, declarations: string): OutputFile[] {
  const [path = "", types = ""] = pathsOf(module, "js");
  return [
    { path, text: code },
    { path: types, text: declarations },
  ];
}
