import {
  type Fields,
  isFields,
  type Pointer,
  pointerOfRef,
  refOf,
  textsOf,
  valueAt,
} from "../../openapi/index.js";
import { holdsVariable } from "../editor-variable.js";
import { typesOf } from "../field-text.js";

/** Something in an example that its schema forbids or does not know. */
export interface ExampleProblem {
  /** Of the schema that speaks against it. */
  readonly at: Pointer;
  /** From the example to the value. */
  readonly path: Pointer;
  readonly about: string;
  /** Whether the example only lacks something. */
  readonly isLack: boolean;
}

export interface ValidationContext {
  readonly schema: unknown;
  readonly at: Pointer;
  /** The components that `$ref`s point into. */
  readonly components: Fields;
}

const maxProblems = 50;
const maxItems = 20;
const maxReferences = 20;
const maxParts = 100;

/**
 * Holds an example against its schema. Unions are not looked into: any of their forms may be meant.
 */
export function validateExample(example: unknown, against: ValidationContext): ExampleProblem[] {
  const problems: ExampleProblem[] = [];
  check(example, [], against.schema, against.at, { ...against, problems });
  return problems;
}

interface Context extends ValidationContext {
  readonly problems: ExampleProblem[];
}

/** A schema without `$ref` and `allOf`. */
interface Part {
  readonly schema: Fields;
  readonly at: Pointer;
}

function check(
  value: unknown,
  path: Pointer,
  schema: unknown,
  at: Pointer,
  context: Context,
): void {
  if (value === undefined || context.problems.length >= maxProblems) return;
  if (typeof value === "string" && holdsVariable(value)) return;
  const parts = partsOf(schema, at, context.components);
  for (const part of parts) {
    const types = typesOf(part.schema);
    if (types.length > 0 && !types.some((type) => fits(value, type))) {
      const about = `the schema says ${types.join(" or ")}, the example shows ${kindOf(value)}`;
      context.problems.push({ at: part.at, path, about, isLack: false });
      return;
    }
    for (const about of violations(value, part.schema)) {
      context.problems.push({ at: part.at, path, about, isLack: false });
    }
  }
  if (Array.isArray(value)) {
    for (const { schema, at } of parts) {
      for (const [index, item] of value.slice(0, maxItems).entries()) {
        check(item, [...path, String(index)], schema["items"], [...at, "items"], context);
      }
    }
  }
  if (isFields(value)) checkMembers(value, path, parts, context);
}

function checkMembers(
  value: Fields,
  path: Pointer,
  parts: readonly Part[],
  context: Context,
): void {
  const declaring = parts.flatMap(({ schema, at }) =>
    isFields(schema["properties"]) ? [{ properties: schema["properties"], at }] : [],
  );
  const first = declaring.find(({ properties }) => Object.keys(properties).length > 0);
  const isClosed = first !== undefined && !parts.some(({ schema }) => allowsMore(schema));
  for (const [key, member] of Object.entries(value)) {
    const found = declaring.filter(({ properties }) => Object.hasOwn(properties, key));
    for (const { properties, at } of found) {
      check(member, [...path, key], properties[key], [...at, "properties", key], context);
    }
    if (found.length === 0 && isClosed) {
      const about = `the example shows a member "${key}" that the schema does not declare`;
      context.problems.push({ at: first.at, path: [...path, key], about, isLack: false });
    }
  }
  for (const { schema, at } of parts) {
    for (const key of textsOf(schema["required"])) {
      if (Object.hasOwn(value, key)) continue;
      const about = `the schema requires "${key}", which the example lacks`;
      context.problems.push({ at: [...at, "properties", key], path, about, isLack: true });
    }
  }
}

function allowsMore(schema: Fields): boolean {
  return ["additionalProperties", "patternProperties", "oneOf", "anyOf"].some(
    (keyword) => schema[keyword] !== undefined && schema[keyword] !== false,
  );
}

function partsOf(schema: unknown, at: Pointer, components: Fields): Part[] {
  const parts: Part[] = [];
  const visit = (value: unknown, place: Pointer, steps: number): void => {
    if (!isFields(value) || steps > maxReferences || parts.length > maxParts) return;
    parts.push({ schema: value, at: place });
    const pointer = pointerOfRef(refOf(value) ?? "");
    if (pointer) visit(valueAt({ components }, pointer), ["#", ...pointer], steps + 1);
    if (Array.isArray(value["allOf"])) {
      value["allOf"].forEach((part, index) => {
        visit(part, [...place, "allOf", String(index)], steps + 1);
      });
    }
  };
  visit(schema, at, 0);
  return parts;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return isFields(value) ? "an object" : JSON.stringify(value);
}

function fits(value: unknown, type: string): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isFields(value);
  if (type === "null") return value === null;
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

type Limit = (value: number, limit: number) => boolean;

const atLeast: Limit = (value, limit) => value >= limit;
const atMost: Limit = (value, limit) => value <= limit;

const ofNumbers: Readonly<Record<string, Limit>> = {
  minimum: atLeast,
  maximum: atMost,
  exclusiveMinimum: (value, limit) => value > limit,
  exclusiveMaximum: (value, limit) => value < limit,
};

/** Patterns are not tried: one that a page brings along may take for ever. */
function violations(value: unknown, schema: Fields): string[] {
  const allowed = schema["enum"];
  const isStrange = Array.isArray(allowed) && typeof value !== "object" && !allowed.includes(value);
  const strange = `the schema's enum does not list the example's ${JSON.stringify(value)}`;
  return [...(isStrange ? [strange] : []), ...brokenLimits(value, schema)];
}

function brokenLimits(value: unknown, schema: Fields): string[] {
  if (typeof value === "number") return broken(value, schema, ofNumbers, "");
  if (typeof value === "string") {
    return broken([...value].length, schema, { minLength: atLeast, maxLength: atMost }, "length ");
  }
  if (!Array.isArray(value)) return [];
  return broken(value.length, schema, { minItems: atLeast, maxItems: atMost }, "a list of ");
}

function broken(
  value: number,
  schema: Fields,
  limits: Readonly<Record<string, Limit>>,
  what: string,
): string[] {
  return Object.entries(limits).flatMap(([keyword, holds]) => {
    const limit = schema[keyword];
    if (typeof limit !== "number" || holds(value, limit)) return [];
    return [`the schema's ${keyword} is ${limit}, the example has ${what}${value}`];
  });
}
