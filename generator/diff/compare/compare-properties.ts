import {
  admittedBy,
  type Contract,
  isHidden,
  leavesOf,
  type Parts,
  type Schema,
  type Schemas,
} from "../../contract/index.js";
import { countOf } from "../../diagnostics/index.js";
import { type At, below, fieldsOf, isFields } from "../../openapi/index.js";
import type { SchemaKind } from "../change-kinds.js";
import type { SchemaReport } from "./change.js";
import type { ChangedReferences } from "./changed-references.js";
import { areWrittenAlike, displaySchema, referencesIn } from "./equal-schemas.js";
import type { Step } from "./schema-path.js";

/**
 * Continues with the schemas behind a step; without a step, with another form of the same value.
 */
export type Walk = (step: Step | undefined, base: Parts, revision: Parts) => void;

/** The schemas of both documents, to look up a property. */
export interface Sides {
  readonly base: Schemas;
  readonly revision: Schemas;
  readonly contracts: Readonly<Record<"base" | "revision", Contract>>;
  readonly changed: ChangedReferences;
}

export function compareProperties(
  a: Schema,
  b: Schema,
  sides: Sides,
  report: SchemaReport,
  walk: Walk,
): void {
  if (compareMap(a, b, report, walk)) return;
  compareEachProperty(a, b, sides, report, walk);
  compareRequired(a, b, sides, report);
  compareAdditional(a, b, sides, report, walk);
}

/**
 * Also of an object that became a union of others, or the other way round: what is said of the union
 * does not say which properties none of its variants has.
 */
export function compareEachProperty(
  a: Schema,
  b: Schema,
  sides: Sides,
  report: SchemaReport,
  walk: Walk,
): void {
  for (const name of new Set([...a.properties.keys(), ...b.properties.keys()])) {
    compareProperty(name, a, b, sides, report, walk);
  }
}

function compareProperty(
  name: string,
  a: Schema,
  b: Schema,
  sides: Sides,
  report: SchemaReport,
  walk: Walk,
): void {
  const [before, after] = [a.properties.get(name), b.properties.get(name)];
  const note = (verb: Existence) => report.change(existence(name, verb, [a, b], sides));
  if (before && after) {
    compareAccess(name, [before, after], [a, b], sides, report);
    const isAlike = areWrittenAlike(before, after);
    const is = !isAlike && isForbidden(after, sides.revision);
    if (isAlike || is === isForbidden(before, sides.base))
      walk({ kind: "property", name }, before, after);
    else note(is ? "forbidden" : "allowed");
    return;
  }
  if (isInVariants(name, [a, b], sides, report, walk)) return;
  const was = before && isForbidden(before, sides.base);
  const is = after && isForbidden(after, sides.revision);
  if (was === false) note("removed");
  else if (is === false) note("added");
  // What is not declared is allowed, unless nothing else is.
  else if (was && b.additional !== false) note("allowed");
  else if (is && a.additional !== false) note("forbidden");
}

/**
 * A property that went into variants of the same object, or came from them, was neither removed nor
 * added; but not every variant may require it.
 *
 * @returns whether this is the case
 */
function isInVariants(
  name: string,
  [a, b]: readonly [Schema, Schema],
  sides: Sides,
  report: SchemaReport,
  walk: Walk,
): boolean {
  const [before, after] = [a.properties.get(name), b.properties.get(name)];
  const [whole, divided] = before ? [a, b] : [b, a];
  const schemas = before ? sides.revision : sides.base;
  const alone = before ?? after;
  const unions = divided.unions.map(({ variants }) => variants.map((each) => schemas.read(each)));
  const kept = unions.flat().flatMap(({ properties }) => {
    const parts = properties.get(name);
    return parts && !isForbidden(parts, schemas) ? [parts] : [];
  });
  if (!alone || kept.length === 0) return false;
  for (const parts of kept) {
    if (before) walk({ kind: "property", name }, alone, parts);
    else walk({ kind: "property", name }, parts, alone);
  }
  const isRequired =
    divided.required.has(name) ||
    unions.some((variants) => variants.every(({ required }) => required.has(name)));
  if (whole.required.has(name) && !isRequired) {
    const kind = before ? "required.removed" : "required.added";
    const schema = (before ? sides.base : sides.revision).read(alone);
    const values = { before: before !== undefined, after: before === undefined };
    report.change({ ...requiredness(name, a, b, schema, sides), kind, ...values });
  }
  return true;
}

/** Whether no value fits a property. */
function isForbidden(parts: Parts, schemas: Schemas): boolean {
  return admittedBy(schemas.read(parts), schemas).isNever;
}

/** Whether a property is read-only or write-only concerns the object that has it. */
function compareAccess(
  name: string,
  [before, after]: readonly [Parts, Parts],
  [a, b]: readonly [Schema, Schema],
  sides: Sides,
  report: SchemaReport,
): void {
  // What a reference leads to can differ even so.
  if (areWrittenAlike(before, after) && referencesIn(before).length === 0) return;
  const [old, now] = [sides.base.read(before).plain, sides.revision.read(after).plain];
  for (const { direction, keyword, whenRequired } of hidings) {
    const [was, is] = [isHidden(old, direction), isHidden(now, direction)];
    if (was === is) continue;
    // Who had to send it, or could rely on it; or now has to, or can.
    const isRequired = (is ? a : b).required.has(name);
    const kind = `${isRequired ? whenRequired : keyword}.${is ? "set" : "unset"}` as const;
    const places = {
      base: atOf(name, a, sides.base),
      revision: atOf(name, b, sides.revision),
      isIn: "both" as const,
    };
    report.change({ ...places, kind, name, before: was, after: is });
  }
}

/** The keywords that hide a property in a direction. */
const hidings = [
  { direction: "sent", keyword: "readOnly", whenRequired: "requiredReadOnly" },
  { direction: "received", keyword: "writeOnly", whenRequired: "requiredWriteOnly" },
] as const;

const fewest = 3;

/** An object whose named properties were replaced by a map, or the other way round: one change. */
function compareMap(a: Schema, b: Schema, report: SchemaReport, walk: Walk): boolean {
  const isMap = (schema: Schema) =>
    schema.properties.size === 0 && Array.isArray(schema.additional);
  const count = ({ properties }: Schema) =>
    countOf(properties.size, "named property", "named properties");
  if (a.properties.size >= fewest && isMap(b) && !Array.isArray(a.additional)) {
    report.changed("map.begun", [...a.properties.keys()], undefined, count(a));
  } else if (b.properties.size >= fewest && isMap(a) && !Array.isArray(b.additional)) {
    report.changed("map.dropped", undefined, [...b.properties.keys()], count(b));
  } else return false;
  const [named] = a.properties.size > 0 ? a.properties.values() : b.properties.values();
  const [before, after] = [a.additional || named, b.additional || named];
  if (before && after) walk({ kind: "map" }, before, after);
  return true;
}

type Existence = "added" | "removed" | "allowed" | "forbidden";

/** A property that only one side has, or that only one side allows. */
function existence(
  name: string,
  verb: Existence,
  [a, b]: readonly [Schema, Schema],
  sides: Sides,
): Parameters<SchemaReport["change"]>[0] {
  const isOfBase = verb === "removed" || verb === "forbidden";
  const [owner, schemas] = isOfBase ? [a, sides.base] : [b, sides.revision];
  const isRequired = owner.required.has(name);
  const parts = owner.properties.get(name);
  const schema = parts && schemas.read(parts);
  const fields = schema && { ...summary(schema), ...(isRequired ? { required: true } : {}) };
  const shown = fields && Object.keys(fields).length > 0 ? fields : displaySchema(parts);
  const [isBefore, isAfter] = [a.properties.has(name), b.properties.has(name)];
  return {
    kind: existenceKind(verb, isRequired, schema?.plain["default"] !== undefined),
    name,
    ...(parts && { parts }),
    before: isOfBase ? shown : undefined,
    after: isOfBase ? undefined : shown,
    base: isBefore ? atOf(name, a, sides.base) : a.at,
    revision: isAfter ? atOf(name, b, sides.revision) : b.at,
    isIn: isBefore && isAfter ? "both" : isBefore ? "base" : "revision",
    isReadOnly: schema !== undefined && isHidden(schema.plain, "sent"),
    isWriteOnly: schema !== undefined && isHidden(schema.plain, "received"),
  };
}

function existenceKind(verb: Existence, isRequired: boolean, hasDefault: boolean): SchemaKind {
  if (verb === "allowed" || verb === "forbidden" || !isRequired) return `property.${verb}`;
  return verb === "added" && hasDefault
    ? "requiredProperty.addedWithDefault"
    : `requiredProperty.${verb}`;
}

const mostNames = 8;

/** The parts of a schema by which a reader recognizes it. */
export function summary(schema: Schema): Record<string, unknown> {
  const { types, format, component, values, properties } = schema;
  const type = types?.length === 1 ? types[0] : types;
  const { title } = schema.plain;
  const isInline = component === undefined && properties.size > 0;
  return {
    ...(component === undefined ? {} : { schema: component }),
    ...(title === undefined || component !== undefined ? {} : { title }),
    ...(type === undefined ? {} : { type }),
    ...(format === undefined ? {} : { format }),
    ...(values === undefined ? {} : { enum: values }),
    ...(isInline ? { properties: [...properties.keys()].slice(0, mostNames) } : {}),
  };
}

function compareRequired(a: Schema, b: Schema, sides: Sides, report: SchemaReport): void {
  for (const name of b.required) {
    const after = b.properties.get(name);
    const isNew = !a.properties.has(name) && after;
    if (a.required.has(name) || isNew) continue;
    const schema = after && sides.revision.read(after);
    const hasDefault = schema?.plain["default"] !== undefined;
    const kind = !after
      ? "requiredName.added"
      : hasDefault
        ? "required.addedWithDefault"
        : "required.added";
    report.change({ ...requiredness(name, a, b, schema, sides), kind, before: false, after: true });
  }
  for (const name of a.required) {
    const before = a.properties.get(name);
    const isGone = before && !b.properties.has(name);
    if (b.required.has(name) || isGone) continue;
    const schema = before && sides.base.read(before);
    const kind = before ? "required.removed" : "requiredName.removed";
    report.change({ ...requiredness(name, a, b, schema, sides), kind, before: true, after: false });
  }
}

function requiredness(
  name: string,
  a: Schema,
  b: Schema,
  schema: Schema | undefined,
  sides: Sides,
) {
  return {
    name,
    base: atOf(name, a, sides.base),
    revision: atOf(name, b, sides.revision),
    isIn: "both" as const,
    isReadOnly: schema !== undefined && isHidden(schema.plain, "sent"),
    isWriteOnly: schema !== undefined && isHidden(schema.plain, "received"),
  };
}

function compareAdditional(
  a: Schema,
  b: Schema,
  sides: Sides,
  report: SchemaReport,
  walk: Walk,
): void {
  const [before, after] = [additionalIn(a, sides.base), additionalIn(b, sides.revision)];
  if (Array.isArray(before) && Array.isArray(after)) {
    walk({ kind: "map" }, before, after);
    return;
  }
  if (before === after) return;
  const verb =
    after === false
      ? "closed"
      : before === false
        ? "opened"
        : after === undefined
          ? "freed"
          : "restricted";
  report.changed(`additionalProperties.${verb}`, displayValue(before), displayValue(after));
}

/** The schema of undeclared properties; false if no value fits it. */
function additionalIn({ additional }: Schema, schemas: Schemas): Parts | false | undefined {
  return additional && isForbidden(additional, schemas) ? false : additional;
}

function displayValue(additional: Parts | false | undefined): unknown {
  if (additional === undefined) return "anything";
  return additional === false ? "nothing" : displaySchema(additional);
}

/** The position of a property's name in an object, or that of the object if it does not name it. */
function atOf(name: string, owner: Schema, schemas: Schemas): At {
  const named = leavesOf(owner.parts, schemas).find(
    ({ raw }) => isFields(raw) && Object.hasOwn(fieldsOf(raw["properties"]), name),
  );
  return named ? below(named.at, "properties", name) : owner.at;
}
