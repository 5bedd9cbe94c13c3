import { describeFound, diagnose } from "../../diagnostics/index.js";
import {
  type At,
  below,
  grammar,
  isExact,
  type Kind,
  keywordsWhere,
  kindIn,
} from "../../openapi/index.js";
import { type LintCheckFactory, placeOf } from "./lint-check.js";

/**
 * Numbers that cannot be sent, because JSON has neither infinity nor `nan`; in enums also integers
 * that JavaScript cannot represent, because no type can name them; and other values where only a
 * number is allowed.
 */
export const checkNumbers: LintCheckFactory = (spec, report) => {
  const reportUnusable = (value: unknown, at: At): void => {
    const found = typeof value === "number" ? String(value) : describeFound(value);
    report(diagnose("number-unusable", { found }, placeOf(spec, at)));
  };
  const lookInside = (value: unknown, at: At, isListed: boolean): void => {
    if (typeof value === "number") {
      if (!isListed && !Number.isFinite(value)) reportUnusable(value, at);
      if (!isListed || isExact(value)) return;
      report(diagnose("number-inexact", { value }, placeOf(spec, at)));
    } else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) lookInside(inner, below(at, key), isListed);
    }
  };
  return {
    visit(node, kind, at) {
      for (const field in node) {
        const value = node[field];
        if (kind === "schema" && numeric.has(field)) {
          // In OpenAPI 3.0, `exclusiveMinimum: true` makes the bound exclusive.
          const isFlag = typeof value === "boolean" && field.startsWith("exclusive");
          if (!isFlag && !Number.isFinite(value)) reportUnusable(value, below(at, field));
        } else if (isWorthALook(value) && isData(kind, field)) {
          lookInside(value, below(at, field), kind === "schema" && listing.has(field));
        }
      }
    },
  };
};

const numeric: ReadonlySet<string> = new Set(
  keywordsWhere(({ bound }) => bound !== undefined).concat("multipleOf"),
);
const listing: ReadonlySet<string> = new Set(["enum", "const"]);

/** A quick test, because each field is visited and most of a document is text. */
function isWorthALook(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "object" && value !== null);
}

/** Whether a field is known and contains data: a number in an extension has no known meaning. */
function isData(kind: Kind, field: string): boolean {
  const { fields } = grammar[kind];
  if (!Object.hasOwn(fields, field)) return false;
  const slot = fields[field]?.slot;
  return slot === undefined || kindIn(slot) === "value";
}
