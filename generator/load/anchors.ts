import type { Pointer } from "../openapi/index.js";
import type { Source } from "./source-file.js";

const known = new WeakMap<Source, ReadonlyMap<string, readonly Pointer[]>>();

/** The pointers of a file's schemas with an `$anchor` or `$dynamicAnchor`, by that name. */
export function anchorsOf(source: Source): ReadonlyMap<string, readonly Pointer[]> {
  let anchors = known.get(source);
  if (!anchors) {
    anchors = findAnchors(source.value);
    known.set(source, anchors);
  }
  return anchors;
}

/** A file of schemas does not declare its kind, so all of it is searched. */
function findAnchors(root: unknown): ReadonlyMap<string, readonly Pointer[]> {
  const found = new Map<string, Pointer[]>();
  // Parts that aliases share are searched once.
  const seen = new Set<object>();
  const left: { node: unknown; pointer: Pointer }[] = [{ node: root, pointer: [] }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { node, pointer } = next;
    if (typeof node !== "object" || node === null || seen.has(node)) continue;
    seen.add(node);
    const { $anchor, $dynamicAnchor } = node as Readonly<Record<string, unknown>>;
    // A schema may have the same name in both.
    for (const name of new Set([$anchor, $dynamicAnchor])) {
      if (typeof name === "string") found.set(name, [...(found.get(name) ?? []), pointer]);
    }
    for (const [key, child] of Object.entries(node)) {
      if (typeof child === "object") left.push({ node: child, pointer: [...pointer, key] });
    }
  }
  return found;
}
