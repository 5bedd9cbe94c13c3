import type { Change } from "./compare/change.js";
import { type Subject, type Use, usesOf } from "./compare/pairs.js";
import type { Severity } from "./finding.js";
import { type Rule, ruleOf } from "./rules/index.js";
import { isSent } from "./rules/schema-rule.js";

/** A change, and what one rule says of it. */
export interface Judgement {
  readonly change: Change;
  readonly rule: Rule;
  readonly wire: Severity;
  readonly source: Severity;
  readonly because: string;
  /** Where it is met; empty for what is no schema. */
  readonly uses: readonly Use[];
}

const subjects: readonly Subject[] = ["parameter", "request", "header", "response"];

/** Judges a change, once for each direction in which it is used. */
export function judge(change: Change): Judgement[] {
  if (!change.pair) return [plainly(change, ruleOf(change.kind))];
  const uses = usesOf(change.pair).map((use) => ({
    ...use,
    isMoot: use.isMoot || isNeverMet(change, use),
  }));
  // Nobody uses it: only the exported type is different.
  if (uses.length === 0) return [plainly(change, ruleOf("component.schema.changed"))];
  return subjects.flatMap((subject) => {
    const own = uses.filter(({ root }) => root.subject === subject);
    const met = own.filter(({ isMoot }) => !isMoot);
    const kinds = groupBy(
      met.length > 0 ? met : own,
      (use) => `${subject}.${kindFor(change, use)}`,
    );
    return [...kinds].map(([id, group]) => {
      const isTyped = group.some(({ root }) => root.isTyped);
      const judged = { ...plainly({ ...change, isTyped }, ruleOf(id)), uses: group };
      const isLess = judged.source === "breaking" && isOpen(change, group);
      const judgement = isLess ? { ...judged, source: "warning" as const } : judged;
      return met.length > 0 ? judgement : moot(judgement);
    });
  });
}

/** Whether it is the texts of a field of events, where any fits; but for the one that tells events apart. */
function isOpen({ kind }: Change, uses: readonly Use[]): boolean {
  return (
    /^(enum|const)\./.test(kind) &&
    uses.every(({ root, path }) => root.isEvent && path !== "" && !/[.[(]/.test(path))
  );
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function plainly(change: Change, rule: Rule): Judgement {
  const source = change.isTyped === false ? "none" : rule.source;
  return { change, rule, wire: rule.wire, source, because: rule.because, uses: [] };
}

function moot(judgement: Judgement): Judgement {
  const isOut = judgement.change.kind.startsWith("default.");
  const because = isOut
    ? "It has to be sent, so that its default is never used."
    : "It does not travel in this direction (readOnly, writeOnly).";
  const wire = judgement.wire === "none" ? "none" : "info";
  // Requests and answers have types of their own where they differ.
  const source = isOut ? judgement.source : "none";
  return { ...judgement, wire, source, because };
}

/** Whether a use is none: what is only received cannot be missing from a request. */
function isNeverMet(change: Change, { root, path }: Use): boolean {
  if (isSent(root.subject) ? change.isReadOnly : change.isWriteOnly) return true;
  return (
    change.kind.startsWith("default.") &&
    root.subject === "parameter" &&
    root.isRequired &&
    path === ""
  );
}

/** What travels as text is a string too, whatever its type. */
function kindFor({ kind, before, after }: Change, { root }: Use): string {
  if (kind !== "type.changed" || !root.isText) return kind;
  if (isScalar(before) && isString(after)) return "type.widened";
  return isString(before) && isScalar(after) ? "type.narrowed" : kind;
}

function typesOf(told: unknown): readonly unknown[] {
  const type = typeof told === "object" && told !== null && "type" in told ? told.type : told;
  return Array.isArray(type) ? type : [type];
}

function isScalar(told: unknown): boolean {
  return typesOf(told).every(
    (type) => type === "number" || type === "integer" || type === "boolean",
  );
}

function isString(told: unknown): boolean {
  return told === "string" || (Array.isArray(told) && told.includes("string"));
}
