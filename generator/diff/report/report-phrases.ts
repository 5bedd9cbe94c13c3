import { countOf } from "../../diagnostics/index.js";
import { templateOf } from "../../openapi/index.js";
import { shorten } from "../../report-formats/index.js";
import type { Finding, OperationName } from "../finding.js";
import type { Verdict } from "../verdict.js";

/** Phrases that several formats share; plain text, which the format escapes. */

/** `3 breaking, 2 warnings, 14 notes`; zeros are left out. */
export function describeCounts(verdict: Verdict): string {
  const { breaking, warning, info } = verdict.summary;
  const counts = [
    ...(breaking > 0 ? [`${breaking} breaking`] : []),
    ...(warning > 0 ? [countOf(warning, "warning")] : []),
    ...(info > 0 ? [countOf(info, "note")] : []),
  ].join(", ");
  return (counts || describeNone(verdict)) + describeSilenced(verdict);
}

/** What nobody shows may still be released. */
function describeNone({ silenced, accepted, semver }: Verdict): string {
  if (silenced.length > 0) return "nothing reported";
  if (accepted.length > 0) return "no drift but what is accepted";
  return semver.bump === "none" ? "no drift" : "no drift within the filters";
}

function describeSilenced({ silenced }: Verdict): string {
  return silenced.length > 0 ? ` (${silenced.length} set to none)` : "";
}

/** Why the severity is as it is, if the rules do not say so; else empty. */
export function describeOverride({ override }: Finding): string {
  if (!override) return "";
  const { set, by, wire, source } = override;
  return `Severity set by ${by.join(" and ")} (${set.join(", ")}); by the rule, wire ${wire}, source ${source}.`;
}

/** What a finding is followed by: why, why its severity, what to do; sentences. */
export function describeReasons(finding: Finding): readonly string[] {
  return [finding.because, describeOverride(finding), finding.fix].filter((text) => text !== "");
}

/** `One: main:openapi.yaml (1) → openapi.yaml (2)`; the client only if there are several. */
export function describeVersions({
  client,
  base,
  revision,
}: Pick<Verdict, "client" | "base" | "revision">): string {
  const of = ({ name, version }: Verdict["base"]) =>
    version === "" ? name : `${name} (${version})`;
  const whose = client === undefined ? "" : `${client}: `;
  return `${whose}${of(base)} → ${of(revision)}`;
}

/** `compared 593 operations with 612 and 2 webhooks with 3`; nothing is as good as what it is based on. */
export function describeCompared({ compared: { operations, webhooks } }: Verdict): string {
  const isThere = ({ base, revision }: typeof operations) => base + revision > 0;
  const parts = [
    ...(isThere(operations) || !isThere(webhooks)
      ? [`${countOf(operations.base, "operation")} with ${operations.revision}`]
      : []),
    ...(isThere(webhooks)
      ? [`${countOf(webhooks.base, "webhook")} with ${webhooks.revision}`]
      : []),
  ];
  return `compared ${parts.join(" and ")}`;
}

export function describeRelease({ semver: { bump, version, because } }: Verdict): string {
  const what = bump === "none" ? "nothing to release" : `release a ${bump} version`;
  return `${what}${version && bump !== "none" ? `, ${version}` : ""}: ${because}`;
}

export function describeOperation({ method, path, operationId }: OperationName): string {
  // A webhook has a name, and a callback has an expression, in place of a path.
  const isExpression = templateOf(path).includes("{}");
  const kind = path.startsWith("/") ? "" : isExpression ? "callback " : "webhook ";
  return `${kind}${method} ${path}${operationId === undefined ? "" : ` (${operationId})`}`;
}

/** `GET /v1/boms/ (listBoms) and 3 more`; undefined if the finding is about the document. */
export function describeOperations({ operations }: Finding, full = false): string | undefined {
  if (operations.length === 0) return undefined;
  const { names, more } = shorten(operations.map(describeOperation), full ? operations.length : 1);
  return names.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/**
 * The values before and after, for formats that show them; absent if the message says them
 * already. That one became required needs no `false` and `true`.
 */
export function valuesOf({ before, after, message }: Finding): {
  readonly before?: unknown;
  readonly after?: unknown;
} {
  return [before, after].every((value) => isSaid(value, message)) ? {} : { before, after };
}

function isSaid(value: unknown, message: string): boolean {
  switch (typeof value) {
    case "undefined":
    case "boolean":
      return true;
    case "number":
      return message.split(/[^\w.+-]+/).includes(String(value));
    case "string":
      return message.replaceAll(/\s+/g, " ").includes(value.replaceAll(/\s+/g, " "));
    default:
      return Array.isArray(value) && value.every((item) => isText(item) && isSaid(item, message));
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** Whether a part of an accepted finding is still reported. */
export function isReported({ findings }: Verdict, { fingerprint }: Finding): boolean {
  return findings.some((finding) => finding.fingerprint === fingerprint);
}

/** The compiler's messages, or where they are; empty without `prove` or without messages. */
export function describeProof({ proof, provedBy }: Finding): readonly string[] {
  return provedBy.length > 0 ? [...proof, `the same as of ${provedBy.join(", ")}`] : proof;
}
