import type { Place } from "../../diagnostics/index.js";
import type { Finding, OperationName } from "../finding.js";
import type { Judged, Verdict } from "../verdict.js";

/** Increases when a field is removed or changes its meaning; a new field does not change it. */
export const schemaVersion = 1;

/** `report.schema.json` describes it. Equal findings give equal text. */
export function toJson(...verdicts: readonly Verdict[]): string {
  const [only, ...more] = verdicts;
  const report =
    only && more.length === 0
      ? { schemaVersion, ...reportOf(only) }
      : {
          schemaVersion,
          clients: verdicts.map((verdict) => ({
            client: verdict.client ?? "",
            ...reportOf(verdict),
          })),
        };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function reportOf(verdict: Verdict) {
  const { base, revision, summary, semver, failed } = verdict;
  return {
    summary: {
      ...summary,
      accepted: verdict.accepted.length,
      silenced: verdict.silenced.length,
      failed,
    },
    semver: { ...semver, version: semver.version ?? null },
    base,
    revision,
    compared: verdict.compared,
    findings: verdict.findings.map(toJsonFinding),
    accepted: verdict.accepted.map(({ finding, reason, until, owner }) => ({
      fingerprint: finding.fingerprint,
      kind: finding.kind,
      reason,
      until,
      owner: owner ?? null,
    })),
    problems: verdict.problems.map(({ code, message, help, place: at }) => ({
      code,
      message,
      help,
      place: toPlace(at),
    })),
  };
}

/** A finding, as `report.schema.json` describes it. */
export function toJsonFinding(finding: Judged) {
  return {
    kind: finding.kind,
    level: finding.level,
    wire: finding.wire,
    source: finding.source,
    class: finding.class,
    override: toOverride(finding),
    operations: finding.operations.map(operation),
    pointer: finding.pointer,
    base: toPlace(finding.base),
    revision: toPlace(finding.revision),
    // Absent if there is none, because null may be a value in a spec.
    before: finding.before,
    after: finding.after,
    message: finding.message,
    because: finding.because,
    fix: finding.fix,
    provenance: finding.provenance ?? null,
    proof: finding.proof,
    provedBy: finding.provedBy,
    fingerprint: finding.fingerprint,
  };
}

function toOverride({ override }: Finding) {
  if (!override) return null;
  const { set, by, wire, source } = override;
  return { set, by, wire, source };
}

function operation({ method, path, operationId }: OperationName) {
  return { method, path, operationId: operationId ?? null };
}

function toPlace(place: Place | undefined) {
  return place ? { file: place.file, line: place.line, column: place.column } : null;
}
