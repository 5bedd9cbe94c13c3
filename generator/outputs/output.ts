import type { Contract } from "../contract/index.js";
import type { Names } from "./api-names.js";
import type { OutputFile } from "./output-file.js";

/**
 * One kind of files that are made of an API: what it is called, what it has options for, and the
 * files.
 *
 * @typeParam Options what a config may say of it, as its schema describes that
 * @typeParam Known the names that it needs; this tool's own outputs get more than is promised
 */
export interface Output<Options = NoOptions, Known = Names> {
  /** The key under `outputs` in a config: `types`. */
  readonly name: string;
  /** What it makes, in a sentence or two, for the config's schema and the docs. */
  readonly about?: string;
  /** JSON Schema of its options; `{}` if it has none. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Names of the outputs whose files its own import; they are made, too. Default: none. */
  needs?(options: Options): readonly string[];
  /** Packages that its files import, as `npm install` takes them. */
  readonly packages: readonly string[];
  /**
   * Names that its files export and that the API does not give: nothing of the API is called so.
   */
  claims(contract: Contract, options: Options): readonly string[];
  /** Makes the files. They read nothing and write nothing. */
  files(
    contract: Contract,
    names: Known,
    options: Options,
  ): readonly OutputFile[] | Promise<readonly OutputFile[]>;
  /** What the client's `index.ts` exports of them. Default: nothing. */
  exports?(contract: Contract, names: Known, options: Options): readonly Exported[];
}

/**
 * An output of somebody's own: the same, without what only outputs of ours have.
 *
 * @typeParam Options what its schema describes
 */
export type CustomOutput<Options = Readonly<Record<string, unknown>>> = Pick<
  Output<Options>,
  "name" | "options" | "packages" | "claims" | "files"
>;

export type NoOptions = Readonly<Record<never, never>>;

/** A module whose exports are the package's. */
export interface Exported {
  /** Path of the module, as of an output file: `types.ts`. */
  readonly module: string;
  /** Whether it exports types alone. */
  readonly isTypeOnly: boolean;
}
