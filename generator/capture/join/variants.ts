import {
  canonical,
  componentOf,
  type Fields,
  fieldsOf,
  formatFragment,
  formatPointer,
  isFields,
  listOf,
  type Pointer,
  resolveIn,
} from "../../openapi/index.js";
import { componentName } from "../fragment/component-name.js";
import { withoutProse } from "../merge/page-facts.js";

/** What one page states about a part that all of them may have. */
export interface Stated<Value = unknown> {
  /** The number of the page. */
  readonly page: number;
  readonly value: Value;
}

/** Which pages state a node of the joined operation. */
export interface Evidence {
  /** Relative to the Operation Object; a parameter has its key in place of its index. */
  readonly pointer: Pointer;
  readonly pages: readonly number[];
  /** The titles of the pages, if the node is a form of a union. */
  readonly title?: string;
  /** Whether it refers to a component that is made for it. */
  readonly isComponent?: true;
}

/** Where a node of one page is in the joined operation. */
export interface Move {
  readonly page: number;
  readonly from: Pointer;
  readonly to: Pointer;
}

/** What joining parts adds beside them. */
export interface Notes {
  readonly evidence: Evidence[];
  readonly moves: Move[];
  /** Nodes about which pages differ in a way that one schema cannot express. */
  readonly differing: { readonly pointer: Pointer; readonly page: number }[];
  /** Schemas of the joined operation, by name. */
  readonly schemas: Record<string, unknown>;
}

/** One of several contents, and the pages that state it. */
export interface Variant {
  readonly value: unknown;
  readonly pages: readonly number[];
}

/** Contents that differ, each once, in the order of the pages; prose makes no difference. */
export function variantsOf(stated: readonly Stated[]): Variant[] {
  const found = new Map<string, { value: unknown; pages: number[] }>();
  for (const { page, value } of stated) {
    const key = canonical(withoutProse(value, "schema"));
    const known = found.get(key);
    if (known) known.pages.push(page);
    else found.set(key, { value, pages: [page] });
  }
  return [...found.values()];
}

/**
 * One schema of those of all pages: the same if they agree, otherwise a `oneOf` whose forms have the
 * titles of their pages.
 *
 * @param at where the schema is in each page's operation, and in the joined one
 * @param name begins the names of components, if the forms have to be components
 */
export function joinSchemas(
  stated: readonly Stated[],
  {
    at,
    titles,
    name,
    components,
  }: {
    readonly at: Pointer;
    readonly titles: readonly string[];
    readonly name: string;
    readonly components: Fields;
  },
  notes: Notes,
): unknown {
  const variants = variantsOf(stated);
  const [only] = variants;
  if (!only || variants.length === 1) {
    for (const { page } of stated) notes.moves.push({ page, from: at, to: at });
    return only?.value;
  }
  const constants = distinctConstants(variants, components);
  const forms = variants.map(({ value, pages }, index) => {
    const title = titleOf(pages, titles);
    const form = [...at, "oneOf", String(index)];
    const ref = fieldsOf(value)["$ref"];
    const isComponent = constants !== undefined && typeof ref !== "string";
    notes.evidence.push({ pointer: form, pages, title, ...(isComponent && { isComponent }) });
    if (!isComponent) {
      for (const page of pages) notes.moves.push({ page, from: at, to: form });
      return typeof ref === "string" || !isFields(value) ? value : { ...value, title };
    }
    // A discriminator can only tell forms apart that have a name.
    const key = freeName(componentName(`${name}_${title}`), notes.schemas, components);
    notes.schemas[key] = { ...fieldsOf(value), title };
    const to = ["#", "components", "schemas", key];
    for (const page of pages) notes.moves.push({ page, from: at, to });
    return { $ref: `#${formatFragment(to.slice(1))}` };
  });
  if (!constants) return { oneOf: forms };
  const mapping = constants.values.map((value, index) => [value, fieldsOf(forms[index])["$ref"]]);
  const discriminator = {
    propertyName: constants.property,
    mapping: Object.fromEntries(mapping),
  };
  return { oneOf: forms, discriminator };
}

function freeName(wanted: string, ...taken: readonly Fields[]): string {
  const isTaken = (name: string) =>
    taken.some(
      (names) => Object.hasOwn(names, name) || Object.hasOwn(fieldsOf(names["schemas"]), name),
    );
  let free = wanted;
  for (let count = 2; isTaken(free); count++) free = `${wanted}_${count}`;
  return free;
}

/** The titles of a form's pages; a few are enough to recognize it. */
function titleOf(pages: readonly number[], titles: readonly string[]): string {
  const all = [...new Set(pages.map((page) => titles[page] ?? ""))];
  const more = all.length - maxTitles;
  return more > 1 ? `${all.slice(0, maxTitles).join(", ")} and ${more} more` : all.join(", ");
}

const maxTitles = 3;

/** A required property with one constant in each form, and another one in each. */
function distinctConstants(
  variants: readonly Variant[],
  components: Fields,
): { property: string; values: string[] } | undefined {
  const schemas = variants.map(({ value }) => targetOf(value, components));
  const [first] = schemas;
  for (const property of listOf(first?.["required"])) {
    const values = schemas.map((schema) => constantOf(schema, property, components));
    const texts = values.filter((value) => typeof value === "string");
    if (texts.length === variants.length && new Set(texts).size === texts.length) {
      return { property: String(property), values: texts };
    }
  }
  return undefined;
}

function constantOf(schema: Fields, property: unknown, components: Fields): unknown {
  if (!listOf(schema["required"]).includes(property)) return undefined;
  const member = targetOf(fieldsOf(schema["properties"])[String(property)], components);
  if (Object.hasOwn(member, "const")) return member["const"];
  const [only, ...more] = listOf(member["enum"]);
  return more.length === 0 ? only : undefined;
}

function targetOf(schema: unknown, components: Fields): Fields {
  const { $ref } = fieldsOf(schema);
  const isLocal = typeof $ref === "string" && componentOf($ref) !== undefined;
  return fieldsOf(isLocal ? resolveIn({ components }, $ref) : schema);
}

/** The text of a pointer as marks have it. */
export function printPointer(pointer: Pointer): string {
  return pointer[0] === "#" ? `#${formatPointer(pointer.slice(1))}` : formatPointer(pointer);
}
