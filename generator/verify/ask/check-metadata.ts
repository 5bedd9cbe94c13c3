import { type Contract, type Operation, type Parts, typesOf } from "../../contract/index.js";
import { countOf } from "../../diagnostics/index.js";
import { type BoundKeyword, type Fields, fieldsOf, isFields, listOf } from "../../openapi/index.js";
import { isShownName } from "../../runtime/observe/index.js";
import type { Deviation } from "../deviation.js";
import type { DeviationId } from "../rules.js";

/**
 * In what the metadata of Django REST framework contradicts the body that an operation takes: what it
 * answers to OPTIONS are its serializer's fields. Which choices there are is not said: they may be
 * anybody's data.
 *
 * @param action the member of `actions` for the operation's method
 */
export function metadataDeviations(
  action: unknown,
  { body }: Operation,
  contract: Contract,
): Deviation[] {
  const media = [...(body?.content.values() ?? [])].find(({ form }) => form === "json");
  if (!isFields(action) || !media?.schema) return [];
  return compareFields(action, media.schema, contract, "");
}

/** Types of fields whose values are of one type of JSON; of the others, nobody knows. */
const jsonTypes: Readonly<Record<string, string>> = {
  boolean: "boolean",
  string: "string",
  url: "string",
  email: "string",
  regex: "string",
  slug: "string",
  date: "string",
  datetime: "string",
  time: "string",
  duration: "string",
  integer: "integer",
  float: "number",
  list: "array",
  "multiple choice": "array",
  "nested object": "object",
};

const limits = {
  max_length: "maxLength",
  min_length: "minLength",
  max_value: "maximum",
  min_value: "minimum",
} as const satisfies Readonly<Record<string, BoundKeyword>>;

function compareFields(
  fields: Fields,
  parts: Parts,
  contract: Contract,
  above: string,
): Deviation[] {
  const schema = contract.schemas.read(parts);
  const { at } = schema;
  // A union says together what no single one of its variants does.
  if (schema.unions.length > 0 || schema.properties.size === 0) return [];
  const found: Deviation[] = [];
  for (const [name, field] of Object.entries(fields)) {
    if (!isFields(field) || field["read_only"] === true || !isShownName(name)) continue;
    const path = above === "" ? name : `${above}.${name}`;
    const add = (rule: DeviationId, what: string, node = at) =>
      void found.push({ rule, where: `request body, ${path}`, what, at: { node } });
    const own = schema.properties.get(name);
    if (!own) {
      if (schema.additional === undefined || schema.additional === false)
        add("metadata-member", "is taken by the service, and is not in the schema");
      continue;
    }
    const isRequired = schema.required.has(name);
    if (field["required"] === true && !isRequired)
      add("metadata-required", "is required by the service, and not by the schema");
    if (field["required"] === false && isRequired)
      add("metadata-required", "is required by the schema, and not by the service");
    found.push(...compareField(field, own, contract, path));
  }
  return found;
}

function compareField(field: Fields, parts: Parts, contract: Contract, path: string): Deviation[] {
  const found: Deviation[] = [];
  const schema = contract.schemas.read(parts);
  const add = (rule: DeviationId, what: string) =>
    void found.push({ rule, where: `request body, ${path}`, what, at: { node: schema.at } });
  const type = jsonTypes[String(field["type"])];
  const types = typesOf(parts, contract.schemas);
  const isKnown = type !== undefined && types && !types.has(type);
  if (isKnown && !(type === "integer" && types.has("number")))
    add("metadata-type", `is ${type} for the service`);
  for (const [name, keyword] of Object.entries(limits)) {
    const limit = field[name];
    const own = schema.bounds[keyword];
    if (typeof limit !== "number" || limit === own) continue;
    const says = own === undefined ? "the schema has none" : `the schema has ${own}`;
    add("metadata-limit", `has the ${keyword} ${limit} at the service, and ${says}`);
  }
  const choices = listOf(field["choices"]).map((each) => fieldsOf(each)["value"]);
  if (choices.length > 0 && schema.values) {
    const known = new Set(schema.values);
    const offered = new Set(choices);
    const more = [...offered].filter((value) => !known.has(value)).length;
    const fewer = [...known].filter((value) => value !== "" && !offered.has(value)).length;
    if (more > 0) add("metadata-choices", `has ${countOf(more, "choice")} that the schema lacks`);
    if (fewer > 0)
      add("metadata-choices", `lacks ${countOf(fewer, "value")} of the schema at the service`);
  }
  const { children, child } = field;
  if (isFields(children)) found.push(...compareFields(children, parts, contract, path));
  const items = schema.single.get("items");
  if (isFields(child) && items) found.push(...compareField(child, items, contract, `${path}[]`));
  return found;
}
