import { isAlias, isMap, isPair, isScalar, isSeq } from "yaml";
import { isInexact } from "./print-node.js";

/** Whether two nodes have the same content, written in the same order. */
export function isSameNode(a: unknown, b: unknown): boolean {
  if (isMap(a) || isSeq(a)) {
    const others = isMap(a) ? isMap(b) && b.items : isSeq(b) && b.items;
    return (
      others &&
      a.items.length === others.length &&
      a.items.every((item, at) => isSameNode(item, others[at]))
    );
  }
  if (isPair(a)) return isPair(b) && isSameNode(a.key, b.key) && isSameNode(a.value, b.value);
  if (isAlias(a)) return isAlias(b) && a.source === b.source;
  if (isScalar(a) && isScalar(b) && isInexact(a)) return a.source === b.source;
  return Object.is(scalarOf(a), scalarOf(b));
}

function scalarOf(node: unknown): unknown {
  const value = isScalar(node) ? node.value : node;
  return typeof value === "symbol" ? value.description : (value ?? null);
}
