import { type Component, componentOf, type Fields, refOf, valueAt } from "../../openapi/index.js";

/** Plain data whose `$ref`s point to `#/components/…` of the same document. */
export interface Tree {
  readonly value: unknown;
  readonly components: Fields;
}

/** A member of a tree; own properties only, because a field may be called `constructor`. */
export function member(tree: Tree | undefined, ...keys: readonly string[]): Tree | undefined {
  if (!tree) return undefined;
  const value = valueAt(tree.value, keys);
  return value === undefined ? undefined : { value, components: tree.components };
}

/** The component that a tree refers to. */
export function referenceOf(tree: Tree | undefined): Component | undefined {
  return componentOf(refOf(tree?.value));
}

/** The target of a reference; undefined if it does not exist, or in a cycle. */
export function deref(tree: Tree | undefined): Tree | undefined {
  let node = tree;
  for (let length = 0; length < 50; length++) {
    const target = referenceOf(node);
    if (target === undefined || !node) return node;
    const { components } = node;
    node = member({ value: components, components }, target.section, target.key);
  }
  return undefined;
}
