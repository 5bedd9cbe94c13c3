/** What a caller does with a client at one place; docs/uses.md has a sentence for each. */
export type UseKind =
  | "call"
  | "argument"
  | "bodyField"
  | "answerField"
  | "enumValue"
  | "discriminator"
  | "status"
  | "errorClass"
  | "webhook"
  | "type";

/** All of them, in the order in which pages list them. */
export const useKinds = [
  "call",
  "argument",
  "bodyField",
  "answerField",
  "enumValue",
  "discriminator",
  "status",
  "errorClass",
  "webhook",
  "type",
] as const satisfies readonly UseKind[];

/** One use of a generated client, at one place of a caller's file. */
export interface Use {
  /** The operation, as its function is called; null if it is several, or none. */
  readonly operation: string | null;
  /** All operations that it may belong to; more than one where a schema is shared and the flow does not tell. */
  readonly operations: readonly string[];
  /** What the caller does there. */
  readonly kind: UseKind;
  /**
   * What is used: an operation, an argument (`limit`), a field (`Order.total`, `updateOrder.body.note`),
   * a value (`OrderStatus=paid`), a status (`404`, `>=500`), an error class, an event, or a type.
   */
  readonly name: string;
  /** Path relative to the project's folder, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Whether the value leaves what can be followed here, so that all of it counts as used. */
  readonly whole: boolean;
  /** Present if it is a value that goes into a request, and not one that is compared. */
  readonly sent?: true;
  /** Present if the client's documentation says that it goes away. */
  readonly deprecated?: Deprecation;
}

/** That something goes away. */
export interface Deprecation {
  /** The last day, as the spec has it (`x-sunset`); null if it names none. */
  readonly sunset: string | null;
}

/** What could not be resolved, so that uses may be missing there. */
export interface Unresolved {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** The report of `tether uses`; its JSON Schema is published as `spec-tether/uses.schema.json`. */
export interface UsesReport {
  readonly schemaVersion: 1;
  /** The tsconfig.json, as it was given. */
  readonly project: string;
  readonly client: ClientName;
  readonly uses: readonly Use[];
  /** The uses in tests and mocks, apart. */
  readonly testUses: readonly Use[];
  /** How many files were searched, tests included. */
  readonly files: number;
  /** Files whose language is not analysed, such as `.vue`. */
  readonly notAnalysed: readonly string[];
  /** The first type errors of files with uses, and imports that lead nowhere. */
  readonly unresolved: readonly Unresolved[];
}

/** A client, as people know it. */
export interface ClientName {
  /** `Shop` of `createShop`; for types alone, the name of the folder or package. */
  readonly name: string;
  /** The folder, relative to the project's, or the package and its version. */
  readonly from: string;
}
