import {
  componentOf,
  type Fields,
  fieldsOf,
  holdsSchemas,
  isExtension,
  isFields,
  keywordOf,
  listOf,
  refOf,
  valueAt,
} from "../../openapi/index.js";
import type { Endpoint } from "../fact.js";

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
    requestBody: isFields(body) ? { ...pick(body, ["required"]), ...bareContent(body) } : undefined,
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
  const target = componentOf(refOf(value));
  if (!target || target.section === "schemas") return value;
  return valueAt(components, [target.section, target.key]);
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
  if (!isFields(content)) return {};
  return {
    content: mapValues(content, (media) => {
      const { schema } = fieldsOf(media);
      return schema === undefined ? {} : { schema: bareSchema(schema) };
    }),
  };
}

/** Whether a keyword of a schema says something about which values are valid. */
export function isFact(keyword: string): boolean {
  if (isExtension(keyword) || keyword === "xml") return false;
  const means = keywordOf(keyword)?.means;
  return means !== "prose" && means !== "nothing";
}

/** How the schemas stand in a keyword that holds some: each by a name, in a list, or alone. */
export function formOfSchemas(keyword: string, value: unknown): "map" | "list" | "one" | undefined {
  const slot = holdsSchemas(keyword) ? keywordOf(keyword)?.slot : undefined;
  if (!slot) return undefined;
  if ("map" in slot) return "map";
  return "list" in slot || ("oneOrList" in slot && Array.isArray(value)) ? "list" : "one";
}

/** A schema without prose; by the grammar, since a field may be called `description`. */
export function bareSchema(schema: unknown): unknown {
  if (!isFields(schema)) return schema;
  const facts = Object.entries(schema).filter(([keyword]) => isFact(keyword));
  return Object.fromEntries(
    facts.map(([keyword, value]) => {
      const form = formOfSchemas(keyword, value);
      if (form === "map") return [keyword, mapValues(value, bareSchema)];
      if (form === "list") return [keyword, listOf(value).map(bareSchema)];
      return [keyword, form === "one" ? bareSchema(value) : value];
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
