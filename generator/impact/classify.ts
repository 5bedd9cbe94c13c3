import type { Accepted, Finding, Judged, Reason, RuleId, Severity } from "../diff/index.js";
import { partsOf, worstSeverity } from "../diff/index.js";
import type { Use } from "../uses/index.js";
import type { Attributed } from "./attribute-errors.js";
import { becauseOf } from "./because.js";
import type { CallerCode } from "./caller-code.js";
import type { CallSite, Impact, ImpactFinding } from "./impact-report.js";
import type { Met } from "./join-uses.js";
import { meetingOf } from "./meetings.js";

/** A finding that a report shows, with what is known of the caller about it. */
export interface Known {
  readonly finding: Judged | Accepted["finding"];
  readonly acceptance: ImpactFinding["acceptance"];
  readonly met: readonly Met[];
  readonly errors: readonly Attributed[];
  /** Whether the compiler rejects the statement of a use, whichever finding that is about. */
  isRejected(use: Use): boolean;
  /** Whether files that cannot be read name the client, or the operations of the finding. */
  readonly isSuspected: boolean;
}

/** What a finding means for the caller. */
export function classify(
  known: Known,
  code: CallerCode,
  isTest: (file: string) => boolean,
): Omit<ImpactFinding, "witness"> {
  const { finding, acceptance, met, errors } = known;
  const sites = [...proved(errors, code, isTest), ...possible(known, code, isTest)].sort(byPlace);
  const impact = ((): Impact => {
    if (acceptance) return "accepted";
    if (errors.length > 0) return "breaks";
    if (sites.length > 0) return "mayBreak";
    const isHarmless = severityOf(finding) === "info" || severityOf(finding) === "none";
    return known.isSuspected && !isHarmless && met.length === 0 ? "notAnalysed" : "untouched";
  })();
  return { impact, finding: seenFrom(finding, sites, met), acceptance, sites };
}

/**
 * A finding in the words for the side of the operation that the caller is on. A schema may be sent and
 * received, and what is worse for those who send it says nothing to one who only reads it.
 */
function seenFrom<Kind extends Finding>(
  finding: Kind,
  sites: readonly CallSite[],
  met: readonly Met[],
): Kind {
  const shown = new Set(sites.flatMap(({ uses }) => uses));
  const sides = new Set(met.flatMap(({ use, side }) => (shown.has(use) ? [side] : [])));
  const [side] = sides;
  const [worst] = finding.reasons;
  const [own] = reasonsOn(finding, side);
  if (sides.size !== 1 || !own || own === worst) return finding;
  const { message, because, fix } = own;
  return { ...finding, message, because, fix };
}

function proved(
  errors: readonly Attributed[],
  code: CallerCode,
  isTest: (file: string) => boolean,
): CallSite[] {
  return errors.map(({ error, uses }) => {
    const { file, line, column } = error;
    return {
      ...{ file, line, column, uses, proof: error, because: undefined },
      isTest: isTest(file),
      ...code.shownAt(error),
    };
  });
}

/** The uses that no error is about, if the change may matter without one. */
function possible(
  { finding, met, errors, isRejected }: Known,
  code: CallerCode,
  isTest: (file: string) => boolean,
): CallSite[] {
  const shown = new Set(errors.flatMap(({ uses }) => uses));
  const isProved = code.withinStatementsOf(errors.map(({ error }) => error));
  const sites = new Map<string, CallSite>();
  for (const { use, side } of met) {
    // A type is gone when the code runs.
    if (use.kind === "type" || shown.has(use) || isProved(use)) continue;
    const { wire, source, because } = severityOn(finding, side);
    // Types do not show that a status is not answered with any more.
    const severity = meetingOf(finding.kind) === "outcome" ? worstSeverity([wire, source]) : wire;
    if (severity !== "breaking" && severity !== "warning") continue;
    const { file, line, column } = use;
    const key = `${file}:${line}:${column}`;
    const known = sites.get(key);
    sites.set(key, {
      ...{ file, line, column, proof: undefined },
      uses: [...(known?.uses ?? []), use],
      isTest: isTest(file),
      ...code.shownAt(use),
      because: known?.because ?? becauseOf(finding, use, because, isRejected(use)),
    });
  }
  return [...sites.values()];
}

function byPlace(a: CallSite, b: CallSite): number {
  if (a.isTest !== b.isTest) return a.isTest ? 1 : -1;
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

function severityOf(finding: Judged | Finding): Severity {
  return "level" in finding ? finding.level : worstSeverity([finding.wire, finding.source]);
}

/** What a finding means on the wire for one side of an operation; a schema may be on both. */
function severityOn(
  finding: Finding,
  side: Met["side"],
): Pick<Reason, "wire" | "source" | "because"> {
  const { reasons, wire, source, because } = finding;
  const own = reasonsOn(finding, side);
  const [worst] = own;
  if (reasons.length < 2 || !worst) return { wire, source, because };
  return {
    wire: worstSeverity(own.map((each) => each.wire)),
    source: worstSeverity(own.map((each) => each.source)),
    because: worst.because,
  };
}

/** The reasons that are about one side of an operation, the worst first. */
function reasonsOn({ reasons }: Finding, side: Met["side"]): readonly Reason[] {
  if (side === undefined) return [];
  return reasons.filter(({ rule }) => isOfSent(rule) === (side === "arguments"));
}

function isOfSent(rule: RuleId): boolean {
  const { subject } = partsOf(rule);
  return subject === "parameter" || subject === "request";
}
