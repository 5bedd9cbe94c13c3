import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import type { Spec } from "../load/index.js";
import { type Exchange, readRecordings } from "../recordings/index.js";
import { Findings, type VerifyFinding } from "./fold-deviations.js";
import { Judge } from "./judge-exchange.js";
import { Redirects } from "./redirects.js";

export interface VerifyOptions {
  /** Files of recordings: HAR 1.2, Postman collections with saved answers, NDJSON. */
  readonly recordings: readonly string[];
  /** URLs of servers, in place of those of the spec. Default: those of the spec. */
  readonly baseUrls?: readonly string[];
}

/** What recordings show of a service and its spec. No value of a recording is in it. */
export interface VerifyReport {
  /** The number of exchanges in the recordings. */
  readonly exchanges: number;
  /** The number of those that went to a server of the spec. */
  readonly judged: number;
  /** Operations that were called, of all that the spec has. */
  readonly coverage: { readonly seen: number; readonly of: number };
  readonly findings: readonly VerifyFinding[];
  /** What was not used of the recordings. */
  readonly warnings: readonly Diagnostic[];
}

/**
 * Judges recorded exchanges against a spec. Uses no network.
 *
 * @throws DiagnosticError `recording-unreadable` if a recording cannot be used, `recording-elsewhere` if
 *   none of its exchanges goes to a server of the spec; nothing was verified then
 */
export function verifyRecordings(spec: Spec, options: VerifyOptions): VerifyReport {
  const { recordings, baseUrls = [] } = options;
  const { exchanges, warnings } = readRecordings(recordings);
  const judge = new Judge(spec, baseUrls);
  const report = verifyExchanges(spec, judge, exchanges);
  if (report.judged === 0) {
    const origins = new Set(exchanges.map(({ request }) => request.url.origin));
    const detail = {
      file: recordings.join(", "),
      servers: judge.servers.join(", "),
      origins: firstOf([...origins]),
    };
    throw new DiagnosticError([...warnings, diagnose("recording-elsewhere", detail)]);
  }
  return { ...report, warnings };
}

/** A browser's recording has many. */
function firstOf(origins: readonly string[]): string {
  const rest = origins.length - shownOrigins;
  const shown = origins.slice(0, shownOrigins).join(", ");
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

const shownOrigins = 5;

function verifyExchanges(
  spec: Spec,
  judge: Judge,
  exchanges: readonly Exchange[],
): Omit<VerifyReport, "warnings"> {
  const findings = new Findings(spec);
  const seen = new Set<string>();
  const redirects = new Redirects();
  let judged = 0;
  for (const exchange of exchanges) {
    const judgement = judge.judge(exchange, redirects.follow(exchange));
    if (judgement.kind === "elsewhere") continue;
    judged += 1;
    const { operation, isKnown, deviations } = judgement;
    if (isKnown) seen.add(`${operation.method} ${operation.path}`);
    for (const deviation of deviations) findings.add(deviation, operation, exchange.place);
  }
  const of = judge.contract.operations.filter(({ kind }) => kind === "path").length;
  const coverage = { seen: seen.size, of };
  return { exchanges: exchanges.length, judged, coverage, findings: findings.all() };
}
