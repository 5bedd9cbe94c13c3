import type { Parts, Schema, Contract as WholeContract } from "../contract/index.js";
import type { Names } from "./api-names.js";
import type { CustomOutput } from "./output.js";
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
 * An API as its caller meets it, in one form however it is spelled: parameters of the path and of
 * the operation merged, header names in one case, security and servers inherited, references
 * followed. A node is read when it is asked for.
 */
export type Contract = Pick<
  Omit<WholeContract, "schemas"> & {
    /** Reads schemas. */
    readonly schemas: Schemas;
  },
  | "openapi"
  | "document"
  | "title"
  | "version"
  | "schemas"
  | "operations"
  | "securitySchemes"
  | "servers"
  | "security"
  | "tags"
  | "components"
  | "parameters"
  | "statementOf"
>;

/** The schemas of a contract, read in one form however they are spelled. */
export interface Schemas {
  /**
   * Reads a schema, with the schemas that it refers to.
   *
   * @param parts the schema of a body, a response, a parameter or another schema
   */
  read(parts: Parts): Schema;
}

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
export interface Output<Options = Readonly<Record<string, unknown>>>
  extends Pick<CustomOutput<Options>, "name" | "options" | "packages"> {
  /**
   * Names that its files export besides those of the API. Nothing in the API gets one of them.
   *
   * @param options with defaults for options that are not set
   */
  claims(contract: Contract, options: Options): readonly string[];
  /**
   * Generates the files, or a promise of them. Equal input must give equal text: the function must
   * not use the time, and must not read or write anything.
   *
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
  Body,
  Bounds,
  Carrier,
  ClientCredentialsFlow,
  CredentialPlace,
  Encoding,
  Media,
  Node,
  Operation,
  OperationName,
  Pagination,
  Parameter,
  Part,
  Parts,
  Provenance,
  Reader,
  Requirement,
  Response,
  Schema,
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
export type { At, Fields, Status, Version } from "../openapi/index.js";
export type { Names, NamesOfOperation } from "./api-names.js";
export type { OutputFile } from "./output-file.js";
