import { decodeToken, type Pointer, parseFragment, valueAt } from "./json-pointer.js";

/** A component, by the section that it stands in and its key there. */
export interface Component {
  readonly section: string;
  readonly key: string;
}

const home = "#/components/";
const schemas = "#/components/schemas/";

/** The text of a `$ref`; undefined if a value is no reference. */
export function refOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "$ref")) {
    return undefined;
  }
  const { $ref } = value as { readonly $ref: unknown };
  return typeof $ref === "string" ? $ref : undefined;
}

/** The component that a reference means; undefined if it means something else, or a part of one. */
export function componentOf(ref: unknown): Component | undefined {
  if (typeof ref !== "string" || !ref.startsWith(home)) return undefined;
  const [section, key, ...rest] = ref.slice(home.length).split("/");
  if (section === undefined || key === undefined || rest.length > 0) return undefined;
  return { section: decodeToken(section), key: decodeToken(key) };
}

/** The key of the schema that a reference means; undefined if it means something else. */
export function schemaKeyOf(ref: unknown): string | undefined {
  if (typeof ref !== "string" || !ref.startsWith(schemas)) return undefined;
  const token = ref.slice(schemas.length);
  return token.includes("/") ? undefined : decodeToken(token);
}

/** Where a reference within the document leads; undefined if it leads elsewhere. */
export function pointerOfRef(ref: string): Pointer | undefined {
  return ref.startsWith("#") ? parseFragment(ref.slice(1)) : undefined;
}

/**
 * What a reference within a document leads to: references to references are followed, until one of
 * them says more than that. Undefined if it leads nowhere or in a circle. Only own properties
 * count, so that a component may be called `constructor`.
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
 * What a reference stands for, with the summary and the description that the reference gives it. A
 * schema with more beside its reference is more than that, and is not merged by this.
 */
export function withOwnText(node: Readonly<Record<string, unknown>>, target: unknown): unknown {
  if (typeof target !== "object" || target === null) return target;
  // Most references say nothing of their own, and each is asked.
  const text: Record<string, string> = {};
  for (const name in node) {
    if (name === "$ref") continue;
    if (name !== "summary" && name !== "description") return target;
    const value = node[name];
    if (typeof value === "string") text[name] = value;
  }
  return Object.keys(text).length > 0 ? { ...target, ...text } : target;
}
