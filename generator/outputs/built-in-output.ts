import type { Api } from "../model/index.js";
import type { Statement } from "../typescript/index.js";
import type { NoOptions, Output } from "./output.js";
import type { OutputFile } from "./output-file.js";

/**
 * A module of the output before it is printed in the client's language: as `client.ts`, or as
 * `client.js` and `client.d.ts`.
 */
export interface OutputModule {
  /** Its path as TypeScript. */
  readonly path: string;
  readonly statements: readonly Statement[];
}

/** An output of this tool. */
export type BuiltInOutput<Options = NoOptions> = Output<Options, Api, OutputFile | OutputModule>;
