import type { Contract } from "../contract/index.js";
import type { Names } from "./api-names.js";
import type { OutputFile } from "./output-file.js";

/**
 * One kind of generated files: its name, its options and its files.
 *
 * @typeParam Options the options in a config, as its schema describes them
 * @typeParam Known the names that it receives; built-in outputs receive more than the public
 *   interface has
 * @typeParam File what it generates; built-in outputs also generate modules that are printed in the
 *   client's language
 */
export interface Output<Options = NoOptions, Known = Names, File = OutputFile> {
  /** The key under `outputs` in a config: `types`. */
  readonly name: string;
  /** A description in a sentence or two, for the config's schema and the docs. */
  readonly about?: string;
  /** JSON Schema of its options; `{}` if it has none. */
  readonly options: Readonly<Record<string, unknown>>;
  /**
   * Names of the outputs whose files its own files import; they are generated too. Default: none.
   */
  needs?(options: Options): readonly string[];
  /** Packages that its files import, as arguments of `npm install`. */
  readonly packages: readonly string[];
  /** Names that its files export besides those of the API. Nothing in the API gets one of them. */
  claims(contract: Contract, options: Options): readonly string[];
  /** Generates the files. Must not read or write anything. */
  files(
    contract: Contract,
    names: Known,
    options: Options,
  ): readonly File[] | Promise<readonly File[]>;
  /** The exports for the client's `index.ts`. Default: none. */
  exports?(contract: Contract, names: Known, options: Options): readonly Exported[];
}

/**
 * A custom output: the same without the members that only built-in outputs have.
 *
 * @typeParam Options the type that its schema describes
 */
export type CustomOutput<Options = Readonly<Record<string, unknown>>> = Pick<
  Output<Options>,
  "name" | "options" | "packages" | "claims" | "files"
>;

export type NoOptions = Readonly<Record<never, never>>;

/** A module that the package re-exports. */
export interface Exported {
  /** Path of the module, as TypeScript: `types.ts`. */
  readonly module: string;
  /** Whether it only exports types. */
  readonly isTypeOnly: boolean;
}
