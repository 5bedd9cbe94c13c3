import { countOf } from "../../diagnostics/index.js";
import type { ServiceReport } from "../ask/ask-service.js";
import type { VerifyFinding } from "../fold-deviations.js";
import type { VerifyVerdict } from "../verdict.js";
import type { VerifyReport } from "../verify-recordings.js";

export const levels = ["finding", "note"] as const;

/** `2 findings, 1 note, 3 accepted`. */
export function describeCounts({ findings, accepted }: VerifyVerdict): string {
  const counts = levels.map((level) =>
    countOf(findings.filter((each) => each.level === level).length, level),
  );
  return [...counts, ...(accepted.length > 0 ? [`${accepted.length} accepted`] : [])].join(", ");
}

/** What was judged: `63 exchanges, 40 of them with the API`. */
export function describeJudged(report: VerifyReport | ServiceReport): string {
  const { exchanges, judged } = report;
  return isOfService(report)
    ? `${countOf(report.requests, "request")} to ${report.service}, ${judged} of ${countOf(exchanges, "answer")} judged`
    : `${countOf(exchanges, "exchange")}, ${judged} of them with the API`;
}

export function describeCoverage({ coverage: { seen, of } }: VerifyReport): string {
  return `${seen} of ${countOf(of, "operation")} seen`;
}

/** The first exchange that shows a finding. */
export function describeSeen({ exchanges: [first], count }: VerifyFinding): string {
  if (!first) return "";
  const where = first.line === undefined ? `, exchange ${first.index}` : `:${first.line}`;
  return `${first.file}${where}${count > 1 ? `, and ${count - 1} more` : ""}`;
}

export function describePlace({ place }: VerifyFinding): string {
  return place ? `${place.file}:${place.line}:${place.column}` : "";
}

/** What a service gave no answer to, and what it was not asked; the most common reasons first. */
export function describeAsked(report: VerifyReport | ServiceReport): string[] {
  if (!isOfService(report)) return [];
  const { asked, skipped, ended } = report;
  const name = ({ operation: { method, path } }: { operation: VerifyFinding["operation"] }) =>
    `${method} ${path}`;
  const reasons = new Map<string, string[]>();
  for (const each of skipped) reasons.set(each.why, [...(reasons.get(each.why) ?? []), name(each)]);
  return [
    ...asked
      .filter(({ outcome }) => outcome !== "answered")
      .map((each) => `${name(each)}: ${outcomes[each.outcome]}`),
    ...(ended === undefined ? [] : [`ended early: ${ended}`]),
    ...[...reasons]
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([why, names]) => `not asked, because ${why}: ${listed(names)}`),
  ];
}

/** Whole in JSON. */
function listed(names: readonly string[]): string {
  const more = names.length - mostNamed;
  return names.slice(0, mostNamed).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

const mostNamed = 6;

const outcomes: Readonly<Record<ServiceReport["asked"][number]["outcome"], string>> = {
  answered: "answered",
  refused: "the credential may not read it",
  "method-refused": "the path is there, and does not have the method",
  "nothing-there": "nothing is there",
  failed: "the service failed",
};

export function isOfService(report: VerifyReport | ServiceReport): report is ServiceReport {
  return "requests" in report;
}
