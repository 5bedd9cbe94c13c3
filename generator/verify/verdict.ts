import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/index.js";
import { matchAllowances, matcherOf, readAllowList } from "../diff/index.js";
import { readSource } from "../load/index.js";
import type { ServiceReport } from "./ask/ask-service.js";
import type { VerifyFinding } from "./fold-deviations.js";
import { rules } from "./rules.js";
import type { VerifyReport } from "./verify-recordings.js";

/** What fails a run. */
export const failOnChoices = ["finding", "note", "never"] as const;
export type FailOn = (typeof failOnChoices)[number];

/** The allow list of `verify`: the findings of `diff` are others, so its list is another file. */
export const defaultVerifyAllowFile = ".tether-allow-verify.yaml";

export interface AcceptedFinding {
  readonly finding: VerifyFinding;
  readonly reason: string;
  /** The last day on which it is accepted. */
  readonly until: string;
  readonly owner: string | undefined;
}

/** What was found and is not accepted, and whether the run fails. */
export interface VerifyVerdict {
  readonly report: VerifyReport | ServiceReport;
  readonly findings: readonly VerifyFinding[];
  readonly accepted: readonly AcceptedFinding[];
  /** Expired entries of the allow list. */
  readonly problems: readonly Diagnostic[];
  readonly failed: boolean;
}

export interface VerdictOptions {
  readonly failOn: FailOn;
  /** The allow list; default: `.tether-allow-verify.yaml`, if it exists. */
  readonly allow?: string;
  /** Default: today. */
  readonly today?: string;
}

/**
 * Judges a report by an allow list. An entry that fits nothing is no problem, unlike in `diff`: a
 * recording, and a run with a budget, show only a part of a service.
 *
 * @throws DiagnosticError `allow-invalid`
 */
export async function reachVerdict(
  report: VerifyReport | ServiceReport,
  { failOn, allow, today = new Date().toISOString().slice(0, 10) }: VerdictOptions,
): Promise<VerifyVerdict> {
  const file = allow ?? defaultVerifyAllowFile;
  const isThere = allow !== undefined || existsSync(file);
  const ids = rules.map(({ id }) => id);
  const list = isThere ? readAllowList(await readSource(resolve(file)), ids) : [];
  const { matched, problems } = matchAllowances(list, today, (allowance) => {
    const { fingerprint, rule, place = "", reason, until, owner } = allowance;
    const matches = matcherOf(place);
    return report.findings
      .filter((finding) =>
        fingerprint === undefined
          ? finding.rule === rule && placesOf(finding).some(matches)
          : finding.fingerprint === fingerprint,
      )
      .map((finding): AcceptedFinding => ({ finding, reason, until, owner }));
  });
  const accepted = new Map(matched.map((each) => [each.finding, each]));
  const findings = report.findings.filter((finding) => !accepted.has(finding));
  const expired = problems.filter(({ code }) => code !== "allow-unused");
  const fails = findings.some(({ level }) => level === "finding" || failOn === "note");
  return {
    ...{ report, findings, accepted: [...accepted.values()], problems: expired },
    failed: expired.length > 0 || (failOn !== "never" && fails),
  };
}

/** The operation, and the pointer of what the spec says. */
function placesOf({ operation: { method, path }, place }: VerifyFinding): string[] {
  return [`${method} ${path}`, ...(place?.pointer === undefined ? [] : [place.pointer])];
}
