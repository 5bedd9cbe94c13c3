import type { At } from "../../openapi/index.js";
import type { OperationName } from "../finding.js";
import type { Pair } from "./pairs.js";

/** One thing that is different, without an opinion. */
export interface Change {
  /** For a schema `aspect.verb`; what it is used for comes before it when it is judged. Else the id of a rule. */
  readonly kind: string;
  /** The schemas that differ; undefined if it is no schema. */
  readonly pair: Pair | undefined;
  /** The operations that differ; empty for a schema, whose operations its pair knows. */
  readonly operations: readonly OperationName[];
  /** What it is about, as the message names it: a property, a parameter, a place. */
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
  /** The node, or the nearest one around the place where it is missing. */
  readonly base: At;
  readonly revision: At;
  readonly isIn: "base" | "revision" | "both";
  /** Whether the client has a type that shows it; default: it has. */
  readonly isTyped?: boolean;
  /** Never sent (`readOnly`), never received (`writeOnly`). */
  readonly isReadOnly?: boolean;
  readonly isWriteOnly?: boolean;
}

export type Emit = (change: Change) => void;

/** What a comparison of two schemas reports to. */
export interface SchemaReport {
  /** Both schemas have it, or it is about them as a whole. */
  changed(kind: string, before: unknown, after: unknown, name?: string): void;
  change(change: Omit<Change, "pair" | "operations">): void;
}
