import type { PublicContract as Contract } from "../contract/index.js";
import type { Names } from "./api-names.js";
import type { OutputFile } from "./output-file.js";

/*
 * `spec-tether/outputs`: the interface for the module of a custom output. docs/outputs.md shows an
 * example.
 */

/**
 * The version of this interface. It increases when a part changes or is removed; additions do not
 * change it.
 */
export const outputsVersion = 1;

/**
 * The default export of a module.
 *
 * @typeParam Options the type that the schema in `options` describes, with its defaults
 * @example
 * export default {
 *   name: "routes",
 *   options: {},
 *   packages: [],
 *   claims: () => [],
 *   files: (contract) => [
 *     { path: "routes.txt", text: contract.operations.map(({ name }) => name.path).join("\n") },
 *   ],
 * } satisfies Output;
 */
export interface Output<Options = Readonly<Record<string, unknown>>> {
  /** What messages call it; no other output may have this name. */
  readonly name: string;
  /** JSON Schema of its options; `{}` if it has none. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Packages that its files import, as arguments of `npm install`; empty if there are none. */
  readonly packages: readonly string[];
  /**
   * Names that its files export besides those of the API. Nothing in the API gets one of them.
   *
   * @param contract the API
   * @param options with defaults for options that are not set
   */
  claims(contract: Contract, options: Options): readonly string[];
  /**
   * Generates the files, or a promise of them. Equal input must give equal text: the function must
   * not use the time, and must not read or write anything.
   *
   * @param contract the API
   * @param names what the client calls the parts of the API
   * @param options with defaults for options that are not set
   */
  files(
    contract: Contract,
    names: Names,
    options: Options,
  ): readonly OutputFile[] | Promise<readonly OutputFile[]>;
}

export type {
  AddressVariable,
  Aspect as ProvenanceAspect,
  Body,
  Bounds,
  Carrier,
  ClientCredentialsFlow,
  CredentialPlace,
  Encoding,
  Level as ProvenanceLevel,
  Media,
  Node,
  Observed,
  Operation,
  OperationName,
  Pagination,
  Parameter,
  Part,
  Parts,
  Provenance,
  PublicContract as Contract,
  Reader,
  Requirement,
  Response,
  Schema,
  SchemaReader as Schemas,
  Security,
  SecurityScheme,
  Server,
  ServerAddress,
  ServerVariable,
  Statement,
  StreamEvent,
  Union,
  WebhookProvenance,
  Written,
} from "../contract/index.js";
export type { Excerpt, Place } from "../diagnostics/index.js";
export type { Form } from "../media-type.js";
export type { At, BoundKeyword, Fields, Status, Version } from "../openapi/index.js";
export type { Names, NamesOfOperation } from "./api-names.js";
export type { OutputFile } from "./output-file.js";
