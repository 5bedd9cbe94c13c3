import { decodeToken, type Pointer, parseFragment, valueAt } from "./json-pointer.js";

/** A component, by its section and its key there. */
export interface Component {
  readonly section: string;
  readonly key: string;
}

const home = "#/components/";
const schemas = "#/components/schemas/";

/** The text of a `$ref`; undefined if a value is not a reference. */
export function refOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "$ref")) {
    return undefined;
  }
  const { $ref } = value as { readonly $ref: unknown };
  return typeof $ref === "string" ? $ref : undefined;
}

/**
 * The component that a reference leads to; undefined if it leads to something else, or to a part of
 * one.
 */
export function componentOf(ref: unknown): Component | undefined {
  if (typeof ref !== "string" || !ref.startsWith(home)) return undefined;
  const [section, key, ...rest] = ref.slice(home.length).split("/");
  if (section === undefined || key === undefined || rest.length > 0) return undefined;
  return { section: decodeToken(section), key: decodeToken(key) };
}

/** The key of the schema that a reference leads to; undefined if it leads to something else. */
export function schemaKeyOf(ref: unknown): string | undefined {
  if (typeof ref !== "string" || !ref.startsWith(schemas)) return undefined;
  const token = ref.slice(schemas.length);
  return token.includes("/") ? undefined : decodeToken(token);
}

/** The target of a reference within the document; undefined if it leads elsewhere. */
export function pointerOfRef(ref: string): Pointer | undefined {
  return ref.startsWith("#") ? parseFragment(ref.slice(1)) : undefined;
}

/**
 * The target of a reference within a document. Follows references to references, up to one that has
 * siblings. Undefined if there is no target, or only a cycle. Only own properties count, so that a
 * component may be called `constructor`.
 */
export function resolveIn(document: unknown, ref: string): unknown {
  let next = ref;
  const passed = new Set<string>();
  for (;;) {
    const pointer = pointerOfRef(next);
    const value = pointer && valueAt(document, pointer);
    const further = refOf(value);
    if (further === undefined || Object.keys(value as object).length > 1) return value;
    if (passed.has(further)) return undefined;
    passed.add(further);
    next = further;
  }
}

/**
 * The target of a reference, with the reference's own summary and description. A schema with other
 * siblings is not merged here.
 */
export function withOwnText(node: Readonly<Record<string, unknown>>, target: unknown): unknown {
  if (typeof target !== "object" || target === null) return target;
  // Called for every reference; most have no text of their own.
  const text: Record<string, string> = {};
  for (const name in node) {
    if (name === "$ref") continue;
    if (name !== "summary" && name !== "description") return target;
    const value = node[name];
    if (typeof value === "string") text[name] = value;
  }
  return Object.keys(text).length > 0 ? { ...target, ...text } : target;
}
