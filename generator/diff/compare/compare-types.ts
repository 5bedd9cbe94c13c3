import {
  type Admitted,
  coversType,
  impliedTypes,
  isInt64,
  type Schema,
} from "../../contract/index.js";
import type { SchemaReport } from "./change.js";

type Relation = "same" | "wider" | "narrower" | "different";

/** What a change does to a set of values, in the names of changes. */
export const verbs = { wider: "widened", narrower: "narrowed", different: "changed" } as const;

/** Types and formats together determine the allowed values. */
export function compareTypes(x: Admitted, y: Admitted, report: SchemaReport): void {
  const [a, b] = [x.schema, y.schema];
  const types = relationOfTypes(x, y);
  const format = relationOfFormats(x, y, types === "same");
  if (types === "same") {
    if (format !== "same") report.changed(`format.${verbs[format]}`, a.format, b.format);
  } else {
    const both = format === "same" || format === types ? types : "different";
    report.changed(`type.${verbs[both]}`, spelled(x), spelled(y));
  }
  if (a.nullable !== undefined && b.nullable !== undefined && a.nullable !== b.nullable) {
    report.changed(b.nullable ? "nullable.added" : "nullable.removed", a.nullable, b.nullable);
  }
}

/** Only of what both sets hold, if they have something in common: a type may allow more. */
function relationOfTypes(x: Admitted, y: Admitted): Relation {
  if (areDisjoint(x, y) && typesOf(x)?.length && typesOf(y)?.length) return "different";
  return relationOf(!isWithin(typesOf(x), outerTypes(y)), !isWithin(typesOf(y), outerTypes(x)));
}

/** The relation of two sets, the second of which lacks values of the first, or has others. */
export function relationOf(lacks: boolean, hasOthers: boolean): Relation {
  if (lacks) return hasOthers ? "different" : "narrower";
  return hasOthers ? "wider" : "same";
}

/** Whether no value can match both. */
export function areDisjoint(x: Admitted, y: Admitted): boolean {
  const [before, after] = [typesOf(x), typesOf(y)];
  if (!before || !after || before.length + after.length === 0) return false;
  return (
    !before.some((type) => coversType(after, type)) &&
    !after.some((type) => coversType(before, type))
  );
}

/** The types that values can have. */
export function typesOf({ types, values, schema }: Admitted): readonly string[] | undefined {
  return types ?? (values ? [] : impliedTypes(schema));
}

/** The types that a schema lets pass, whatever its other keywords do. */
export function writtenTypes(schema: Schema): readonly string[] | undefined {
  return schema.types ?? (schema.values ? undefined : impliedTypes(schema));
}

/** The types that a schema writes, or none if only null is left of them. */
function outerTypes(x: Admitted): readonly string[] | undefined {
  return typesOf(x)?.length === 0 ? [] : writtenTypes(x.schema);
}

/** Whether all values of some types pass: a keyword only narrows what was allowed before. */
function isWithin(types: readonly string[] | undefined, outer: readonly string[] | undefined) {
  return outer === undefined || (types?.every((type) => coversType(outer, type)) ?? false);
}

function spelled(x: Admitted): unknown {
  const { format } = x.schema;
  const types = outerTypes(x) ?? typesOf(x) ?? ["anything"];
  const type = types.length > 1 ? types : (types[0] ?? "null");
  return format === undefined ? type : { type, format };
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
function relationOfFormats(x: Admitted, y: Admitted, areSameTypes: boolean): Relation {
  const [a, b] = [x.schema, y.schema];
  // A format adds nothing to a list of values, except how a client holds them.
  if (x.values && y.values && isInt64(a) === isInt64(b)) return "same";
  const [before, after] = areSameTypes ? [a.format, b.format] : [formatFor(a, y), formatFor(b, x)];
  if (before === after) return "same";
  if (before === undefined) return "narrower";
  if (after === undefined) return "wider";
  for (const row of inside) {
    const [from, to] = [row.indexOf(before), row.indexOf(after)];
    if (from >= 0 && to >= 0) return from < to ? "wider" : "narrower";
  }
  return "different";
}

function formatFor({ format }: Schema, other: Admitted): string | undefined {
  const types = typesOf(other);
  if (format === undefined || !types) return format;
  const isOfNumbers = formatsOf["number"]?.includes(format) ?? false;
  const isMeant = types.some((type) =>
    isOfNumbers ? formatsOf[type]?.includes(format) : type === "string" || !formatsOf[type],
  );
  return isMeant ? format : undefined;
}
