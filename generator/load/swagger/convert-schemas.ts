import { isFields, kindIn, slotOf } from "../../openapi/index.js";
import {
  child,
  childrenOf,
  type Fields,
  type Node,
  objectOf,
  type Translation,
} from "./translation.js";

/** How vendors say that a value may be null, which Swagger 2.0 cannot. */
const nullables = /^x-(is-?)?nullable$/i;

/**
 * A schema of Swagger 2.0 as one of OpenAPI 3.0: both are the same draft of JSON Schema, so little
 * is different. What stands beside a reference is kept, for 3.0 has the same rule for it.
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

/** `type: file`, which only a parameter and an answer may have, but which others are given too. */
export function isFileType(schema: unknown): boolean {
  return isFields(schema) && schema["type"] === "file";
}

/** The schemas that a keyword holds; data, if it holds none. */
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
 * The name of a property, whose values are the names of schemas. Some write the object of OpenAPI
 * 3; its mapping cannot be followed, for 2.0 does not have what it refers to.
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

/** A reference of the joined document as the new one has it. */
export function toReference(ref: string): string {
  const [from = "", to = ""] = sectionMoves.find(([start]) => ref.startsWith(start)) ?? [];
  return to + ref.slice(from.length);
}
