import type { Parts, Schema, Contract as WholeContract } from "../contract/index.js";
import type { Names } from "./api-names.js";
import type { CustomOutput } from "./output.js";
import type { OutputFile } from "./output-file.js";

/*
 * `spec-tether/outputs`: what the module of an output of one's own is written against.
 * docs/outputs.md shows one.
 */

/**
 * The number of what is promised here. It grows when something of it changes or goes; what is added
 * leaves it as it is.
 */
export const outputsVersion = 1;

/**
 * An API as its caller meets it, in one form however it is spelled: parameters of the path and of
 * the operation merged, header names folded, security and servers inherited, references followed. A
 * node is read when it is asked for.
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
   * What a schema says, with what it refers to.
   *
   * @param parts as a body, an answer, a parameter or another schema has it
   */
  read(parts: Parts): Schema;
}

/**
 * The default export of a module.
 *
 * @typeParam Options what the schema in `options` describes, with its defaults
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
   * Names that its files export and that the API does not give: nothing of the API is called so.
   *
   * @param options with the defaults of what is not given
   */
  claims(contract: Contract, options: Options): readonly string[];
  /**
   * Makes the files, or promises them. Equal input gives equal text: they know no time, and read
   * and write nothing.
   *
   * @param options with the defaults of what is not given
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
