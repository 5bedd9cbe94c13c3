import { valueAt } from "../../load/index.js";

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

/** The name of the component that a tree refers to, as `schemas/Pet`. */
export function referenceOf(tree: Tree | undefined): string | undefined {
  const ref = fieldsOf(tree?.value)["$ref"];
  return typeof ref === "string" && ref.startsWith("#/components/")
    ? ref.slice("#/components/".length)
    : undefined;
}

/** The tree behind a reference; undefined if it leads nowhere, or in a circle. */
export function deref(tree: Tree | undefined): Tree | undefined {
  let node = tree;
  for (let length = 0; length < 50; length++) {
    const name = referenceOf(node);
    if (name === undefined || !node) return node;
    const keys = name.split("/").map((key) => decodeKey(key));
    node = member({ value: node.components, components: node.components }, ...keys);
  }
  return undefined;
}

export function decodeKey(token: string): string {
  let decoded = token;
  try {
    decoded = decodeURIComponent(token);
  } catch {
    // A name may hold a bare percent sign.
  }
  return decoded.replaceAll("~1", "/").replaceAll("~0", "~");
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
