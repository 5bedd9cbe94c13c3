import { type Schema, typeOfValue } from "../../contract/index.js";
import type { SchemaReport } from "./change.js";

type Relation = "same" | "wider" | "narrower" | "different";

const verbs = { wider: "widened", narrower: "narrowed", different: "changed" } as const;

/** Types and formats together determine the allowed values. */
export function compareTypes(a: Schema, b: Schema, report: SchemaReport): void {
  const types = relationOfTypes(typesOf(a), typesOf(b));
  const format = relationOfFormats(a, b, types === "same");
  if (types === "same") {
    if (format !== "same") report.changed(`format.${verbs[format]}`, a.format, b.format);
  } else {
    const both = format === "same" || format === types ? types : "different";
    report.changed(`type.${verbs[both]}`, spelled(a), spelled(b));
  }
  if (a.nullable !== undefined && b.nullable !== undefined && a.nullable !== b.nullable) {
    report.changed(b.nullable ? "nullable.added" : "nullable.removed", a.nullable, b.nullable);
  }
}

/** Whether no value can match both. */
export function areDisjoint(a: Schema, b: Schema): boolean {
  const [before, after] = [typesOf(a), typesOf(b)];
  if (!before || !after) return false;
  return !before.some((type) => covers(after, type)) && !after.some((type) => covers(before, type));
}

function typesOf(schema: Schema): readonly string[] | undefined {
  return schema.never ? [] : (schema.types ?? implied(schema));
}

/** A schema with properties is meant to be an object, even without a type. */
function implied(schema: Schema): readonly string[] | undefined {
  if (schema.properties.size > 0) return ["object"];
  if (schema.values && schema.values.length > 0) {
    return [...new Set(schema.values.map(typeOfValue))].sort();
  }
  return undefined;
}

function spelled(schema: Schema): unknown {
  const types = typesOf(schema);
  const type = types?.length === 1 ? types[0] : types;
  return schema.format === undefined ? type : { type, format: schema.format };
}

function relationOfTypes(
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): Relation {
  if (before === after) return "same";
  if (!before) return "narrower";
  if (!after) return "wider";
  const isWider = before.every((type) => covers(after, type));
  const isNarrower = after.every((type) => covers(before, type));
  if (isWider) return isNarrower ? "same" : "wider";
  return isNarrower ? "narrower" : "different";
}

function covers(types: readonly string[], type: string): boolean {
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

/** Formats of numbers, each a subset of the next. */
const inside = [
  ["int32", "int64"],
  ["float", "double"],
];
const formatsOf: Readonly<Record<string, readonly string[]>> = {
  integer: ["int32", "int64"],
  number: ["int32", "int64", "float", "double"],
};

/** Compares the formats of types that both sides have. */
function relationOfFormats(a: Schema, b: Schema, areSameTypes: boolean): Relation {
  const [before, after] = areSameTypes ? [a.format, b.format] : [formatFor(a, b), formatFor(b, a)];
  if (before === after) return "same";
  if (before === undefined) return "narrower";
  if (after === undefined) return "wider";
  for (const row of inside) {
    const [from, to] = [row.indexOf(before), row.indexOf(after)];
    if (from >= 0 && to >= 0) return from < to ? "wider" : "narrower";
  }
  return "different";
}

function formatFor(schema: Schema, other: Schema): string | undefined {
  const { format } = schema;
  const types = typesOf(other);
  if (format === undefined || !types) return format;
  const isOfNumbers = formatsOf["number"]?.includes(format) ?? false;
  const isMeant = types.some((type) =>
    isOfNumbers ? formatsOf[type]?.includes(format) : type === "string" || !formatsOf[type],
  );
  return isMeant ? format : undefined;
}
