import { isEntry, type Kind, kindIn, type Slot, slotOf } from "./grammar.js";
import { type Fields, isFields } from "./json-value.js";
import { type At, top } from "./node-path.js";
import { versionOf } from "./openapi-version.js";

/** Called with an object, its kind and its position; `false` skips what is inside it. */
export type Visit = (node: Fields, kind: Kind, at: At) => unknown;

/**
 * Visits every object of a document that the grammar knows, outermost first. Does not descend into
 * data (examples, defaults, extensions) and does not follow references: a node with a `$ref` is
 * visited as the kind that it replaces.
 */
export function walk(document: unknown, visit: Visit): void {
  const kind = versionOf(document) === "2.0" ? "swagger" : "document";
  walkFrom(document, kind, top, visit);
}

/** Like `walk`, from an object of the document. */
export function walkFrom(value: unknown, kind: Kind, at: At, visit: Visit): void {
  // An explicit stack: documents may be deeper than the call stack. The last step pushed is visited
  // first, so fields and entries are pushed in reverse order.
  const left: Step[] = [{ value, kind, at }];
  for (let next = left.pop(); next; next = left.pop()) {
    const node = next.value;
    if (!isFields(node) || visit(node, next.kind, next.at) === false) continue;
    const fields = Object.keys(node);
    for (let index = fields.length - 1; index >= 0; index--) {
      const field = fields[index] as string;
      const child = node[field];
      if (typeof child !== "object" || child === null) continue;
      const slot = slotOf(next.kind, field);
      if (slot) push(child, slot, { up: next.at, token: field }, left);
    }
  }
}

interface Step {
  readonly value: unknown;
  readonly kind: Kind;
  readonly at: At;
}

function push(value: object, slot: Slot, at: At, left: Step[]): void {
  const kind = kindIn(slot);
  if (Array.isArray(value)) {
    if (!("list" in slot) && !("oneOrList" in slot)) return;
    for (let index = value.length - 1; index >= 0; index--) {
      left.push({ value: value[index], kind, at: { up: at, token: String(index) } });
    }
  } else if ("map" in slot) {
    const names = Object.keys(value);
    for (let index = names.length - 1; index >= 0; index--) {
      const token = names[index] as string;
      if (!isEntry(slot, token)) continue;
      left.push({ value: (value as Fields)[token], kind, at: { up: at, token } });
    }
  } else if (!("list" in slot)) left.push({ value, kind, at });
}
