import type { Api } from "../model/index.js";
import { clientOutput } from "./client/index.js";
import { enumsOutput } from "./enums/index.js";
import { fetchOutput } from "./fetch/index.js";
import type { Output } from "./output.js";
import type { OutputFile } from "./output-file.js";
import { pathsOutput } from "./paths/index.js";
import { schemasOutput } from "./schemas/index.js";
import { typesOutput } from "./types/index.js";

/** An output of ours. Its options are what its own schema describes. */
export type BuiltInOutput = Output<never, Api>;

/**
 * The outputs that come with the tool, in the order in which `index.ts` and pages list them.
 *
 * @param runtime the client's core as source
 * @param isChecked whether the compiler of whoever uses the client checks its files
 */
export function builtInOutputs(
  runtime: readonly OutputFile[],
  isChecked: boolean,
): readonly BuiltInOutput[] {
  return [
    typesOutput,
    enumsOutput,
    clientOutput(runtime, isChecked),
    pathsOutput,
    fetchOutput(runtime),
    schemasOutput(runtime),
  ];
}

/** What they are, for whoever makes no files. */
export const declaredOutputs = builtInOutputs([], true);

/** Those that are made if nothing else is said. */
export const defaultOutputs: readonly string[] = ["types", "enums", "client"];
