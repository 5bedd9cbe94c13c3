import type { At } from "../../openapi/index.js";
import type { IdOf, SchemaKind, Subject } from "../change-kinds.js";
import type { OperationName } from "../finding.js";
import type { OperationPart, ParameterPart } from "./operation-part.js";
import type { Pair } from "./schema-pairs.js";

/** One thing that is different, without an opinion. */
export type Change =
  | SchemaChange
  | OperationChange
  | ParameterChange
  | ArgumentChange
  | PartChange
  | SecurityChange
  | DocumentChange;

/** What is known of every change. */
export interface Difference {
  /** The operations that differ; empty for a schema, whose operations its pair knows. */
  readonly operations: readonly OperationName[];
  /** As reports show them. */
  readonly before: unknown;
  readonly after: unknown;
  /** The node, or the nearest one around the place where it is missing. */
  readonly base: At;
  readonly revision: At;
  readonly isIn: "base" | "revision" | "both";
  /** Whether the client has a type that shows it; default: it has. */
  readonly isTyped?: boolean;
}

/** Two schemas that take the same place. */
export interface SchemaChange extends Difference {
  readonly of: "schema";
  /** What the schemas are used for comes before it when it is judged. */
  readonly kind: SchemaKind;
  readonly pair: Pair;
  /** Of the property, the variant, the key of a map, … that it is about; empty if of the whole. */
  readonly name: string;
  /** Whether its integers are of 64 bits on one side only, which clients may hold otherwise. */
  readonly is64Bits?: true;
  /** Never sent (`readOnly`), never received (`writeOnly`). */
  readonly isReadOnly?: boolean;
  readonly isWriteOnly?: boolean;
}

/** An operation, or what is said of it as a whole. */
export interface OperationChange extends Difference {
  readonly of: "operation";
  readonly kind:
    | IdOf<"operation", "endpoint" | "path" | "operationId" | "tag" | "deprecated" | "sunset">
    | IdOf<"operation", "stability" | "summary" | "description" | "externalDocs">
    | IdOf<"webhook", "endpoint">
    | IdOf<"callback">;
  /** Of the tag; else of the operation, if only one side has it. */
  readonly name: string;
}

/** Whether a parameter is there, and where. */
export interface ParameterChange extends Difference {
  readonly of: "parameter";
  readonly kind:
    | IdOf<"operation", "requiredParameter" | "optionalParameter" | "parameter">
    | IdOf<"webhook", "parameter">;
  readonly part: ParameterPart;
  /** Its schema, as it is written. */
  readonly schema: unknown;
  /** What it was, if it is another one now. */
  readonly from?: ParameterPart;
}

/**
 * A parameter whose name changed in code only: one of the path is known by its position, and the
 * names of headers are the same in any case.
 */
export interface ArgumentChange extends Difference {
  readonly of: "argument";
  readonly kind: IdOf<"operation", "pathParameter" | "headerParameter">;
  readonly from: string;
  readonly to: string;
}

/** A part of an operation: whether it is there, and what it says beside its schema. */
export interface PartChange extends Difference {
  readonly of: "part";
  readonly kind:
    | IdOf<"operation", "requiredRequestBody" | "optionalRequestBody" | "requestBody">
    | IdOf<"operation", "successResponse" | "errorResponse" | "response">
    | IdOf<"webhook", "body" | "response">
    | IdOf<Subject>;
  readonly part: OperationPart;
  /** The content whose schema came or went. */
  readonly content?: ContentName;
}

/** The schema of content: its media type, and whether it is of what comes one by one. */
export interface ContentName {
  readonly type: string;
  readonly isItem: boolean;
}

/** What a caller has to show. */
export interface SecurityChange extends Difference {
  readonly of: "security";
  readonly kind: IdOf<"document" | "operation", "security" | "securityScope"> | SchemeKind;
  /** Names of the schemes that are asked for together, or of the one that it is about. */
  readonly schemes: readonly string[];
}
export type SchemeKind = IdOf<"securityScheme">;

/** What is said of the API as a whole, and the servers of an operation. */
export interface DocumentChange extends Difference {
  readonly of: "document";
  readonly kind:
    | IdOf<"document", "version" | "info" | "tag" | "otherOrigin">
    | IdOf<"document" | "operation", ServerAspect>
    | IdOf<"component">;
  /** Of the field, the tag, the server, the origin or the schema. */
  readonly name: string;
}
export type ServerAspect =
  | "server"
  | "serverUrl"
  | "defaultServer"
  | "serverVariables"
  | "serverDescription";

export type Emit = (change: Change) => void;

/** What a change is about, without its values and places. */
export type Topic<C extends Change> = C extends Change ? Omit<C, keyof Difference> : never;

/** What a comparison of two schemas reports to. */
export interface SchemaReport {
  /** Both schemas have it, or it is about them as a whole. */
  changed(kind: SchemaKind, before: unknown, after: unknown, name?: string): void;
  change(change: Omit<SchemaChange, "of" | "pair" | "operations">): void;
}
