import type { ImportExtension, Language } from "../config-fields.js";
import type { Contract } from "../contract/index.js";
import type { Place } from "../diagnostics/index.js";
import { headerOf, takesHeader } from "../disk/index.js";
import type { HandlerData } from "../mock/index.js";
import type { Api } from "../model/index.js";
import { toLineComment } from "../typescript/index.js";
import { namesOf } from "./api-names.js";
import type { BuiltInOutput } from "./built-in-output.js";
import { builtInOutputs, declaredOutputs, defaultOutputs } from "./built-in-outputs.js";
import type { Choice } from "./choose-outputs.js";
import { isModule, uncheckedModule } from "./client/index.js";
import { collectFiles, type OutputFiles } from "./collect-files.js";
import { declareEntry } from "./entry-point.js";
import { withImportExtension } from "./import-extension.js";
import type { CustomOutput } from "./output.js";
import type { OutputFile } from "./output-file.js";
import { namesLockFile, printNamesLock } from "./print-names-lock.js";
import { writeLanguage } from "./write-language.js";

export type { Names, NamesOfOperation } from "./api-names.js";
export { declaredOutputs, defaultOutputs } from "./built-in-outputs.js";
export {
  type Choice,
  type Chosen,
  type CustomOutputChoice,
  chooseOutputs,
  isPath,
  optionPath as shownOption,
} from "./choose-outputs.js";
export { type FirstCall, firstCallOf, type Surroundings } from "./client/first-call.js";
export { configSchema } from "./config-schema.js";
export {
  describeOutputs,
  type OptionDescription,
  type OutputDescription,
} from "./describe-outputs.js";
export type { EnumsOptions } from "./enums/index.js";
export type { MswOptions } from "./msw/index.js";
export type { CustomOutput, Exported, NoOptions, Output } from "./output.js";
export type { OutputFile } from "./output-file.js";
export { optionSchemaProblem, readOptions } from "./output-options.js";
export { namesLockFile } from "./print-names-lock.js";

/** An API in the form that outputs receive. */
export interface Described {
  readonly api: Api;
}

/** A custom output, with its options. */
export interface ChosenCustomOutput {
  readonly output: CustomOutput;
  readonly options: Readonly<Record<string, unknown>>;
  /** Where the config chooses it. */
  readonly place?: Place | undefined;
}

/** Settings for all files. */
export interface OutputSettings {
  /** Whether the user's compiler also checks the client's files; default: true. */
  readonly checked?: boolean;
  /** How the client's files import each other; default: `js`. */
  readonly importExtension?: ImportExtension;
  /** What the client's modules are written as; default: TypeScript. */
  readonly language?: Language;
  /**
   * The built-in outputs to generate, by name, with their options. Default: types, enums and
   * client.
   */
  readonly outputs?: Choice;
  /** What handlers of the output `msw` answer; without it, they are typed and answer nothing. */
  readonly answers?: HandlerData | undefined;
  /** The custom outputs to generate; default: none. */
  readonly own?: readonly ChosenCustomOutput[];
}

export const defaultChoice: Choice = Object.fromEntries(defaultOutputs.map((name) => [name, {}]));

/** The packages that files of the chosen outputs import, as arguments of `npm install`. */
export function packagesOf({
  outputs = defaultChoice,
  own = [],
}: OutputSettings): readonly string[] {
  const all = [...chosenOf(declaredOutputs, outputs), ...own.map(({ output }) => output)];
  return [...new Set(all.flatMap(({ packages }) => packages))].sort();
}

/**
 * The names that files of the chosen outputs export besides those of the API, which must differ
 * from them. Names that built-in outputs export with any options are always reserved
 * (model/identifiers.ts), so that choosing an output renames nothing.
 */
export function claimsOf(
  { outputs = defaultChoice, own = [] }: OutputSettings,
  contract: Contract,
): readonly string[] {
  return [
    ...chosenOf(declaredOutputs, outputs).flatMap((output) =>
      output.claims(contract, outputs[output.name] as never),
    ),
    ...own.flatMap(({ output, options }) => output.claims(contract, options)),
  ];
}

function chosenOf(
  all: readonly BuiltInOutput<never>[],
  choice: Choice,
): readonly BuiltInOutput<never>[] {
  return all.filter(({ name }) => Object.hasOwn(choice, name));
}

/**
 * Generates all files of the chosen outputs. Equal input gives equal text.
 *
 * @param runtime the files of the runtime in the client's language; they are copied into `runtime/`
 *   unchanged
 * @param tool name and version of this tool, for the header of each file
 * @throws DiagnosticError if an output fails, or if two of them generate the same file
 */
export async function makeFiles(
  { api }: Described,
  runtime: readonly OutputFile[],
  tool: string,
  manner: OutputSettings = {},
): Promise<OutputFile[]> {
  const { contract } = api;
  const { checked = true, importExtension = "js", language = "ts" } = manner;
  const { outputs: choice = defaultChoice, own = [], answers } = manner;
  const chosen = chosenOf(builtInOutputs(runtime, checked, choice, answers), choice);
  const optionsOf = ({ name }: { readonly name: string }) => choice[name] as never;
  const names = namesOf(contract, api, language);
  const made = await Promise.all([
    ...chosen.map(async (output) => {
      const files = await output.files(contract, api, optionsOf(output));
      return writeLanguage({ name: output.name, files }, language);
    }),
    ...own.map(async ({ output, options, place }) => {
      const files = await output.files(contract, names, options);
      return writeLanguage({ name: output.name, files, place }, language);
    }),
  ]);
  const exported = chosen.flatMap(
    (output) => output.exports?.(contract, api, optionsOf(output)) ?? [],
  );
  // Only one file has the hash: a changed description must not change all the others.
  const origin = `// Spec: ${toLineComment(`${api.title} ${api.version}`)}, sha256 ${api.hash}\n`;
  const index = { path: "index.ts", statements: declareEntry(api, exported, checked) };
  const entry = writeLanguage({ name: "index", files: [index] }, language).files.map(
    ({ path, text }) => ({ path, text: `${origin}\n${text}` }),
  );
  const files = [...entry, ...collectFiles(withoutRepeats(made), entry)];
  return [
    ...withImportExtension(files, importExtension, language).map(({ path, text }) => ({
      path,
      text: `${headOf(path, tool, manner)}${text}`,
    })),
    { path: namesLockFile, text: printNamesLock(api) },
  ];
}

/** Several outputs bring the same parts of the runtime, and the first has them. */
function withoutRepeats(made: readonly OutputFiles[]): OutputFiles[] {
  const seen = new Map<string, string>();
  return made.map(({ name, files, place }) => {
    const own = files.filter(({ path, text }) => seen.get(path) !== text);
    for (const { path, text } of files) {
      if (path.startsWith("runtime/") && declaredOutputs.some((each) => each.name === name))
        seen.set(path, text);
    }
    return { name, files: own, place };
  });
}

/** The first lines of a file; empty if they could not be a comment there. */
function headOf(path: string, tool: string, { checked = true, language }: OutputSettings): string {
  if (!takesHeader(path)) return "";
  const isUnchecked = !checked && !isModule(path, uncheckedModule);
  // The types of JavaScript are in the declarations beside it.
  const isCode = language === "js" && path.endsWith(".js");
  return `${headerOf(tool)}${isUnchecked || isCode ? "// @ts-nocheck\n" : ""}`;
}
