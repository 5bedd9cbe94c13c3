import type { Pointer } from "../../openapi/index.js";
import type { Mark, Quote } from "../fact.js";
import { addMark, type Notes } from "../notes.js";
import type { FragmentDialect } from "./fragment-dialect.js";

/** A node of the fragment: where it stands there, and where it goes in the operation. */
export interface Node {
  readonly from: Pointer;
  readonly to: Pointer;
}

/** What the conversion of a fragment shares. */
export interface Context {
  readonly notes: Notes;
  readonly dialect: FragmentDialect;
  quote(from: Pointer): Quote;
  /** The name that a component goes by; undefined if the fragment has no such component. */
  componentName(section: string, name: string): string | undefined;
  /** Where the converted nodes came from, by the form of their pointers in marks. */
  readonly origins: Map<string, Pointer>;
}

export function below(node: Node, field: string, as = field): Node {
  return { from: [...node.from, field], to: [...node.to, as] };
}

export function say(
  context: Context,
  node: Node,
  confidence: Mark["confidence"],
  because: string,
): void {
  addMark(context.notes, node.to, confidence, because, context.quote(node.from));
}
