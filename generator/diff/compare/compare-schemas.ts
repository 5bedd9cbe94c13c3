import {
  admittedBy,
  componentAt,
  isComposed,
  leavesOf,
  type Part,
  type Schema,
  type Schemas,
} from "../../contract/index.js";
import { fieldsOf } from "../../openapi/index.js";
import type { SchemaChange, SchemaReport } from "./change.js";
import { compareApart } from "./compare-all-of.js";
import { bothHave, compareBounds } from "./compare-bounds.js";
import { compareDiscriminator } from "./compare-discriminators.js";
import { compareEnvelope } from "./compare-envelope.js";
import { compareAnnotations, compareAssumed, comparePlain } from "./compare-keywords.js";
import { compareNested } from "./compare-nested.js";
import {
  compareEachProperty,
  compareProperties,
  type Sides,
  summary,
  type Walk,
} from "./compare-properties.js";
import { areDisjoint, compareTypes } from "./compare-types.js";
import { compareUnions } from "./compare-unions.js";
import { compareValues, walkConstants } from "./compare-values.js";
import { compareWrapping } from "./compare-wrapping.js";
import type { Pair } from "./schema-pairs.js";
import { ofValues, reportTo } from "./schema-report.js";

/** What comparing two schemas found. */
export interface Outcome {
  readonly changes: readonly SchemaChange[];
  readonly walks: readonly Parameters<Walk>[];
}

/** Compares two schemas, but not what they contain: that is left to walks. */
export function outcomeOf(a: Schema, b: Schema, pair: Pair, sides: Sides): Outcome {
  const changes: SchemaChange[] = [];
  const walks: Parameters<Walk>[] = [];
  const report = reportTo(pair, a, b, (change) => changes.push(change));
  const walk: Walk = (...to) => walks.push(to);
  const [x, y] = compareApart(a, b, sides, report, walk);
  compareSchemas(...withoutInherited(x, y, sides), sides, report, walk);
  return { changes, walks };
}

function compareSchemas(
  before: Schema,
  after: Schema,
  sides: Sides,
  report: SchemaReport,
  walk: Walk,
): void {
  const [x, y] = [admittedBy(before, sides.base), admittedBy(after, sides.revision)];
  const [a, b] = [x.schema, y.schema];
  if (x.isNever || y.isNever) {
    if (x.isNever !== y.isNever) {
      const [old, now] = [x.isNever ? undefined : summary(a), y.isNever ? undefined : summary(b)];
      report.changed(`value.${x.isNever ? "allowed" : "forbidden"}`, old, now);
    }
    compareAnnotations(a, b, report);
    return;
  }
  if (compareEnvelope(a, b, sides, report, walk)) return;
  if (compareWrapping(a, b, sides, report, walk)) return;
  const values = ofValues(report, x, y);
  const isWrapped = (a.unions.length === 0) !== (b.unions.length === 0);
  const isOther = areDisjoint(x, y);
  if (!isWrapped || (a.types && b.types) || isOther) compareTypes(x, y, values);
  // Values that are lost with their type are not a separate change.
  if (!isOther || !x.values) compareValues(x, y, values);
  compareAnnotations(a, b, report);
  compareAssumed(a, b, report);
  // If a list becomes an object, neither is the loss of its items.
  if (isOther) return;
  comparePlain(x, y, report);
  walkConstants([before, after], [x, y], sides, walk);
  const variants = compareUnions(a, b, sides, report, walk);
  compareDiscriminator(a, b, variants, sides, report);
  if (isWrapped && (a.properties.size === 0) !== (b.properties.size === 0)) {
    if (bothHave("object", x, y)) compareEachProperty(a, b, sides, report, walk);
    return;
  }
  compareBounds(x, y, values);
  if (bothHave("object", x, y)) compareProperties(a, b, sides, report, walk);
  compareNested(x, y, sides, report, walk);
}

/** Without a discriminator of a member that both have: it says what extends that, not what this is. */
function withoutInherited(a: Schema, b: Schema, sides: Sides): readonly [Schema, Schema] {
  const [x, y] = [ownerOfDiscriminator(a, sides.base), ownerOfDiscriminator(b, sides.revision)];
  if (x === undefined || x !== y || x === a.component || x === b.component) return [a, b];
  const discriminator = undefined;
  return [
    { ...a, discriminator },
    { ...b, discriminator },
  ];
}

/** The name of the component schema that has the discriminator of a schema. */
function ownerOfDiscriminator(schema: Schema, schemas: Schemas): string | undefined {
  const { discriminator, parts } = schema;
  if (!discriminator || !isComposed(parts)) return undefined;
  const isOwner = ({ raw }: Part) => fieldsOf(raw)["discriminator"] === discriminator;
  const owner = leavesOf(parts, schemas).find(isOwner);
  return owner && componentAt(owner.at);
}
