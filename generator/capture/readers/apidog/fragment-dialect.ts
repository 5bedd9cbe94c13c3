import { type Fields, isFields, textsOf } from "../../../openapi/index.js";
import { textOf } from "../../field-text.js";
import { type FragmentDialect, type Prepare, say } from "../../fragment/index.js";
import { isMockServer } from "./mock-server.js";
import { pageIdOf } from "./page-id.js";
import { joinVariants } from "./response-variants.js";
import { runAddressOf, vendorField, vendorText } from "./vendor-fields.js";

const order: Prepare = (schema) => {
  const { properties } = schema;
  const names = textsOf(vendorField(schema, "orders"));
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
  const references = vendorField(schema, "refs");
  const { properties, allOf } = schema;
  const isSpread = isFields(properties) && Object.keys(properties).length > 0;
  if (!isFields(references) || isSpread) return schema;
  const parts = Object.values(references)
    .filter((part) => isFields(part) && typeof part["$ref"] === "string")
    .map((part) => ({ $ref: (part as Fields)["$ref"] }));
  if (parts.length === 0) return schema;
  say(
    context,
    node,
    "derived",
    "the editor's list of references names the schemas whose members it takes in",
  );
  return { ...schema, allOf: [...(Array.isArray(allOf) ? allOf : []), ...parts] };
};

/** The names of an enum's values, in the keywords that other tools use for them. */
const enums: Prepare = (schema) => {
  const { enum: values } = schema;
  const described = vendorField(schema, "enum");
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
  return vendorText(operation, "status")?.toLowerCase();
}

/** What Apidog, and Apifox, write into fragments beside OpenAPI. */
export const apidogDialect: FragmentDialect = {
  prepare: {
    schema: (schema, node, context) =>
      [order, spreadReferences, enums].reduce((value, step) => step(value, node, context), schema),
    response: (response) => ({
      ...response,
      description: textOf(response["description"]) ?? vendorText(response, "name") ?? "",
    }),
    operation: (operation) =>
      statusOf(operation) === "deprecated" ? { ...operation, deprecated: true } : operation,
  },
  responses: joinVariants,
  pageIdOf: (operation, location) => pageIdOf(runAddressOf(operation)) ?? pageIdOf(location),
  folderOf: (operation) =>
    (vendorText(operation, "folder") ?? "")
      .split("/")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  isMockServer,
  statusOf,
};
