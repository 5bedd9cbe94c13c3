import { countsBesideRef } from "../../openapi/index.js";
import { type At, below, type EditableSpec, keyOf, placesOf } from "./editable-spec.js";
import { flatPage } from "./flat-page.js";
import { isFact } from "./page-facts.js";
import { member, type Tree } from "./resolved-tree.js";

/**
 * The target of a schema's reference, or the first schema on the way with its own facts. An `allOf`
 * with one member, which OpenAPI 3.0 needs for a reference with a description, means that member.
 */
export function speakingSchema(spec: EditableSpec, at: At, page: Tree | undefined): At {
  const counts = (keyword: string) =>
    isFact("schema", keyword) &&
    keyword !== "$ref" &&
    countsBesideRef("schema", keyword, spec.version);
  const chain = spec.chain(at);
  const adding = chain.find(({ file, pointer }) => file.keys(pointer).some(counts));
  const found = adding ?? chain.at(-1) ?? at;
  const facts = spec.keys(found).filter((keyword) => isFact("schema", keyword));
  const isWrapped = facts.length === 1 && facts[0] === "allOf";
  if (!isWrapped || member(page, "allOf")) return found;
  const inner = below(found, "allOf");
  return spec.keys(inner).length === 1 ? speakingSchema(spec, below(inner, "0"), page) : found;
}

/**
 * A schema with all that it is composed of, and the sides that it is compared with. If both have an
 * `allOf`, its members are compared one by one; otherwise what is composed on one side is compared
 * with what the other has in one object.
 */
export function composition(
  spec: EditableSpec,
  at: At,
  page: Tree,
  base: Tree | undefined,
): {
  /** The schemas that say together what one does, the schema itself first. */
  readonly parts: readonly At[];
  readonly page: Tree;
  readonly base: Tree | undefined;
} {
  const isOnPage = [page, base].some((tree) => member(tree, "allOf"));
  const chain = spec.chain(at);
  const has = (keyword: string) => placesOf(chain, keyword).length > 0;
  if (isOnPage && has("properties") && !has("allOf")) {
    const flat = flatPage(page);
    if (flat) return { parts: chain, page: flat, base: base && (flatPage(base) ?? base) };
  }
  return { parts: isOnPage ? chain : partsOf(spec, at), page, base };
}

/** A schema may add to the target of its reference, and to the members of its `allOf`. */
function partsOf(spec: EditableSpec, at: At, known: At[] = []): readonly At[] {
  for (const node of spec.chain(at)) {
    if (known.some((other) => keyOf(other) === keyOf(node))) continue;
    known.push(node);
    if (placesOf([node], "allOf").length === 0) continue;
    const members = below(node, "allOf");
    for (const index of spec.keys(members)) partsOf(spec, below(members, index), known);
  }
  return known;
}
