import { type Fields, isFields, textsOf } from "../../../openapi/index.js";
import { textOf } from "../../field-text.js";
import { type FragmentDialect, type Prepare, say } from "../../fragment/index.js";
import { pageIdOf } from "./page-id.js";
import { joinVariants } from "./response-variants.js";

const order: Prepare = (schema) => {
  const { properties } = schema;
  const names = textsOf(schema["x-apidog-orders"]);
  if (!isFields(properties) || names.length === 0) return schema;
  const rank = new Map(names.map((name, index) => [name, index]));
  const rankOf = (name: string) => rank.get(name) ?? names.length;
  const entries = Object.entries(properties).sort(([a], [b]) => rankOf(a) - rankOf(b));
  return { ...schema, properties: Object.fromEntries(entries) };
};

/**
 * An object may take in the properties of others; if they are not copied out, only this names them.
 */
const spreadReferences: Prepare = (schema, node, context) => {
  const references = schema["x-apidog-refs"];
  const { properties, allOf } = schema;
  const isSpread = isFields(properties) && Object.keys(properties).length > 0;
  if (!isFields(references) || isSpread) return schema;
  const parts = Object.values(references)
    .filter((part) => isFields(part) && typeof part["$ref"] === "string")
    .map((part) => ({ $ref: (part as Fields)["$ref"] }));
  if (parts.length === 0) return schema;
  say(context, node, "derived", "x-apidog-refs names the schemas whose members it takes in");
  return { ...schema, allOf: [...(Array.isArray(allOf) ? allOf : []), ...parts] };
};

/** The names of an enum's values, in the keywords that other tools use for them. */
const enums: Prepare = (schema) => {
  const { enum: values, "x-apidog-enum": described } = schema;
  if (!Array.isArray(values) || !Array.isArray(described)) return schema;
  const entries = described.filter(isFields);
  const named = (keyword: string, key: string) => {
    const names = values.map(
      (value) => textOf(entries.find((entry) => entry["value"] === value)?.[key]) ?? "",
    );
    return names.some((name) => name !== "") ? { [keyword]: names } : {};
  };
  return {
    ...schema,
    ...named("x-enum-varnames", "name"),
    ...named("x-enum-descriptions", "description"),
  };
};

function statusOf(operation: Fields): string | undefined {
  return textOf(operation["x-apidog-status"])?.toLowerCase();
}

/** What Apidog writes into fragments beside OpenAPI. */
export const apidogDialect: FragmentDialect = {
  prepare: {
    schema: (schema, node, context) =>
      [order, spreadReferences, enums].reduce((value, step) => step(value, node, context), schema),
    response: (response) => ({
      ...response,
      description: textOf(response["description"]) ?? textOf(response["x-apidog-name"]) ?? "",
    }),
    operation: (operation) =>
      statusOf(operation) === "deprecated" ? { ...operation, deprecated: true } : operation,
  },
  responses: joinVariants,
  pageIdOf: (operation, location) =>
    pageIdOf(textOf(operation["x-run-in-apidog"])) ?? pageIdOf(location),
  folderOf: (operation) =>
    (textOf(operation["x-apidog-folder"]) ?? "")
      .split("/")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  statusOf,
};
