import { type At, below, top } from "./at.js";
import { isEntry, type Kind, kindIn, type Slot, slotOf } from "./grammar.js";
import { versionOf } from "./version.js";

type Fields = Readonly<Record<string, unknown>>;

/** Is given an object, what it is and where it stands; `false` keeps the walk from going into it. */
export type Visit = (node: Fields, kind: Kind, at: At) => unknown;

/**
 * Visits every object of a document that the grammar knows, outermost first. What is data (examples,
 * defaults, extensions) is not gone into, and references are not followed: a node with a `$ref` is
 * visited as what it stands for.
 */
export function walk(document: unknown, visit: Visit): void {
  const kind = versionOf(document) === "2.0" ? "swagger" : "document";
  walkFrom(document, kind, top, visit);
}

/** As `walk`, from an object of the document. */
export function walkFrom(value: unknown, kind: Kind, at: At, visit: Visit): void {
  // A stack of its own: documents may be deeper than the stack of calls.
  const left: { value: unknown; kind: Kind; at: At }[] = [{ value, kind, at }];
  for (let next = left.pop(); next; next = left.pop()) {
    const node = next.value;
    if (!isFields(node)) continue;
    if (visit(node, next.kind, next.at) === false) continue;
    const inner: typeof left = [];
    for (const field of Object.keys(node)) {
      const slot = slotOf(next.kind, field);
      if (slot) collect(node[field], slot, { up: next.at, token: field }, inner);
    }
    while (inner.length > 0) left.push(inner.pop() as (typeof inner)[number]);
  }
}

function collect(
  value: unknown,
  slot: Slot,
  at: At,
  into: { value: unknown; kind: Kind; at: At }[],
): void {
  if (typeof value !== "object" || value === null) return;
  const kind = kindIn(slot);
  if ("one" in slot || ("oneOrList" in slot && !Array.isArray(value))) {
    into.push({ value, kind, at });
    return;
  }
  if ("list" in slot !== Array.isArray(value) && !("oneOrList" in slot)) return;
  for (const name of Object.keys(value)) {
    if (!Array.isArray(value) && !isEntry(slot, name)) continue;
    into.push({ value: (value as Fields)[name], kind, at: below(at, name) });
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
