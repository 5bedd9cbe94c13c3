import { closestName, describeFound } from "../diagnostics/index.js";
import { lookUp } from "../narrowing.js";
import {
  entriesOf,
  type Fields,
  fieldsOf,
  isFields,
  isSame,
  listOf,
  textsOf,
} from "../openapi/index.js";

/*
 * The options of an output are described by a subset of JSON Schema that is checked completely:
 * keywords outside the subset are rejected, so that no author relies on one that is ignored.
 */

/** A JSON Schema with these keywords; `{}` as a whole means that there are no options. */
export type OptionSchema = Fields;

const checked = ["type", "enum", "properties", "required", "items", "additionalProperties"];
const annotations = ["default", "title", "description", "examples", "deprecated", "$comment"];
const keywords = [...checked, ...annotations];
const types = ["object", "array", "string", "number", "integer", "boolean", "null"];

/** A position in the options: `["inner"]`. */
type At = readonly string[];

/** Why a schema cannot describe options; undefined if it can. */
export function optionSchemaProblem(schema: unknown): string | undefined {
  if (!isFields(schema))
    return `\`options\` must be a JSON Schema, but is ${describeFound(schema)}`;
  if (Object.keys(schema).length === 0) return undefined;
  if (schema["type"] !== "object")
    return "`options` must have `type: object`, or be `{}` for no options";
  return whyNot(schema, "options");
}

function whyNot(schema: unknown, at: string): string | undefined {
  if (!isFields(schema)) return `\`${at}\` must be a JSON Schema, but is ${describeFound(schema)}`;
  const unknown = Object.keys(schema).find((keyword) => !keywords.includes(keyword));
  if (unknown !== undefined) {
    return `\`${at}\` has the keyword ${JSON.stringify(unknown)}, which is not supported; the supported keywords are ${checked.join(", ")}`;
  }
  const { type, enum: values, properties = {}, required = [], items } = schema;
  const { additionalProperties: more = true, default: standard } = schema;
  const isType = (each: unknown) => types.includes(each as string);
  if (type !== undefined && ![type].flat().every(isType))
    return `\`${at}.type\` must be one of ${types.join(", ")}`;
  if (values !== undefined && !Array.isArray(values)) return `\`${at}.enum\` must be a list`;
  if (!Array.isArray(required) || required.some((each) => typeof each !== "string"))
    return `\`${at}.required\` must be a list of strings`;
  if (!isFields(properties)) return `\`${at}.properties\` must be an object`;
  const below = [
    ...Object.entries(properties).map(
      ([name, each]) => [each, `${at}.properties.${name}`] as const,
    ),
    ...(items === undefined ? [] : [[items, `${at}.items`] as const]),
    ...(typeof more === "boolean" ? [] : [[more, `${at}.additionalProperties`] as const]),
  ];
  const wrong = below.flatMap(([each, place]) => whyNot(each, place) ?? [])[0];
  if (wrong !== undefined) return wrong;
  const [misfit] = standard === undefined ? [] : misfitsOf(schema, standard, []);
  return misfit && `\`${at}.default\` does not fit: ${misfit.why}`;
}

/** An invalid value, and its position. */
export interface OptionProblem {
  readonly at: At;
  /** Follows the name of the invalid option: `must be true or false, but is 5`. */
  readonly why: string;
}

/**
 * Options with defaults for those that are not set. A member that is null is not set, unless its
 * schema accepts null: `inner:` without a value has no effect, as everywhere in a config file.
 */
export function readOptions(
  schema: OptionSchema,
  given: Fields,
): { readonly options: Fields; readonly misfits: readonly OptionProblem[] } {
  const whole = Object.keys(schema).length === 0 ? none : schema;
  const options = applyDefaults(whole, given) as Fields;
  return { options, misfits: misfitsOf(whole, options, []) };
}

const none: OptionSchema = { type: "object", additionalProperties: false };

function applyDefaults(schema: OptionSchema, value: unknown): unknown {
  const { items } = schema;
  if (Array.isArray(value)) {
    return isFields(items) ? value.map((item) => applyDefaults(items, item)) : value;
  }
  if (!isFields(value)) return value;
  const completed = new Map<string, unknown>();
  for (const [name, each] of Object.entries(value)) {
    const own = schemaOf(schema, name);
    if (each === null && !takesNull(own)) continue;
    completed.set(name, own ? applyDefaults(own, each) : each);
  }
  for (const [name, own] of entriesOf(schema["properties"])) {
    const { default: standard } = fieldsOf(own);
    if (!completed.has(name) && standard !== undefined) completed.set(name, standard);
  }
  return Object.fromEntries(completed);
}

/** The schema of a member; undefined if it may have any value, or must not exist. */
function schemaOf({ properties, additionalProperties }: Fields, name: string) {
  const found = lookUp(fieldsOf(properties), name) ?? additionalProperties;
  return isFields(found) ? found : undefined;
}

function takesNull(schema: OptionSchema | undefined): boolean {
  const { type, enum: values } = schema ?? {};
  if (type === undefined && values === undefined) return schema !== undefined;
  return (
    [type ?? "null"].flat().includes("null") &&
    (values === undefined || listOf(values).includes(null))
  );
}

function misfitsOf(schema: OptionSchema, value: unknown, at: At): readonly OptionProblem[] {
  const { type, enum: values, required, properties, items } = schema;
  const expected = type === undefined ? types : [type].flat();
  if (!expected.some((each) => isOfType(value, each as string))) {
    const wanted = expected.map((each) => wordsOf[each as string]).join(" or ");
    return [{ at, why: `must be ${wanted}, but is ${describeFound(value)}` }];
  }
  if (Array.isArray(values) && !values.some((each) => isSame(each, value))) {
    const wanted = values.map((each) => JSON.stringify(each)).join(", ");
    return [{ at, why: `must be one of ${wanted}, but is ${describeFound(value)}` }];
  }
  if (Array.isArray(value)) {
    if (items === undefined) return [];
    return value.flatMap((item, index) => misfitsOf(fieldsOf(items), item, [...at, `${index}`]));
  }
  if (!isFields(value)) return [];
  const missing = textsOf(required).filter((name) => !Object.hasOwn(value, name));
  return [
    ...missing.map((name) => ({ at, why: `needs \`${name}\`` })),
    ...Object.entries(value).flatMap(([name, each]) => {
      const own = schemaOf(schema, name);
      if (own) return misfitsOf(own, each, [...at, name]);
      return schema["additionalProperties"] === false
        ? [{ at: [...at, name], why: whyUnknown(name, Object.keys(fieldsOf(properties))) }]
        : [];
    }),
  ];
}

function whyUnknown(name: string, known: readonly string[]): string {
  if (known.length === 0) return "is not an option; there are no options";
  const near = closestName(name, known);
  const hint =
    near === undefined ? `the options are ${known.join(", ")}` : `did you mean \`${near}\`?`;
  return `is not an option; ${hint}`;
}

const wordsOf: Readonly<Record<string, string>> = {
  object: "an object",
  array: "a list",
  string: "a string",
  number: "a number",
  integer: "an integer",
  boolean: "true or false",
  null: "empty",
};

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case "object":
      return isFields(value);
    case "array":
      return Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    case "null":
      return value === null;
    default:
      return typeof value === type;
  }
}
