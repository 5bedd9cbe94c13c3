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
 * Pages are read as OpenAPI 3.1, which says some things otherwise than the spec may: what means the
 * same is no difference, and what is written has to be what the spec's version understands.
 */

/** Facts as a spec of this version spells them. */
export function inVersion(facts: Facts, version: Version): Facts {
  if (version !== "3.0") return facts;
  const copy = structuredClone(facts);
  const rewrite = (value: unknown, kind: Kind) =>
    walkFrom(value, kind, top, (node, of) => {
      if (of === "schema") toVersion30(node as Record<string, unknown>);
    });
  for (const parameter of Object.values(copy.parameters)) rewrite(parameter, "parameter");
  rewrite(copy.requestBody, "requestBody");
  for (const response of Object.values(copy.responses)) rewrite(response, "response");
  for (const schema of Object.values(fieldsOf(copy.components["schemas"]))) {
    rewrite(schema, "schema");
  }
  return copy;
}

/** What 3.0 has no word for (several types, a schema that is only null) stays as it is. */
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
 * A schema of a page, spelled as the spec spells the same: an only value as `const` or as `enum`, one
 * type by itself or in a list; in 3.0 also whether null is among the values.
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
    // A page that names the type denies that null is one.
    if (!isNullable && page["type"] !== undefined) page["nullable"] = false;
    const others = values.filter((value) => value !== null);
    const listsNull = isNullable && listOf(spec["enum"]).includes(null);
    if (page["enum"] !== undefined) page["enum"] = listsNull ? [...others, null] : others;
  }
  return { ...tree, value: page };
}

/**
 * Whether a page spells out what holds anyway where a field is not written.
 *
 * @param owner the object of the spec that lacks the field
 */
export function isDefault(kind: Kind, field: string, value: unknown, owner: Fields): boolean {
  if (kind === "schema") return false;
  const style = owner["style"] ?? defaultStyle(String(kind === "header" ? kind : owner["in"]));
  if (field === "style" && (kind === "parameter" || kind === "header")) return value === style;
  if (field === "explode") return kind !== "encoding" && value === explodesByDefault(style);
  // Flags of OpenAPI's objects are off unless they are on.
  return value === false;
}
