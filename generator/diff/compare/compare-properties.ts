import {
  type Contract,
  isHidden,
  type Parts,
  type Schema,
  type Schemas,
} from "../../contract/index.js";
import { type At, below, fieldsOf, isFields } from "../../openapi/index.js";
import type { SchemaKind } from "../change-kinds.js";
import type { SchemaReport } from "./change.js";
import type { ChangedReferences } from "./changed-references.js";
import { areWrittenAlike, referencesIn } from "./equal-schemas.js";
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
  for (const [name, before] of a.properties) {
    const after = b.properties.get(name);
    if (after) {
      compareAccess(name, [before, after], [a, b], sides, report);
      walk({ kind: "property", name }, before, after);
    } else
      report.change(
        existence(name, before, sides.base, a, { base: atOf(name, a), revision: b.at }, "removed"),
      );
  }
  for (const [name, after] of b.properties) {
    if (a.properties.has(name)) continue;
    report.change(
      existence(name, after, sides.revision, b, { base: a.at, revision: atOf(name, b) }, "added"),
    );
  }
  compareRequired(a, b, sides, report);
  compareAdditional(a, b, report, walk);
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
    const places = { base: atOf(name, a), revision: atOf(name, b), isIn: "both" as const };
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
  const count = ({ properties }: Schema) => `${properties.size} named properties`;
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

function existence(
  name: string,
  parts: Parts,
  schemas: Schemas,
  owner: Schema,
  places: { base: At; revision: At },
  verb: "added" | "removed",
) {
  const schema = schemas.read(parts);
  const isRequired = owner.required.has(name);
  const hasDefault = schema.plain["default"] !== undefined;
  const kind: SchemaKind = !isRequired
    ? `property.${verb}`
    : verb === "added" && hasDefault
      ? "requiredProperty.addedWithDefault"
      : `requiredProperty.${verb}`;
  const displayed = { ...summary(schema), ...(isRequired ? { required: true } : {}) };
  return {
    ...places,
    kind,
    name,
    before: verb === "removed" ? displayed : undefined,
    after: verb === "added" ? displayed : undefined,
    isIn: verb === "removed" ? ("base" as const) : ("revision" as const),
    isReadOnly: isHidden(schema.plain, "sent"),
    isWriteOnly: isHidden(schema.plain, "received"),
  };
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
    report.change({ ...requiredness(name, a, b, schema), kind, before: false, after: true });
  }
  for (const name of a.required) {
    const before = a.properties.get(name);
    const isGone = before && !b.properties.has(name);
    if (b.required.has(name) || isGone) continue;
    const schema = before && sides.base.read(before);
    const kind = before ? "required.removed" : "requiredName.removed";
    report.change({ ...requiredness(name, a, b, schema), kind, before: true, after: false });
  }
}

function requiredness(name: string, a: Schema, b: Schema, schema: Schema | undefined) {
  return {
    name,
    base: atOf(name, a),
    revision: atOf(name, b),
    isIn: "both" as const,
    isReadOnly: schema !== undefined && isHidden(schema.plain, "sent"),
    isWriteOnly: schema !== undefined && isHidden(schema.plain, "received"),
  };
}

function compareAdditional(a: Schema, b: Schema, report: SchemaReport, walk: Walk): void {
  const [before, after] = [a.additional, b.additional];
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

function displayValue(additional: Parts | false | undefined): unknown {
  if (additional === undefined) return true;
  return additional === false ? false : additional[0]?.raw;
}

/** The position of a property's name in an object, or that of the object if it does not name it. */
function atOf(name: string, owner: Schema): At {
  const named = owner.parts.find(
    ({ raw }) => isFields(raw) && Object.hasOwn(fieldsOf(raw["properties"]), name),
  );
  if (named) return below(named.at, "properties", name);
  return owner.properties.get(name)?.[0]?.at ?? owner.at;
}
