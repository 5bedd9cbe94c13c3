import { isFields, kindIn, slotOf } from "../../openapi/index.js";
import {
  child,
  childrenOf,
  type Fields,
  type Node,
  objectOf,
  type Translation,
} from "./translation.js";

/** Vendors' extensions for values that may be null, which Swagger 2.0 cannot express. */
const nullables = /^x-(is-?)?nullable$/i;

/**
 * Converts a schema of Swagger 2.0 to one of OpenAPI 3.0: both use the same draft of JSON Schema,
 * so little differs. Siblings of a reference are kept, because 3.0 has the same rule for them.
 */
export function toSchema(
  node: Node,
  translation: Translation,
  isKeyword: (field: string) => boolean = () => true,
): unknown {
  if (!isFields(node.value)) return node.value;
  const entries = childrenOf(node).flatMap(([field, value]): [string, unknown][] => {
    if (nullables.test(field)) return value.value === true ? [["nullable", true]] : [];
    if (!isKeyword(field)) return [];
    if (field === "$ref" && typeof value.value === "string") {
      return [[field, toReference(value.value)]];
    }
    if (field === "discriminator") return [[field, toDiscriminator(value, translation)]];
    return [[field, toPart(field, value, translation)]];
  });
  const isFile = isFileType(node.value);
  return translation.from(node, objectOf(isFile ? [...entries, ...file] : entries));
}

const file = Object.entries({ type: "string", format: "binary" });

export function isNullable(node: Node): boolean {
  return childrenOf(node).some(([field, { value }]) => nullables.test(field) && value === true);
}

/**
 * `type: file` is only allowed in a parameter and a response, but documents have it elsewhere too.
 */
export function isFileType(schema: unknown): boolean {
  return isFields(schema) && schema["type"] === "file";
}

/** Converts the schemas of a keyword; data if it has none. */
function toPart(field: string, node: Node, translation: Translation): unknown {
  const slot = slotOf("swaggerSchema", field);
  if (!slot || kindIn(slot) !== "swaggerSchema") return node.value;
  if (Array.isArray(node.value)) {
    return node.value.map((_, index) => toSchema(child(node, index), translation));
  }
  return "map" in slot ? toSchemas(node, translation) : toSchema(node, translation);
}

/** A map of schemas. */
export function toSchemas(node: Node, translation: Translation): unknown {
  if (!isFields(node.value)) return node.value;
  return objectOf(
    childrenOf(node).map(([name, schema]) => [name, toSchema(schema, translation)] as const),
  );
}

/**
 * The name of the property whose values are the names of schemas. Some authors write the object of
 * OpenAPI 3; its mapping is ignored, because its targets do not exist in 2.0.
 */
function toDiscriminator(node: Node, translation: Translation): Fields | undefined {
  if (typeof node.value === "string") {
    return translation.from(node, { propertyName: node.value });
  }
  const name = child(node, "propertyName");
  if (!isFields(node.value) || typeof name.value !== "string") {
    translation.wrongShape(node, "a string");
    return undefined;
  }
  translation.leaveOutLater(node, ["mapping"]);
  return translation.from(node, { propertyName: name.value });
}

const sectionMoves: readonly [from: string, to: string][] = [
  ["#/definitions/", "#/components/schemas/"],
  ["#/parameters/", "#/components/parameters/"],
  ["#/responses/", "#/components/responses/"],
  ["#/securityDefinitions/", "#/components/securitySchemes/"],
];

/** Converts a reference of the joined document. */
export function toReference(ref: string): string {
  const [from = "", to = ""] = sectionMoves.find(([start]) => ref.startsWith(start)) ?? [];
  return to + ref.slice(from.length);
}
