import type { ImportExtension } from "../config-fields.js";
import type { Contract } from "../contract/index.js";
import type { Place } from "../diagnostics/index.js";
import { headerOf, takesHeader } from "../generated-header.js";
import type { Api } from "../model/index.js";
import { toLineComment } from "../typescript/index.js";
import { type BuiltInOutput, builtInOutputs, declaredOutputs, defaultOutputs } from "./built-in.js";
import type { Choice } from "./choose.js";
import { uncheckedModule } from "./client/index.js";
import { collectFiles } from "./collect.js";
import { printEntry } from "./entry.js";
import type { OutputFile } from "./file.js";
import { withImportExtension } from "./import-extension.js";
import { namesOf } from "./names.js";
import { namesLockFile, printNamesLock } from "./names-lock-file.js";
import type { OwnOutput } from "./output.js";

export { declaredOutputs, defaultOutputs } from "./built-in.js";
export {
  type Choice,
  type Chosen,
  chooseOutputs,
  isPath,
  type OwnChoice,
  shown as shownOption,
} from "./choose.js";
export {
  describeOutputs,
  type OptionDescription,
  type OutputDescription,
} from "./describe.js";
export type { EnumsOptions } from "./enums/index.js";
export type { OutputFile } from "./file.js";
export type { Names, NamesOfOperation } from "./names.js";
export { namesLockFile } from "./names-lock-file.js";
export { readOptions, whyNoSchema } from "./options.js";
export type { Exported, NoOptions, Output, OwnOutput } from "./output.js";

/** An API as outputs get it. */
export interface Described {
  readonly api: Api;
}

/** An output of somebody's own, with the options that it is given. */
export interface ChosenOwn {
  readonly output: OwnOutput;
  readonly options: Readonly<Record<string, unknown>>;
  /** Where it is chosen. */
  readonly place?: Place | undefined;
}

/** How all files are written. */
export interface Manner {
  /** Whether the compiler of whoever uses the client is to check its files; default: true. */
  readonly checked?: boolean;
  /** How the client's files name each other in imports; default: `js`. */
  readonly importExtension?: ImportExtension;
  /**
   * What is made, by the name of the output, with its options. Default: types, enums and client.
   */
  readonly outputs?: Choice;
  /** What else is made; default: nothing. */
  readonly own?: readonly ChosenOwn[];
}

export const defaultChoice: Choice = Object.fromEntries(defaultOutputs.map((name) => [name, {}]));

/** The packages that files of the chosen outputs import, as `npm install` takes them. */
export function packagesOf({ outputs = defaultChoice, own = [] }: Manner): readonly string[] {
  const all = [...chosenOf(declaredOutputs, outputs), ...own.map(({ output }) => output)];
  return [...new Set(all.flatMap(({ packages }) => packages))].sort();
}

/**
 * The names that files of the chosen outputs export beside those of the API, which gets others.
 * What ours export whatever their options are is reserved in any case (model/names.ts), so that
 * choosing one of them renames nothing.
 */
export function claimsOf(
  { outputs = defaultChoice, own = [] }: Manner,
  contract: Contract,
): readonly string[] {
  return [
    ...chosenOf(declaredOutputs, outputs).flatMap((output) =>
      output.claims(contract, outputs[output.name] as never),
    ),
    ...own.flatMap(({ output, options }) => output.claims(contract, options)),
  ];
}

function chosenOf(all: readonly BuiltInOutput[], choice: Choice): readonly BuiltInOutput[] {
  return all.filter(({ name }) => Object.hasOwn(choice, name));
}

/**
 * Makes all files of the chosen outputs. Equal input gives equal text.
 *
 * @param runtime the files of the runtime; they go along as they are, into `runtime/`
 * @param tool name and version of this tool, for the header of each file
 * @throws DiagnosticError if an output fails, or two of them make one file
 */
export async function makeFiles(
  { api }: Described,
  runtime: readonly OutputFile[],
  tool: string,
  manner: Manner = {},
): Promise<OutputFile[]> {
  const { contract } = api;
  const { checked = true, importExtension = "js", outputs: choice = defaultChoice } = manner;
  const chosen = chosenOf(builtInOutputs(runtime, checked), choice);
  const optionsOf = ({ name }: { readonly name: string }) => choice[name] as never;
  const names = namesOf(contract, api);
  const made = await Promise.all([
    ...chosen.map(async (output) => ({
      name: output.name,
      files: await output.files(contract, api, optionsOf(output)),
    })),
    ...(manner.own ?? []).map(async ({ output, options, place }) => ({
      name: output.name,
      files: await output.files(contract, names, options),
      place,
    })),
  ]);
  const exported = chosen.flatMap(
    (output) => output.exports?.(contract, api, optionsOf(output)) ?? [],
  );
  // The hash stands in one file only: a changed description must not touch all the others.
  const origin = `// Spec: ${toLineComment(`${api.title} ${api.version}`)}, sha256 ${api.hash}\n`;
  const files: OutputFile[] = [
    { path: "index.ts", text: `${origin}\n${printEntry(api, exported, checked)}` },
    ...collectFiles(made),
  ];
  return [
    ...withImportExtension(files, importExtension).map(({ path, text }) => ({
      path,
      text: `${headOf(path, tool, checked)}${text}`,
    })),
    { path: namesLockFile, text: printNamesLock(api) },
  ];
}

/** What stands at the top of a file; nothing where it could be no comment. */
function headOf(path: string, tool: string, isChecked: boolean): string {
  if (!takesHeader(path)) return "";
  return `${headerOf(tool)}${isChecked || path === uncheckedModule ? "" : "// @ts-nocheck\n"}`;
}
