import type { Parts } from "../../contract/index.js";
import type { At, Fields } from "../../openapi/index.js";
import type { IdOf, RuleId, SchemaKind, Subject } from "../change-kinds.js";
import type { OperationName } from "../finding.js";
import type { Fit } from "./exclusive-variants.js";
import type { OperationPart, ParameterPart } from "./operation-part.js";
import type { Pair } from "./schema-pairs.js";

/** One difference, without a judgement. */
export type Change =
  | SchemaChange
  | OperationChange
  | ParameterChange
  | ArgumentChange
  | PartChange
  | SecurityChange
  | DocumentChange;

/** The fields of every change. */
export interface Difference {
  /** The operations that differ; empty for a schema, whose pair knows its operations. */
  readonly operations: readonly OperationName[];
  /** As reports show them. */
  readonly before: unknown;
  readonly after: unknown;
  /** The node, or the nearest one around it if it is missing; of an operation, where it belongs. */
  readonly base: At;
  readonly revision: At;
  readonly isIn: "base" | "revision" | "both";
  /** Whether the client has a type that shows it; default: true. */
  readonly isTyped?: boolean;
  /** Why it is taken for one change, if the documents do not say so. */
  readonly evidence?: string;
  /** Whether callers have to give what has another name or place now, and did not have to before. */
  readonly isDemanded?: true;
  /** The rules of the changes that were folded into it, if it is no better than these. */
  readonly standsFor?: readonly RuleId[];
}

/** A difference between two schemas in the same place. */
export interface SchemaChange extends Difference {
  readonly of: "schema";
  /** The use of the schemas is put before it when it is judged. */
  readonly kind: SchemaKind;
  readonly pair: Pair;
  /** The name of the property, the variant, the key of a map, …; empty for the whole schema. */
  readonly name: string;
  /** The schemas of a property that only one version has. */
  readonly parts?: Parts;
  /** Whether its integers are of 64 bits on one side only, which clients may hold otherwise. */
  readonly is64Bits?: true;
  /** Whether the variants of its union still tell values apart; undefined if they do. */
  readonly fit?: Fit;
  /** Whether all values that were allowed still are, and whether all that are allowed were. */
  readonly keeps?: { readonly before: boolean; readonly after: boolean };
  /** Properties that every value could have, and only those of some variants still can. */
  readonly divided?: readonly string[];
  /** Never sent (`readOnly`), never received (`writeOnly`). */
  readonly isReadOnly?: boolean;
  readonly isWriteOnly?: boolean;
}

/** A difference in an operation as a whole. */
export interface OperationChange extends Difference {
  readonly of: "operation";
  readonly kind:
    | IdOf<"operation", "pathPrefix" | "serverPath">
    | IdOf<"operation", "endpoint" | "path" | "operationId" | "tag" | "deprecated" | "sunset">
    | "operation.pathParameter.swapped"
    | IdOf<"operation", "stability" | "summary" | "description" | "externalDocs">
    | IdOf<"webhook", "endpoint">
    | IdOf<"callback">;
  /** The name of the tag, or of parameters; otherwise of the operation, if only one side has it. */
  readonly name: string;
}

/** A difference in the presence or the location of a parameter. */
export interface ParameterChange extends Difference {
  readonly of: "parameter";
  readonly kind:
    | IdOf<"operation", "requiredParameter" | "optionalParameter" | "parameter">
    | IdOf<"webhook", "parameter">;
  readonly part: ParameterPart;
  /** The parameter, as written. */
  readonly written: Fields;
  /** The previous parameter, if it was replaced. */
  readonly from?: ParameterPart;
}

/**
 * A parameter whose name changed only in code: path parameters are identified by position, and
 * header names are case-insensitive.
 */
export interface ArgumentChange extends Difference {
  readonly of: "argument";
  readonly kind: "operation.pathParameter.renamed" | IdOf<"operation", "headerParameter">;
  readonly from: string;
  readonly to: string;
}

/** A difference in a part of an operation: its presence, and everything besides its schema. */
export interface PartChange extends Difference {
  readonly of: "part";
  readonly kind:
    | IdOf<"operation", "requiredRequestBody" | "optionalRequestBody" | "requestBody">
    | IdOf<"operation", "successResponse" | "errorResponse" | "response">
    | IdOf<"webhook", "body" | "response">
    | IdOf<Subject>;
  readonly part: OperationPart;
  /** The content whose schema was added or removed. */
  readonly content?: ContentName;
}

/** The schema of content: its media type, and whether it is the schema of a stream's items. */
export interface ContentName {
  readonly type: string;
  readonly isItem: boolean;
}

/** A difference in the credentials that a caller needs. */
export interface SecurityChange extends Difference {
  readonly of: "security";
  readonly kind:
    | IdOf<"document" | "operation", "security" | "securityScope">
    | IdOf<"document", "defaultSecurity">
    | IdOf<"webhook", "security">
    | SchemeKind;
  /** The alternatives that it is about, or the scheme: names of schemes that are needed together. */
  readonly alternatives: readonly (readonly string[])[];
  /** Schemes that were needed, and are not any more. */
  readonly ended?: readonly string[];
}
export type SchemeKind = IdOf<"securityScheme">;

/** A difference in the API as a whole, or in the servers of an operation. */
export interface DocumentChange extends Difference {
  readonly of: "document";
  readonly kind:
    | IdOf<"document", "version" | "info" | "tag" | "otherOrigin">
    | IdOf<"document" | "operation", ServerAspect>
    | IdOf<"component">;
  /** The name of the field, the tag, the server, its variable, the origin or the schema. */
  readonly name: string;
  /** Of a changed schema. */
  readonly inside?: ChangesInside;
}

/** What changed in a component schema that no place in an operation has before and after. */
export interface ChangesInside {
  /** The changed nodes, as pointers from the schema: `properties/name`. */
  readonly places: readonly string[];
  readonly usage: SchemaUsage;
  /** The change, if it is the only one. */
  readonly only: SchemaChange | undefined;
}

/**
 * Which versions use a schema: none, one of them, or both: in different places, or only as a part
 * of other schemas, which did not change alike.
 */
export type SchemaUsage = "neither" | "base" | "revision" | "elsewhere" | "within";
export type ServerAspect =
  | "server"
  | "serverUrl"
  | "defaultServer"
  | "serverVariable"
  | "serverVariableDefault"
  | "serverVariableEnum"
  | "serverVariableDescription"
  | "serverDescription";

export type Emit = (change: Change) => void;

/** The subject of a change, without its values and places. */
export type Topic<C extends Change> = C extends Change ? Omit<C, keyof Difference> : never;

/** The functions that receive the differences of two schemas. */
export interface SchemaReport {
  /** Both schemas have the part, or the difference is about the whole schemas. */
  changed(
    kind: SchemaKind,
    before: unknown,
    after: unknown,
    name?: string,
    fit?: Fit,
    keeps?: SchemaChange["keeps"],
  ): void;
  change(change: Omit<SchemaChange, "of" | "pair" | "operations">): void;
}
