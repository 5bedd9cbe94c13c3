import {
  type Fields,
  isExtension,
  isFields,
  keywordsWhere,
  listOf,
  textsOf,
  types,
} from "../../openapi/index.js";
import { isOpenValue } from "../editor-variable.js";
import { textOf, typesOf } from "../field-text.js";
import { below, type Context, type Node, say } from "./conversion-context.js";
import type { Prepare } from "./fragment-dialect.js";

/**
 * Brings a schema into the form of OpenAPI 3.1, its own keywords only. Pages have keywords
 * of 3.0 and of 3.1 side by side, whatever version the document names.
 */
export function modernizeSchema(raw: Fields, node: Node, context: Context): Fields {
  const steps = [trimNames, unwrap, renameTypes, nullable, limits, examples, values, enums];
  let schema = raw;
  for (const step of steps) schema = step(schema, node, context);
  return schema;
}

type Step = Prepare;

/** The page trims the names of properties; those with a blank or tab at their ends are slips. */
const trimNames: Step = (schema, node, context) => {
  const { properties, required } = schema;
  const result: Record<string, unknown> = { ...schema };
  if (required !== undefined) {
    const names = [...new Set(textsOf(required).map((name) => name.trim()))];
    if (names.length > 0) result["required"] = names;
    else delete result["required"];
  }
  if (!isFields(properties)) return result;
  for (const name of Object.keys(properties)) {
    if (name === name.trim()) continue;
    const place = {
      from: [...node.from, "properties", name],
      to: [...node.to, "properties", name.trim()],
    };
    say(context, place, "derived", `the source writes the name as ${JSON.stringify(name)}`);
  }
  return result;
};

/** An `allOf` of one schema says no more than that schema; what stands beside it makes it two. */
const unwrap: Step = ({ allOf, ...schema }) => {
  if (!Array.isArray(allOf)) return schema;
  const [only, ...others] = allOf;
  if (others.length > 0 || !isFields(only)) return { ...schema, allOf };
  const isOutside = (name: string) => ["title", "description", "nullable"].includes(name);
  const isEmpty = (value: unknown) => isFields(value) && Object.keys(value).length === 0;
  const entries = Object.entries(schema).filter(
    ([name, value]) => !isExtension(name) && !isEmpty(value),
  );
  const outside = Object.fromEntries(entries.filter(([name]) => isOutside(name)));
  const rest = Object.fromEntries(entries.filter(([name]) => !isOutside(name)));
  return Object.keys(rest).length === 0
    ? { ...only, ...outside }
    : { ...outside, allOf: [only, rest] };
};

const known: ReadonlySet<string> = new Set(types);

const renameTypes: Step = (schema, node, context) => {
  if (!("type" in schema)) return schema;
  const { type: _, ...rest } = schema;
  if (schema["type"] === "file") return { ...schema, type: "string", format: "binary" };
  const types = [...new Set(typesOf(schema).filter((type) => known.has(type)))];
  if (types.length < typesOf(schema).length || types.length === 0) {
    const found = JSON.stringify(schema["type"]);
    if (found !== '"any"') say(context, node, "ambiguous", `${found} is not an OpenAPI type`);
  }
  if (types.length === 0) return rest;
  return { ...schema, type: types.length === 1 ? types[0] : types };
};

/**
 * `nullable` of 3.0, and a form that some products give a union with null: `type: 'null'` beside
 * `oneOf`.
 */
const nullable: Step = (schema, node, context) => {
  const { nullable, ...rest } = schema;
  const union = ["oneOf", "anyOf"].find((keyword) => Array.isArray(rest[keyword]));
  if (union && rest["type"] === "null") {
    say(context, node, "derived", `type null next to ${union} can only mean one more form`);
    return withNull(rest, union);
  }
  if (nullable !== true) return rest;
  const types = typesOf(rest);
  if (types.length > 0) return { ...rest, type: [...new Set([...types, "null"])] };
  if (union) return withNull(rest, union);
  if (rest["$ref"] === undefined && rest["allOf"] === undefined) return rest;
  const { title, description, ...one } = rest;
  const texts = {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
  };
  return { ...texts, anyOf: [one, { type: "null" }] };
};

function withNull({ type: _, ...schema }: Fields, union: string): Fields {
  const forms = listOf(schema[union]);
  const has = forms.some((form) => isFields(form) && typesOf(form).includes("null"));
  return has ? schema : { ...schema, [union]: [...forms, { type: "null" }] };
}

const [texts = [], flags = [], numbers = [], counts = []] = (
  ["text", "flag", "number", "count"] as const
).map((wanted) => keywordsWhere(({ data }) => data === wanted));

const limits: Step = (schema, node, context) => {
  const result: Record<string, unknown> = { ...schema };
  for (const [bound, exclusive] of [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ] as const) {
    if (typeof result[exclusive] !== "boolean") continue;
    if (result[exclusive] && typeof result[bound] === "number") {
      result[exclusive] = result[bound];
      delete result[bound];
    } else {
      delete result[exclusive];
    }
  }
  const demand = (keywords: readonly string[], holds: (value: unknown) => boolean) => {
    for (const keyword of keywords) {
      if (!(keyword in result) || holds(result[keyword])) continue;
      if (result[keyword] !== "" && result[keyword] !== null) {
        say(context, node, "ambiguous", `${keyword} is ${JSON.stringify(result[keyword])}`);
      }
      delete result[keyword];
    }
  };
  demand(counts, (value) => Number.isInteger(value) && (value as number) >= 0);
  demand(numbers, (value) => Number.isFinite(value));
  demand(texts, (value) => textOf(value) !== undefined);
  for (const flag of flags) if (result[flag] !== true) delete result[flag];
  return result;
};

/** An empty string is what the editor leaves behind in an example that nobody filled in. */
const examples: Step = ({ example, examples, ...schema }) => {
  const list = Array.isArray(examples)
    ? examples
    : [examples, example].filter((value) => value !== undefined);
  const filled = list.filter((value) => value !== "");
  return filled.length > 0 ? { ...schema, examples: filled.slice(0, 1) } : schema;
};

/** A variable of the vendor's editor is no value, so an enum that lists one does not list all. */
const values: Step = (schema, node, context) => {
  const open = ["default", "const", "enum"].filter((keyword) => isOpenValue(schema[keyword]));
  if (open.length === 0) return schema;
  if (open.includes("enum")) {
    const because = "its values hold a variable of the vendor's editor";
    say(context, below(node, "enum"), "ambiguous", because);
    open.push(...enumTexts);
  }
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !open.includes(keyword)));
};

/** An enum without repeated values; the lists that follow its values are kept in step. */
const enums: Step = (schema) => {
  if (!("enum" in schema)) return schema;
  const { enum: list, ...rest } = schema;
  if (!Array.isArray(list) || list.length === 0) return rest;
  const isNullable = typesOf(schema).includes("null") && schema["type"] !== "null";
  const values = [...new Set(isNullable ? [...list, null] : list)];
  const inStep = enumTexts.flatMap((keyword): [string, unknown][] => {
    const texts = schema[keyword];
    if (!Array.isArray(texts)) return [];
    return [[keyword, values.map((value) => textOf(texts[list.indexOf(value)]) ?? "")]];
  });
  return { ...schema, enum: values, ...Object.fromEntries(inStep) };
};

/** Keywords with a text for each value of an enum, which this and other tools know. */
const enumTexts = ["x-enum-varnames", "x-enum-descriptions"];
