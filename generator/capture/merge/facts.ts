import type { Endpoint } from "../fact.js";
import { type Fields, fieldsOf, isObject, listOf } from "./tree.js";

/**
 * What a page states of an operation, without its prose: no descriptions, titles and examples, and
 * nothing by which pages differ that mean the same.
 *
 * @example
 * { parameters: { "query limit": { required: false, schema: { type: "integer" } } },
 *   requestBody: { content: { "application/json": { … } } },
 *   responses: { "200": { content: { … } } }, security: [["http bearer"]], components: { schemas: { … } } }
 */
export interface Facts {
  readonly parameters: Fields;
  readonly requestBody: Fields | undefined;
  readonly responses: Fields;
  readonly deprecated: true | undefined;
  /** The alternatives, each with its schemes in words; undefined if the page says nothing. */
  readonly security: readonly (readonly string[])[] | undefined;
  readonly components: Fields;
}

export function factsOf({ operation, components }: Endpoint): Facts {
  const parameters = listOf(operation["parameters"]).map((parameter): [string, unknown] => {
    const { name, in: location, ...rest } = fieldsOf(follow(parameter, components));
    return [`${location} ${name}`, bareParameter(rest)];
  });
  const body = follow(operation["requestBody"], components);
  return {
    parameters: Object.fromEntries(parameters),
    requestBody: isObject(body) ? { ...pick(body, ["required"]), ...bareContent(body) } : undefined,
    responses: mapValues(operation["responses"], (response) =>
      bareContent(follow(response, components)),
    ),
    deprecated: operation["deprecated"] === true ? true : undefined,
    security: Array.isArray(operation["security"])
      ? operation["security"].map((alternative) =>
          Object.keys(fieldsOf(alternative)).map((name) =>
            describeScheme(fieldsOf(components["securitySchemes"])[name]),
          ),
        )
      : undefined,
    components: { schemas: mapValues(components["schemas"], bareSchema) },
  };
}

/** A security scheme by what has to be sent: its name is only the document's. */
export function describeScheme(scheme: unknown): string {
  const { type, in: location, name, scheme: kind } = fieldsOf(scheme);
  return [type, location, name, kind].filter((part) => typeof part === "string").join(" ");
}

/** References other than to schemas are followed: only schemas are kept as components. */
function follow(value: unknown, components: Fields): unknown {
  const ref = fieldsOf(value)["$ref"];
  const [, section, name] = /^#\/components\/(\w+)\/(.+)$/.exec(String(ref)) ?? [];
  if (section === undefined || name === undefined || section === "schemas") return value;
  return fieldsOf(components[section])[name];
}

function bareParameter(parameter: Fields): Fields {
  return {
    ...pick(parameter, ["required", "style", "explode", "allowReserved", "deprecated"]),
    ...(parameter["schema"] !== undefined && { schema: bareSchema(parameter["schema"]) }),
    ...bareContent(parameter),
  };
}

function bareContent(value: unknown): Fields {
  const { content } = fieldsOf(value);
  if (!isObject(content)) return {};
  return {
    content: mapValues(content, (media) => {
      const { schema } = fieldsOf(media);
      return schema === undefined ? {} : { schema: bareSchema(schema) };
    }),
  };
}

/** Members of a schema that say nothing about which values are valid. */
const prose = new Set([
  "description",
  "title",
  "example",
  "examples",
  "$comment",
  "externalDocs",
  "xml",
]);

export function isFact(keyword: string): boolean {
  return !prose.has(keyword) && !keyword.startsWith("x-");
}

export const schemaMaps: readonly string[] = ["properties", "patternProperties", "$defs"];
export const schemaLists: readonly string[] = ["oneOf", "anyOf", "allOf", "prefixItems"];
export const schemaMembers: readonly string[] = [
  "items",
  "additionalProperties",
  "not",
  "contains",
];

/** A schema without prose; by the grammar, since a field may be called `description`. */
export function bareSchema(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  const facts = Object.entries(schema).filter(([keyword]) => isFact(keyword));
  return Object.fromEntries(
    facts.map(([keyword, value]) => {
      if (schemaMaps.includes(keyword)) return [keyword, mapValues(value, bareSchema)];
      if (schemaLists.includes(keyword)) return [keyword, listOf(value).map(bareSchema)];
      if (schemaMembers.includes(keyword)) return [keyword, bareSchema(value)];
      return [keyword, value];
    }),
  );
}

function mapValues(value: unknown, change: (value: unknown) => unknown): Fields {
  return Object.fromEntries(
    Object.entries(fieldsOf(value)).map(([key, part]) => [key, change(part)]),
  );
}

function pick(value: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(
    keys.filter((key) => value[key] !== undefined).map((key) => [key, value[key]]),
  );
}
