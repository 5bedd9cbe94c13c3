import type { Line } from "./page-lines.js";
import type { Limits } from "./read-limits.js";
import type { Type } from "./type-line.js";

/** A field as the page lists it, before it is known what it belongs to. */
export interface Field {
  readonly name: string;
  /** Of the name; of the type, if it is an item without a name. */
  readonly line: Line;
  /** The alternatives of its type lines; none if the page shows a union in their place. */
  readonly types: readonly Type[];
  readonly typeLine: Line;
  /** Undefined if the page does not say. */
  readonly isRequired: boolean | undefined;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly limits: Limits;
  readonly values: LabeledLines | undefined;
  readonly default: LabeledLines | undefined;
  readonly example: LabeledLines | undefined;
  readonly pattern: string | undefined;
  readonly multipleOf: number | undefined;
  readonly union: Union | undefined;
  /** The item of the array before it, which has no name. */
  readonly isItem: boolean;
  /** Why it may be no field at all; undefined if nothing speaks against it. */
  readonly doubt: string | undefined;
}

/** What stands below a label. */
export interface LabeledLines {
  readonly label: Line;
  readonly lines: readonly Line[];
}

/** A union whose forms are tabs on the page: only the first one's members are shown. */
export interface Union {
  readonly keyword: "oneOf" | "anyOf" | "allOf";
  readonly line: Line;
  readonly options: readonly string[];
  /** Whether further unions are shown inside of the first form. */
  readonly isNested: boolean;
  /** Whether the members of the first form follow. */
  readonly isOpen: boolean;
  /** Whether what reads like the type of the first form may be the name of a tab. */
  readonly mayBeTab: boolean;
}

/** A list of fields, and what stands before the first one. */
export interface FieldList {
  /** The type of the whole, if a line without a name says so. */
  readonly root: { readonly types: readonly Type[]; readonly line: Line } | undefined;
  readonly union: Union | undefined;
  readonly before: readonly Line[];
  readonly fields: readonly Field[];
}
