import { fieldsOf, isFields, isSame, listOf, textsOf } from "../../openapi/index.js";
import { deref, member, type Tree } from "./resolved-tree.js";

/**
 * A page's schema with the keywords of its `allOf` in one object, to be compared with a schema that
 * lists all of its members itself. Undefined if two of them disagree, or say something of one member
 * each.
 */
export function flatPage(tree: Tree, depth = 0): Tree | undefined {
  const found = deref(tree);
  if (!found || !isFields(found.value) || depth > 20) return undefined;
  const { allOf, ...own } = found.value;
  const flat: Record<string, unknown> = own;
  for (const index of listOf(allOf).keys()) {
    const part = member(found, "allOf", String(index));
    const inner = part && flatPage(part, depth + 1);
    if (!inner) return undefined;
    for (const [keyword, value] of Object.entries(fieldsOf(inner.value))) {
      const joined = join(keyword, flat[keyword], value);
      if (joined === undefined) return undefined;
      flat[keyword] = joined;
    }
  }
  return { value: flat, components: found.components };
}

function join(keyword: string, one: unknown, other: unknown): unknown {
  if (one === undefined || isSame(one, other)) return other;
  if (keyword === "required") return [...new Set([...textsOf(one), ...textsOf(other)])];
  if (keyword !== "properties") return undefined;
  const both = { ...fieldsOf(one), ...fieldsOf(other) };
  const isJoined = Object.keys(fieldsOf(one)).every((name) =>
    isSame(both[name], fieldsOf(one)[name]),
  );
  return isJoined ? both : undefined;
}
