import {
  clientFields,
  describeField,
  type Field,
  type Fields,
  outputKey,
} from "../config-fields.js";
import { declaredOutputs, defaultOutputs } from "./built-in-outputs.js";

/** The JSON Schema of a config file; `config.schema.json` is this, written out. */
export function configSchema(): object {
  const one = objectSchema(clientFields);
  const { spec, output } = clientFields;
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "tether.config.yaml",
    description: "What spec-tether generates a client from, and where it writes it.",
    anyOf: [
      one,
      {
        type: "object",
        additionalProperties: false,
        required: ["clients"],
        properties: {
          clients: {
            description: "Several clients, each with its own fields.",
            type: "array",
            minItems: 1,
            items: {
              ...one,
              properties: { ...one.properties, ...propertiesOf({ spec, output }, valueSchema) },
              required: ["spec", "output"],
            },
          },
        },
      },
    ],
  };
}

interface JsonSchema {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly [keyword: string]: unknown;
}

function objectSchema(fields: Fields) {
  return {
    type: "object",
    additionalProperties: false,
    properties: propertiesOf(fields, schemaOf),
  };
}

function propertiesOf(fields: Fields, toSchema: (field: Field) => object): Record<string, object> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      {
        description: describeField(field),
        ...toSchema(field),
        ...("default" in field && { default: field.default }),
      },
    ]),
  );
}

/** The schema of a field's value, or of an empty one. */
function schemaOf(field: Field): object {
  const { type, enum: choices, ...rest } = valueSchema(field);
  return { type: [type, "null"], ...(choices && { enum: [...choices, null] }), ...rest };
}

function valueSchema(field: Field): JsonSchema {
  const text = { type: "string", minLength: 1 };
  switch (field.kind) {
    case "text":
      return text;
    case "choice":
      return { type: "string", enum: field.anyOf };
    case "texts":
      return { type: "array", items: field.anyOf ? { enum: field.anyOf } : text };
    case "textMap":
      return { type: "object", additionalProperties: field.anyOf ? { enum: field.anyOf } : text };
    case "flag":
      return { type: "boolean" };
    case "number":
      return { type: "number", exclusiveMinimum: 0 };
    case "outputs":
      return outputsSchema();
    case "object":
      return { ...objectSchema(field.fields), ...(field.conflict && not(field.conflict)) };
  }
}

/** Objects whose members do not all have these values. */
function not(conflict: Readonly<Record<string, string>>): { readonly not: object } {
  const properties = Object.entries(conflict).map(([name, value]) => [name, { const: value }]);
  return {
    not: { required: Object.keys(conflict), properties: Object.fromEntries(properties) },
  };
}

/** Each built-in output with its options, and any key that can be a custom output. */
function outputsSchema(): JsonSchema {
  const known = declaredOutputs.map(({ name, about, options }) => [
    name,
    {
      description: about,
      ...withNothing({ ...options, type: ["boolean", "object"] }),
      additionalProperties: false,
      properties: Object.fromEntries(
        Object.entries((options["properties"] ?? {}) as Record<string, object>).map(
          ([option, schema]) => [option, withNothing(schema)],
        ),
      ),
      default: defaultOutputs.includes(name),
    },
  ]);
  return {
    type: "object",
    properties: Object.fromEntries(known),
    propertyNames: { pattern: outputKey.source },
    additionalProperties: { type: ["boolean", "object", "null"] },
  };
}

/** A schema that also accepts an empty value. */
function withNothing(schema: { readonly type?: unknown; readonly enum?: unknown }): object {
  const { type, enum: choices, ...rest } = schema;
  return {
    ...(type !== undefined && { type: [...[type].flat(), "null"] }),
    ...(Array.isArray(choices) && { enum: [...choices, null] }),
    ...rest,
  };
}
