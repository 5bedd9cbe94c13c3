import {
  type Admitted,
  admits,
  countedValues,
  isInt64,
  type Schema,
} from "../../contract/index.js";
import { aspectOf } from "../change-kinds.js";
import type { SchemaChange, SchemaReport } from "./change.js";
import type { Pair } from "./schema-pairs.js";

/** The report of what differs between two schemas of a pair. */
export function reportTo(
  pair: Pair,
  a: Schema,
  b: Schema,
  emit: (change: SchemaChange) => void,
): SchemaReport {
  const change: SchemaReport["change"] = (details) =>
    emit({ ...details, of: "schema", pair, operations: [] });
  return {
    change,
    changed: (kind, before, after, name = "", fit, keeps) => {
      const places = { base: a.at, revision: b.at, isIn: "both" } as const;
      const aspect = aspectOf(kind);
      const isOfType = aspect === "type" || aspect === "format";
      const is64Bits = isOfType && isInt64(a) !== isInt64(b) && { is64Bits: true as const };
      const more = { ...is64Bits, ...(fit && { fit }), ...(keeps && { keeps }) };
      change({ kind, before, after, name, ...places, ...more });
    },
  };
}

/**
 * For keywords that are about values: what one says may be what others said before, as with the
 * values `1, 2, 3` and the integers from 1 to 3.
 */
export function ofValues(report: SchemaReport, x: Admitted, y: Admitted): SchemaReport {
  const [before, after] = [countedValues(x), countedValues(y)];
  if (!before && !after) return report;
  const keeps = {
    before: before?.every((value) => admits(y, value)) ?? false,
    after: after?.every((value) => admits(x, value)) ?? false,
  };
  return {
    ...report,
    changed: (kind, was, is, name) => {
      const isOfNull = aspectOf(kind) === "nullable";
      report.changed(kind, was, is, name, undefined, isOfNull ? undefined : keeps);
    },
  };
}
