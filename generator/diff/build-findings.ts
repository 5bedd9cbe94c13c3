import type { Place } from "../diagnostics/index.js";
import type { Spec } from "../load/index.js";
import { must } from "../narrowing.js";
import {
  type At,
  below,
  fieldsOf,
  pointerOf,
  provenanceField,
  textOf,
  tokensOf,
  top,
  valueAt,
} from "../openapi/index.js";
import type { Judgement } from "./apply-rules.js";
import { aspectOf, isSent, partsOf, type SchemaAspect } from "./change-kinds.js";
import type { Change, SchemaChange } from "./compare/change.js";
import type { Use } from "./compare/schema-pairs.js";
import { stepsOf } from "./compare/schema-path.js";
import {
  type Comparison,
  type Finding,
  type Keep,
  type OperationName,
  type Override,
  type Reason,
  severities,
  type TypeLocation,
  worstSeverity,
} from "./finding.js";
import { messageOf, subjectOf } from "./finding-message.js";
import { fingerprintOf } from "./fingerprint.js";

/** Judges a change: for all of its operations, or for those that count. */
export type JudgeChange = (change: Change, keep?: Keep) => readonly Judgement[];

/** One finding per change, however many directions it was judged in; worst first. */
export function toFindings(
  changes: readonly Change[],
  judgeFor: JudgeChange,
  base: Spec,
  revision: Spec,
): Pick<Comparison, "findings" | "narrowed"> {
  const counts = new Map<string, number>();
  const judged = new Map<string, Change>();
  const findings = changes.flatMap((change) => {
    const judgements = judgeFor(change);
    if (judgements.length === 0) return [];
    // A finding keeps its id when severities are set.
    const ruled = judgements.map(asRuled);
    const first = fingerprintOf(ruled, 0, base.document);
    const count = counts.get(first) ?? 0;
    counts.set(first, count + 1);
    const fingerprint = count === 0 ? first : fingerprintOf(ruled, count, base.document);
    judged.set(fingerprint, change);
    return [toFinding(judgements, fingerprint, base, revision)];
  });
  return {
    findings: findings.sort(compareFindings),
    narrowed: (finding, keep) => {
      const { fingerprint } = finding;
      const judgements = judgeFor(must(judged.get(fingerprint), "a finding is of a change"), keep);
      if (judgements.length === 0) return undefined;
      return toFinding(judgements, fingerprint, base, revision);
    },
  };
}

function toFinding(
  all: readonly Judgement[],
  fingerprint: string,
  base: Spec,
  revision: Spec,
): Finding {
  const reported = all.filter(({ override }) => override?.level !== "none");
  const judgements = reported.length > 0 ? reported : all;
  const worst = worstOf(judgements);
  const { change, rule } = worst;
  const others = judgements.filter((judgement) => judgement !== worst);
  const [spec, at] = change.isIn === "base" ? [base, change.base] : [revision, change.revision];
  const places = placesOf(change, base, revision);
  let reasons: Reason[] | undefined;
  let shown: TypeLocation[] | undefined;
  return {
    kind: rule.id,
    wire: worstSeverity(judgements.map(({ wire }) => wire)),
    source: worstSeverity(judgements.map(({ source }) => source)),
    class: rule.class,
    override: overrideOf(all, reported.length === 0),
    get reasons() {
      reasons ??= [worst, ...others].map(toReason);
      return reasons;
    },
    operations: operationsOf(judgements),
    pointer: pointerOf(below(top, ...spec.written(tokensOf(at)))),
    // Getters, because finding lines in a large file takes time.
    get base() {
      return places.base();
    },
    get revision() {
      return places.revision();
    },
    nodes: sidesOf(change, base, revision, (spec, tokens) => valueAt(spec.document, tokens)),
    texts: sidesOf(change, base, revision, (spec, tokens) => spec.text(tokens)),
    before: change.before,
    after: change.after,
    message: messageOf(worst),
    because: [
      worst.because,
      ...others.map(({ rule: other, because }) => `As ${other.id}: ${because}`),
    ].join(" "),
    fix: rule.fix,
    provenance: provenanceOf(spec, at),
    proof: [],
    provedBy: [],
    get shown() {
      // The compiler shows it, whether it is reported or not.
      shown ??= all.flatMap(typeLocationsOf);
      return shown;
    },
    fingerprint,
  };
}

/** What both documents have at the nodes of a change; read when it is asked for. */
function sidesOf<What>(
  change: Change,
  base: Spec,
  revision: Spec,
  read: (spec: Spec, tokens: readonly string[]) => What,
): { readonly base: What | undefined; readonly revision: What | undefined } {
  return {
    get base() {
      return isElsewhere(change, "revision") ? undefined : read(base, tokensOf(change.base));
    },
    get revision() {
      return isElsewhere(change, "base") ? undefined : read(revision, tokensOf(change.revision));
    },
  };
}

/** An operation that the other side lacks has only a place there, which may be that of another one. */
function isElsewhere({ of, isIn }: Change, side: Change["isIn"]): boolean {
  return of === "operation" && isIn === side;
}

function toReason(judgement: Judgement): Reason {
  const { rule, wire, source, because, change, uses } = judgement;
  const where = change.of === "operation" ? "" : subjectOf(judgement);
  return {
    rule: rule.id,
    wire,
    source,
    message: messageOf(judgement),
    because,
    fix: rule.fix,
    uses:
      uses.length > 0
        ? uses.map((use) => ({ operation: use.root.operation, where: subjectOf(judgement, use) }))
        : change.operations.map((operation) => ({ operation, where })),
  };
}

/** A judgement with the severities of its rule. */
function asRuled(judgement: Judgement): Judgement {
  const { wire, source } = judgement.override ?? judgement;
  return { ...judgement, wire, source };
}

function overrideOf(judgements: readonly Judgement[], isSilenced: boolean): Override | undefined {
  const set = judgements.flatMap(({ rule, override }) =>
    override ? [{ text: `${rule.id}=${override.level}`, by: override.by }] : [],
  );
  if (set.length === 0) return undefined;
  const ruled = judgements.map(asRuled);
  return {
    set: set.map(({ text }) => text),
    by: [...new Set(set.map(({ by }) => by))],
    wire: worstSeverity(ruled.map(({ wire }) => wire)),
    source: worstSeverity(ruled.map(({ source }) => source)),
    isSilenced,
  };
}

/** Changes about the presence of a name, and not about its value. */
const ofMembers: ReadonlySet<SchemaAspect> = new Set([
  "property",
  "requiredProperty",
  "required",
  "requiredName",
  "readOnly",
  "writeOnly",
  "requiredReadOnly",
  "requiredWriteOnly",
]);

function typeLocationsOf({ change, uses }: Judgement): TypeLocation[] {
  const demanded = isReplaced(change) ? { isDemanded: change.isDemanded === true } : {};
  if (change.of !== "schema") {
    return change.operations.flatMap((operation) =>
      [...new Set(argumentsOf(change))].map(
        (own): TypeLocation => ({
          operation,
          side: "arguments",
          names: [own],
          isMember: !isOfValue(change),
          ...demanded,
        }),
      ),
    );
  }
  const isMember = ofMembers.has(aspectOf(change.kind));
  return uses.flatMap((use): TypeLocation[] => {
    const { operation, subject, argument } = use.root;
    const isError = subject === "response" && argument === undefined;
    const side = isSent(subject) ? "arguments" : isError ? "error" : "answer";
    if (argument === undefined) return [{ operation, side, names: undefined, isMember }];
    const names = namesTo(use, argument);
    return isMember
      ? membersOf(change).map((name) => ({
          ...{ operation, side, names: [...names, name], isMember },
          ...demanded,
        }))
      : [{ operation, side, names, isMember }];
  });
}

/** Whether what is there has another name or place now. */
function isReplaced(change: Change): boolean {
  if (change.of === "parameter") return change.from !== undefined;
  return change.of === "argument" || change.kind === "property.renamed";
}

function membersOf({ kind, name, before, after }: SchemaChange): string[] {
  return kind === "property.renamed" ? [String(before), String(after)] : [name];
}

/** The names on the path to a schema; a response itself has no name for its reader. */
function namesTo({ schemaPath }: Use, argument: string): string[] {
  const names = stepsOf(schemaPath).flatMap((step) =>
    step.kind === "property" ? [step.name] : step.kind === "map" ? ["*"] : [],
  );
  return argument === "" ? names : [argument, ...names];
}

/** Whether an argument is there on both sides, with other values. */
function isOfValue({ kind }: Exclude<Change, SchemaChange>): boolean {
  const { subject, aspect } = partsOf(kind);
  return subject === "parameter" && (aspect === "list" || aspect === "delimitedList");
}

/** The arguments that a change of an operation itself adds, removes, makes required or lists. */
function argumentsOf(change: Exclude<Change, SchemaChange>): string[] {
  switch (change.of) {
    case "parameter": {
      // The payload of a webhook is not an argument of the client.
      if (partsOf(change.kind).subject === "webhook") return [];
      return [change.part.name, ...(change.from ? [change.from.name] : [])];
    }
    case "argument":
      return [change.from, change.to];
    case "part": {
      const { part, kind } = change;
      const { subject, aspect } = partsOf(kind);
      const isPresence = subject === "operation" || aspect === "presence";
      if (isOfValue(change) && part.kind === "parameter") return [part.name];
      if (!isPresence || subject === "header" || subject === "response") return [];
      if (part.kind === "body") return ["body"];
      return part.kind === "parameter" ? [part.name] : [];
    }
    case "operation":
    case "security":
    case "document":
      return [];
  }
}

function placesOf({ base, revision }: { base: At; revision: At }, old: Spec, now: Spec) {
  const once = (spec: Spec, at: At) => {
    let place: Place | undefined;
    return () => {
      place ??= spec.place(tokensOf(at));
      return place;
    };
  };
  return { base: once(old, base), revision: once(now, revision) };
}

function worstOf(judgements: readonly Judgement[]): Judgement {
  const rank = ({ wire, source }: Judgement) =>
    severities.indexOf(wire) * 4 + severities.indexOf(source);
  return judgements.reduce((worst, other) => (rank(other) < rank(worst) ? other : worst));
}

function operationsOf(judgements: readonly Judgement[]): OperationName[] {
  const named = new Map<string, OperationName>();
  for (const { change, uses } of judgements) {
    for (const operation of [...change.operations, ...uses.map(({ root }) => root.operation)]) {
      named.set(`${operation.path} ${operation.method}`, operation);
    }
  }
  return [...named]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, operation]) => operation);
}

/** The provenance of the node, or of the nearest one around it. */
function provenanceOf({ document }: Spec, at: At): string | undefined {
  let node: unknown = document;
  let found: string | undefined;
  for (const token of ["", ...tokensOf(at)]) {
    if (token !== "" || node !== document) node = valueAt(node, [token]);
    if (node === undefined) break;
    const provenance = fieldsOf(node)[provenanceField];
    if (provenance !== undefined) found = textOf(provenance) ?? JSON.stringify(provenance);
  }
  return found;
}

function compareFindings(a: Finding, b: Finding): number {
  const rank = ({ wire, source }: Finding) =>
    Math.min(severities.indexOf(wire), severities.indexOf(source)) * 16 +
    severities.indexOf(wire) * 4 +
    severities.indexOf(source);
  return rank(a) - rank(b) || compareText(a.pointer, b.pointer) || compareText(a.kind, b.kind);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
