import type ts from "typescript";
import { requireTypescript } from "../disk/index.js";

/** A module in JavaScript, and its declarations. */
export interface Translated {
  readonly code: string;
  readonly declarations: string;
}

/**
 * Translates a module of TypeScript that was not made of statements: the runtime, when this tool is
 * built, and what custom outputs return. Loads the compiler, so nothing else does it in a run.
 *
 * @throws TypeError with the line, if that is not possible without other modules
 */
export function translate(text: string): Translated {
  const known = translated.get(text);
  if (known) return known;
  const compiler = requireTypescript();
  const common: ts.CompilerOptions = {
    module: compiler.ModuleKind.ESNext,
    target: compiler.ScriptTarget.ESNext,
    verbatimModuleSyntax: true,
    strict: true,
  };
  const code = compiler.transpileModule(text, {
    reportDiagnostics: true,
    compilerOptions: common,
  });
  refuseAny(code.diagnostics, compiler);
  const declared = compiler.transpileDeclaration(text, {
    reportDiagnostics: true,
    compilerOptions: { ...common, declaration: true, isolatedDeclarations: true },
  });
  refuseAny(declared.diagnostics, compiler);
  const result = { code: code.outputText, declarations: declared.outputText };
  translated.set(text, result);
  return result;
}

/** By source: what runs several times in a process translates the same modules each time. */
const translated = new Map<string, Translated>();

function refuseAny(diagnostics: readonly ts.Diagnostic[] = [], compiler: typeof ts): void {
  const [first] = diagnostics;
  if (!first) return;
  const { line } = first.file?.getLineAndCharacterOfPosition(first.start ?? 0) ?? { line: 0 };
  const message = compiler.flattenDiagnosticMessageText(first.messageText, " ");
  throw new TypeError(`line ${line + 1}: ${message}`);
}
