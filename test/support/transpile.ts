import ts from "typescript";

/** By source: every client has the same runtime, and transpiling it takes longer than all the rest. */
const known = new Map<string, string>();

/** A module without its types, as ES2022. */
export function transpile(source: string): string {
  let code = known.get(source);
  if (code === undefined) {
    code = ts.transpileModule(source, {
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2022,
        verbatimModuleSyntax: true,
      },
    }).outputText;
    known.set(source, code);
  }
  return code;
}

/** The TypeScript of some files as JavaScript, by its new path; what else there is, is left out. */
export function transpileAll(
  files: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => path.endsWith(".ts"))
      .map(([path, text]) => [path.replace(/ts$/, "js"), transpile(text)]),
  );
}
