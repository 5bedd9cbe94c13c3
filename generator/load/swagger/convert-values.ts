import { lookUp } from "../../narrowing.js";
import { isFields, type QueryStyle } from "../../openapi/index.js";
import { isFileType, isNullable, toSchema } from "./convert-schemas.js";
import { child, type Fields, type Node, type Translation } from "./translation.js";

/** The location of a value; the two kinds of form write lists in different ways. */
export type ValueLocation = "query" | "path" | "header" | "urlencoded" | "multipart";

/** A value outside a body: its schema, and its serialization if that is not the default. */
export interface SimpleValue {
  readonly schema: unknown;
  readonly style?: QueryStyle | undefined;
  readonly explode?: boolean | undefined;
}

/** Fields that describe a value; in Swagger, parameters, headers and items have them directly. */
const keywords = new Set([
  ...["type", "format", "items", "default", "enum", "multipleOf", "pattern"],
  ...["maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength"],
  ...["maxItems", "minItems", "uniqueItems"],
  // Only schemas have these, but some authors give a parameter the type `object`.
  ...["properties", "additionalProperties"],
]);

interface Separator {
  readonly name: string;
  /** The style that serializes lists in this way in a query or a form. */
  readonly style?: QueryStyle;
}

const separators = {
  csv: { name: "commas" },
  ssv: { name: "spaces", style: "spaceDelimited" },
  pipes: { name: "pipes", style: "pipeDelimited" },
  tsv: { name: "tabs" },
} as const satisfies Readonly<Record<string, Separator>>;

/**
 * The value of a parameter, a header or a field of a form.
 *
 * @param what its name in messages
 */
export function toSimpleValue(
  node: Node,
  carrier: ValueLocation,
  what: string,
  translation: Translation,
): SimpleValue {
  // Only a body has a `schema`, but some authors give one to other parameters, as in OpenAPI 3.
  const inner = child(node, "schema");
  const isInner = child(node, "type").value === undefined && isFields(inner.value);
  const value = (isInner && translation.resolved(inner)) || node;
  if (!isList(value)) {
    const schema = isInner
      ? toSchema(inner, translation)
      : toSchema(node, translation, (field) => keywords.has(field));
    return { schema };
  }
  const format = [child(node, "collectionFormat"), child(value, "collectionFormat")].find(
    (each) => each.value !== undefined,
  );
  return toList(value, format, carrier, what, translation);
}

function isList({ value }: Node): boolean {
  if (!isFields(value)) return false;
  return value["type"] === "array" || (value["type"] === undefined && isFields(value["items"]));
}

function toList(
  node: Node,
  format: Node | undefined,
  carrier: ValueLocation,
  what: string,
  translation: Translation,
): SimpleValue {
  const items = child(node, "items");
  const schema = translation.from(node, {
    ...(toSchema(node, translation, (field) => keywords.has(field)) as Fields),
    type: "array",
    ...(isFields(items.value) && { items: toItems(items, what, translation) }),
  });
  const isForm = carrier === "urlencoded" || carrier === "multipart";
  // Files have no text that could be joined.
  if (isForm && isFileType(translation.resolved(items)?.value)) return { schema };
  // The default of 2.0; in OpenAPI 3, the default for a list is to repeat the name.
  const name = format ? translation.text(format) : "csv";
  if (name === "multi") {
    if (isForm || carrier === "query") return { schema };
    translation.reportUnsupported(
      format ?? node,
      `\`collectionFormat: multi\` of ${what}`,
      `it is only for queries and forms; the values are separated by commas`,
    );
    return { schema };
  }
  const separator = lookUp<Separator>(separators, name ?? "");
  if (!separator) {
    if (format && name !== undefined) {
      translation.wrongShape(format, `one of ${Object.keys(separators).join(", ")} and multi`);
    }
    return { schema };
  }
  if (carrier === "query" || carrier === "urlencoded") {
    if (name === "csv") return { schema, explode: false };
    if (separator.style) return { schema, style: separator.style };
  } else if (name === "csv" && carrier !== "multipart") return { schema };
  return { schema: toText(node, separator, what, carrier, format ?? node, translation) };
}

/** OpenAPI 3 has no style for a list in a list, so the caller serializes it. */
function toItems(items: Node, what: string, translation: Translation): unknown {
  const value = translation.resolved(items) ?? items;
  if (!isList(value)) return toSchema(items, translation, (field) => field !== "collectionFormat");
  const format = child(value, "collectionFormat");
  const name = translation.text(format) ?? "csv";
  const separator = lookUp<Separator>(separators, name) ?? separators.csv;
  return toText(value, separator, `the items of ${what}`, "", items, translation);
}

/** Replaces a list that OpenAPI 3 cannot serialize with the string that goes over the wire. */
function toText(
  node: Node,
  { name }: Separator,
  what: string,
  carrier: string,
  at: Node,
  translation: Translation,
): Fields {
  const where = carrier === "multipart" ? " in a multipart body" : "";
  translation.reportUnsupported(
    at,
    `\`type: array\` of ${what}`,
    `OpenAPI 3 has no list separated by ${name}${where}; pass it as one string`,
  );
  return translation.from(node, {
    type: "string",
    description: `Values separated by ${name}.`,
    ...(isNullable(node) && { nullable: true }),
  });
}
