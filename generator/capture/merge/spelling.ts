import {
  defaultStyle,
  explodesByDefault,
  type Fields,
  fieldsOf,
  isFields,
  isSame,
  type Kind,
  listOf,
  top,
  type Version,
  walkFrom,
} from "../../openapi/index.js";
import type { Facts } from "./page-facts.js";
import type { Tree } from "./resolved-tree.js";

/**
 * Pages are read as OpenAPI 3.1, which spells some things differently from the spec's version:
 * equivalent spellings are not a difference, and the spec gets the spelling of its version.
 */

/** Facts in the spelling of a version. */
export function inVersion(facts: Facts, version: Version): Facts {
  if (version !== "3.0") return facts;
  const { components, ...own } = facts;
  const copy = structuredClone(own);
  const rewrite = (value: unknown, kind: Kind) =>
    walkFrom(value, kind, top, (node, of) => {
      if (of === "schema") toVersion30(node as Record<string, unknown>);
    });
  for (const parameter of Object.values(copy.parameters)) rewrite(parameter, "parameter");
  rewrite(copy.requestBody, "requestBody");
  for (const response of Object.values(copy.responses)) rewrite(response, "response");
  // Shared by all operations of a document, so they are written anew once.
  const known = componentsOf30.get(components) ?? structuredClone(components);
  if (!componentsOf30.has(components)) {
    for (const schema of Object.values(fieldsOf(known["schemas"]))) rewrite(schema, "schema");
    componentsOf30.set(components, known);
  }
  return { ...copy, components: known };
}

const componentsOf30 = new WeakMap<Fields, Fields>();

/** Schemas that 3.0 cannot express (several types, only null) stay unchanged. */
function toVersion30(schema: Record<string, unknown>): void {
  const types = listOf(schema["type"]);
  const [type, ...more] = types.filter((each) => each !== "null");
  if (type !== undefined && more.length === 0 && types.length > 0) {
    schema["type"] = type;
    if (types.includes("null")) schema["nullable"] = true;
  }
  for (const [bound, exclusive, isTighter] of [
    ["minimum", "exclusiveMinimum", (open: number, closed: number) => open >= closed],
    ["maximum", "exclusiveMaximum", (open: number, closed: number) => open <= closed],
  ] as const) {
    const [open, closed] = [schema[exclusive], schema[bound]];
    if (typeof open !== "number") continue;
    delete schema[exclusive];
    if (typeof closed === "number" && !isTighter(open, closed)) continue;
    schema[bound] = open;
    schema[exclusive] = true;
  }
  if (Object.hasOwn(schema, "const")) {
    schema["enum"] ??= [schema["const"]];
    delete schema["const"];
  }
}

/**
 * A page's schema in the spec's equivalent spelling: a single value as `const` or as `enum`, a
 * single type with or without a list; in 3.0 also whether null is among the values.
 */
export function spelledAs<T extends Tree | undefined>(tree: T, spec: Fields, version: Version): T {
  if (!tree || !isFields(tree.value)) return tree;
  const page = { ...tree.value };
  const isOnlyIn = (keyword: string, other: string) =>
    spec[keyword] !== undefined && spec[other] === undefined;
  if (isOnlyIn("enum", "const") && page["const"] !== undefined && page["enum"] === undefined) {
    page["enum"] = [page["const"]];
    delete page["const"];
  }
  const values = listOf(page["enum"]);
  if (isOnlyIn("const", "enum") && values.length === 1 && page["const"] === undefined) {
    page["const"] = values[0];
    delete page["enum"];
  }
  if (isSame(spec["type"], [page["type"]])) page["type"] = spec["type"];
  if (version === "3.0" && spec["nullable"] !== undefined) {
    const isNullable = page["nullable"] === true;
    // A page that names the type excludes null.
    if (!isNullable && page["type"] !== undefined) page["nullable"] = false;
    const others = values.filter((value) => value !== null);
    const listsNull = isNullable && listOf(spec["enum"]).includes(null);
    if (page["enum"] !== undefined) page["enum"] = listsNull ? [...others, null] : others;
  }
  return { ...tree, value: page };
}

/**
 * Whether a page only writes out a default.
 *
 * @param owner the object of the spec that lacks the field
 */
export function isDefault(kind: Kind, field: string, value: unknown, owner: Fields): boolean {
  if (kind === "schema") return false;
  const style = owner["style"] ?? defaultStyle(String(kind === "header" ? kind : owner["in"]));
  if (field === "style" && (kind === "parameter" || kind === "header")) return value === style;
  if (field === "explode") return kind !== "encoding" && value === explodesByDefault(style);
  // Flags of OpenAPI's objects are false by default.
  return value === false;
}
