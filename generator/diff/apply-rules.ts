import type { Int64Type } from "../openapi/index.js";
import { aspectOf, idIn, isSent, type SchemaKind, type Subject, subjects } from "./change-kinds.js";
import type { Change, SchemaChange } from "./compare/change.js";
import { type Use, usesOf } from "./compare/schema-pairs.js";
import { stepsOf } from "./compare/schema-path.js";
import { type Keep, type Severity, worstSeverity } from "./finding.js";
import { groupBy } from "./group-by.js";
import { type Rule, ruleOf } from "./rules/index.js";

/** A change, judged by one rule. */
export interface Judgement {
  readonly change: Change;
  readonly rule: Rule;
  readonly wire: Severity;
  readonly source: Severity;
  readonly because: string;
  /** The severity that somebody set; `wire` and `source` here are those of the rule. */
  readonly override?: {
    readonly level: Severity;
    readonly by: string;
    readonly wire: Severity;
    readonly source: Severity;
  };
  /** Where it is met; empty for what is no schema. */
  readonly uses: readonly Use[];
}

/**
 * Judges a change, once for each direction in which it is used.
 *
 * @param int64 what the client holds integers of 64 bits as; default: number
 * @param keep what counts; default: all. Without anything that does, there is no judgement
 */
export function judge(change: Change, int64: Int64Type = "number", keep?: Keep): Judgement[] {
  if (change.of !== "schema") {
    if (!keep) return [plainly(change, ruleOf(change.kind))];
    const operations = change.operations.filter((operation) => keep(operation, change.kind));
    return operations.length > 0 ? [plainly({ ...change, operations }, ruleOf(change.kind))] : [];
  }
  const all = usesOf(change.pair, isDefault(change));
  const uses = all
    .filter((use) => {
      const id = idIn(use.root.subject, kindFor(change, use));
      return !keep || (id !== undefined && keep(use.root.operation, id));
    })
    .map((use) => ({ ...use, isMoot: use.isMoot || isNeverMet(change, use) }));
  return subjects.flatMap((subject) => {
    const own = uses.filter(({ root }) => root.subject === subject);
    const met = own.filter(({ isMoot }) => !isMoot);
    const kinds = groupBy(met.length > 0 ? met : own, (use) => kindFor(change, use));
    return [...kinds].flatMap(([kind, group]) => {
      const id = idIn(subject, kind);
      if (!id) return [];
      const isTyped = group.some(({ root }) => root.isTyped);
      const typed = { ...change, isTyped };
      const byRule = keeping(plainly(typed, ruleOf(id)), change, subject);
      const judged = {
        ...in64Bits(asText(dividing(byRule, change, subject), group), int64),
        uses: group,
      };
      const isLess =
        judged.source === "breaking" && (isOpen(change, group) || group.every(isOfSubtype));
      const judgement = isLess ? { ...judged, source: "warning" as const } : judged;
      return met.length > 0 ? judgement : moot(judgement, isDefault(change));
    });
  });
}

/** Whatever a keyword does, nothing breaks on the wire if all that was valid still is. */
function keeping(judgement: Judgement, { keeps }: SchemaChange, subject: Subject): Judgement {
  const isKept = isSent(subject) ? keeps?.before : keeps?.after;
  // A rule that says so itself has a better reason.
  if (!isKept || judgement.wire === "none" || judgement.wire === "info") return judgement;
  const because = isSent(subject)
    ? "Taken together, its keywords still allow every request that was valid before."
    : "Taken together, its keywords allow no response that callers could not expect before.";
  return { ...judgement, wire: "info", because };
}

/** TypeScript reads a property of a union only if each variant has it. */
function dividing(judgement: Judgement, { divided }: SchemaChange, subject: Subject): Judgement {
  if (!divided || isSent(subject) || judgement.source === "none") return judgement;
  const names = divided.map((name) => `"${name}"`).join(", ");
  const why = `Not every variant has ${names}, so code that reads it has to look first.`;
  return { ...judgement, source: "breaking", because: `${judgement.because} ${why}` };
}

/** What is written as text may be called text where it could be anything before, and back. */
function asText(judgement: Judgement, uses: readonly Use[]): Judgement {
  const { change } = judgement;
  if (change.of !== "schema") return judgement;
  const isOfText =
    (change.kind === "type.narrowed" || change.kind === "type.widened") &&
    isAnything(change) &&
    uses.every(({ root }) => root.isText);
  if (!isOfText || judgement.wire !== "breaking") return judgement;
  const isSplit = uses.some(
    ({ root: { part } }) =>
      part.kind === "parameter" && (part.in === "query" || part.in === "cookie"),
  );
  if (!isSplit) return { ...judgement, wire: "info", because: "It is text on the wire anyway." };
  const because = "A single value is text on the wire anyway; a list or an object may not be.";
  return { ...judgement, wire: "warning", because };
}

/** Whether a type is anything on one side, and text on the other. */
function isAnything({ before, after }: SchemaChange): boolean {
  return [before, after].includes("anything") && [before, after].some(isString);
}

/** The same where the client's type is another for integers of 64 bits than for others. */
function in64Bits(judgement: Judgement, int64: Int64Type): Judgement {
  const { change, because } = judgement;
  if (int64 === "number" || change.of !== "schema" || !change.is64Bits || change.isTyped === false)
    return judgement;
  const why = `Its type in code changes: \`client.int64\` is ${int64}.`;
  return { ...judgement, source: "breaking", because: `${because} ${why}` };
}

/**
 * Whether the change is about the values of an event's field that accepts any text, but not about
 * the discriminator.
 */
function isOpen({ kind }: SchemaChange, uses: readonly Use[]): boolean {
  const aspect = aspectOf(kind);
  return (aspect === "enum" || aspect === "const") && uses.every(isFieldOfEvent);
}

/** The type of a schema does not list its subtypes; code may have chosen one of their types. */
function isOfSubtype({ isSubtype }: Use): boolean {
  return isSubtype;
}

function isFieldOfEvent({ root, schemaPath }: Use): boolean {
  if (!root.isEvent) return false;
  const [step, ...more] = stepsOf(schemaPath);
  return more.length === 0 && (step?.kind === "property" || step?.kind === "map");
}

function plainly(change: Change, rule: Rule): Judgement {
  const rules = [rule, ...(change.standsFor ?? []).map(ruleOf)];
  const wire = worstSeverity(rules.map((each) => each.wire));
  const source =
    change.isTyped === false ? "none" : worstSeverity(rules.map((each) => each.source));
  const because = [rule.because, change.evidence].filter(Boolean).join(" ");
  return { change, rule, wire, source, because, uses: [] };
}

function isDefault({ kind }: SchemaChange): boolean {
  return aspectOf(kind) === "default";
}

function moot(judgement: Judgement, isOut: boolean): Judgement {
  const because = isOut
    ? "It is always there, or never sent, so its default is never used."
    : "It is not sent in this direction (readOnly, writeOnly).";
  const wire = judgement.wire === "none" ? "none" : "info";
  // Requests and responses have separate types if they differ.
  const source = isOut ? judgement.source : "none";
  return { ...judgement, wire, source, because };
}

/** Whether a use never occurs: a read-only property cannot be missing from a request. */
function isNeverMet(change: SchemaChange, { root }: Use): boolean {
  return (isSent(root.subject) ? change.isReadOnly : change.isWriteOnly) === true;
}

/** What a change of a union means for who sends a value, if its variants no longer tell it apart. */
function kindOfFit({ kind, fit }: SchemaChange, isOfSent: boolean): SchemaKind | undefined {
  if (!fit) return undefined;
  const isUnwrapped = kind === "oneOf.unwrapped" || kind === "anyOf.unwrapped";
  if (isUnwrapped) return isOfSent ? undefined : "widening.possible";
  if (!isOfSent) return undefined;
  return fit.is === "overlapping" ? "overlap.shown" : "overlap.possible";
}

/** A value that is sent as text is a string, whatever its type. */
function kindFor(change: SchemaChange, { root }: Use): SchemaKind {
  const { kind, before, after } = change;
  const ofFit = kindOfFit(change, isSent(root.subject));
  if (ofFit) return ofFit;
  if (kind !== "type.changed" || !root.isText) return kind;
  if (isScalar(before) && isString(after)) return "type.widened";
  return isString(before) && isScalar(after) ? "type.narrowed" : kind;
}

function typesOf(value: unknown): readonly unknown[] {
  const type = typeof value === "object" && value !== null && "type" in value ? value.type : value;
  return Array.isArray(type) ? type : [type];
}

function isScalar(value: unknown): boolean {
  return typesOf(value).every(
    (type) => type === "number" || type === "integer" || type === "boolean",
  );
}

function isString(value: unknown): boolean {
  return value === "string" || (Array.isArray(value) && value.includes("string"));
}
