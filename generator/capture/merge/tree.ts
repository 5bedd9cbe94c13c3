import { type Component, componentOf, refOf, valueAt } from "../../openapi/index.js";

export type Fields = Readonly<Record<string, unknown>>;

/** Plain data in which `$ref`s point to `#/components/…` of the same document. */
export interface Tree {
  readonly value: unknown;
  readonly components: Fields;
}

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function fieldsOf(value: unknown): Fields {
  return isObject(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A member of a tree, own properties only: a field may be called `constructor`. */
export function member(tree: Tree | undefined, ...keys: readonly string[]): Tree | undefined {
  if (!tree) return undefined;
  const value = valueAt(tree.value, keys);
  return value === undefined ? undefined : { value, components: tree.components };
}

/** The component that a tree refers to. */
export function referenceOf(tree: Tree | undefined): Component | undefined {
  return componentOf(refOf(tree?.value));
}

/** The tree behind a reference; undefined if it leads nowhere, or in a circle. */
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

/** Equal as data; the order of an object's members says nothing. */
export function isEqual(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isObject(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
