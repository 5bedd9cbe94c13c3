import type { Place } from "../../diagnostics/index.js";
import { type Layout, standardLayout } from "../../diagnostics/index.js";
import type { Finding } from "../finding.js";
import { type Level, levelOf, type Verdict } from "../verdict.js";
import { markdownText } from "./markdown-text.js";
import {
  describeOperation,
  describeOperations,
  describeOverride,
  describeReasons,
  describeValue,
  isReported,
} from "./report-phrases.js";

const sarifLevels: Readonly<Record<Level, string>> = {
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
  const log = {
    $schema:
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: verdicts.map((verdict) => toRun(verdict, tool, full)),
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function toRun(verdict: Verdict, tool: string, full: boolean) {
  const [name = "", version = ""] = tool.split(" ");
  const all = [
    ...verdict.findings.map((finding) => ({ finding, suppressions: undefined })),
    // An alert that is only accepted in part is the same alert, and still open.
    ...verdict.accepted
      .filter(({ finding }) => !isReported(verdict, finding))
      .map(({ finding, reason }) => ({
        finding,
        suppressions: [{ kind: "external", status: "accepted", justification: reason }],
      })),
  ];
  const kinds = new Map<string, Finding>();
  for (const { finding } of all) if (!kinds.has(finding.kind)) kinds.set(finding.kind, finding);
  const indexOf = [...kinds.keys()];
  const { client } = verdict;
  return {
    tool: {
      driver: { name, semanticVersion: version, rules: [...kinds.values()].map(toRule) },
    },
    columnKind: "utf16CodeUnits",
    // Code scanning takes several runs of one tool only if each is of a category of its own.
    ...(client !== undefined && { automationDetails: { id: `${name} diff/${client}/` } }),
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

function toRule(finding: Finding) {
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

function toPhysical({ file, line, column }: Place) {
  const region = { startLine: line, startColumn: column };
  return { physicalLocation: { artifactLocation: { uri: toUri(file) }, region } };
}

/** A file in a commit or the index, `main:spec/openapi.yaml`, is shown at its current path. */
function toUri(file: string): string {
  // An unpaired surrogate has no UTF-8, and therefore no percent-encoding.
  const name = file.replaceAll(/\p{Surrogate}/gu, "\ufffd");
  if (/^https?:\/\//i.test(name)) return encodeURI(name);
  const path = /^(?:[^\\/]{2,}?)?:(.*)$/s.exec(name)?.[1] ?? name;
  return path.split("/").map(encodeURIComponent).join("/");
}
