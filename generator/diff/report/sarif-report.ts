import { type Layout, standardLayout } from "../../diagnostics/index.js";
import {
  describeValue,
  markdownText,
  sarifLog,
  sarifRun,
  sarifSuppressions,
  toPhysical,
} from "../../report-formats/index.js";
import type { Finding } from "../finding.js";
import { type Level, levelOf, type Verdict } from "../verdict.js";
import {
  describeOperation,
  describeOperations,
  describeOverride,
  describeReasons,
  isReported,
} from "./report-phrases.js";

export const sarifLevels: Readonly<Record<Level, string>> = {
  breaking: "error",
  warning: "warning",
  info: "note",
};

/** SARIF 2.1.0, for code scanning. The fingerprint distinguishes known findings from new ones. */
export function toSarif(
  verdicts: readonly Verdict[],
  tool: string,
  { full }: Layout = standardLayout,
): string {
  return sarifLog(verdicts.map((verdict) => toRun(verdict, tool, full)));
}

function toRun(verdict: Verdict, tool: string, full: boolean) {
  const all = [
    ...verdict.findings.map((finding) => ({ finding, suppressions: undefined })),
    // An alert that is only accepted in part is the same alert, and still open.
    ...verdict.accepted
      .filter(({ finding }) => !isReported(verdict, finding))
      .map(({ finding, reason }) => ({
        finding,
        suppressions: sarifSuppressions(reason),
      })),
  ];
  const kinds = new Map<string, Finding>();
  for (const { finding } of all) if (!kinds.has(finding.kind)) kinds.set(finding.kind, finding);
  const indexOf = [...kinds.keys()];
  const { client } = verdict;
  return {
    ...sarifRun(tool, [...kinds.values()].map(sarifRule), client && `diff/${client}`),
    results: all.map(({ finding, suppressions }) => ({
      ruleId: finding.kind,
      ruleIndex: indexOf.indexOf(finding.kind),
      level: sarifLevels[levelOf(finding) ?? "info"],
      message: { text: describe(finding, full) },
      ...toLocations(finding),
      partialFingerprints: { "tetherFinding/v1": finding.fingerprint },
      ...(suppressions && { suppressions }),
      properties: {
        wire: finding.wire,
        source: finding.source,
        class: finding.class,
        ...(finding.override && { override: describeOverride(finding) }),
        operations: finding.operations.map(describeOperation),
        pointer: finding.pointer,
        before: describeValue(finding.before),
        after: describeValue(finding.after),
        ...(finding.proof.length > 0 && { proof: finding.proof }),
        ...(finding.provedBy.length > 0 && { provedBy: finding.provedBy }),
      },
    })),
  };
}

/** A rule, as it is described by a finding of it. */
export function sarifRule(finding: Finding) {
  const { kind, because, fix } = finding;
  const sentences = [because, fix].filter((sentence) => sentence !== "");
  const help = sentences.join("\n\n") || kind;
  return {
    id: kind,
    shortDescription: { text: kind.replaceAll(".", " ") },
    fullDescription: { text: because || kind },
    help: { text: help, markdown: sentences.map(markdownText).join("\n\n") || kind },
    defaultConfiguration: { level: sarifLevels[levelOf(finding) ?? "info"] },
    properties: { tags: ["api-drift", finding.class] },
  };
}

function describe(finding: Finding, full: boolean): string {
  const where = describeOperations(finding, full);
  return [
    finding.message + (where === undefined ? "" : `, in ${where}`),
    ...describeReasons(finding),
  ].join("\n");
}

function toLocations({ base, revision, pointer, message }: Finding) {
  const shown = revision ?? base;
  const logicalLocations = [
    { fullyQualifiedName: pointer === "" ? "#" : `#${pointer}`, kind: "member" },
  ];
  return {
    locations: [{ ...(shown && toPhysical(shown)), logicalLocations }],
    ...(base && revision
      ? {
          relatedLocations: [
            { id: 1, ...toPhysical(base), message: { text: `before: ${message}` } },
          ],
        }
      : {}),
  };
}
