import { createHash } from "node:crypto";
import { countOf } from "../diagnostics/index.js";
import { markdownCode, markdownText, shorten } from "../report-formats/index.js";
import type { ComparedVersion, Finding } from "./finding.js";
import { describeOperation } from "./report/report-phrases.js";

/** Which part of a version a release raises. */
export type Bump = "major" | "minor" | "patch" | "none";

/** The recommended version for a client generated from the revision. */
export interface Advice {
  /** Which part of the version to raise. */
  readonly bump: Bump;
  /** The next version; undefined if the current one is unknown. */
  readonly version: string | undefined;
  /** Why, in a sentence. */
  readonly because: string;
}

/**
 * Follows semantic versioning for both severities: for callers, code that no longer compiles is as
 * bad as a request that the server no longer accepts. Before 1.0, a caret range ends at the next
 * minor version, so a minor version may break callers and everything else is a patch.
 *
 * @param findings all of them, because filters and allow lists change no release
 * @param packageVersion the current version; if omitted, 1.0 or later is assumed
 * @param seen which of them a report shows, and which are accepted; if omitted, it shows all
 */
export function adviseRelease(
  findings: readonly Finding[],
  packageVersion?: string,
  seen?: Seen,
): Advice {
  const { bump, because } = judgeBump(findings, seen);
  const [major, minor, patch] = readVersion(packageVersion);
  const isEarly = major === 0;
  const shifted: Bump = !isEarly || bump === "none" ? bump : bump === "major" ? "minor" : "patch";
  const next =
    major === undefined || minor === undefined || patch === undefined
      ? undefined
      : {
          major: `${major + 1}.0.0`,
          minor: `${major}.${minor + 1}.0`,
          patch: `${major}.${minor}.${patch + 1}`,
          none: `${major}.${minor}.${patch}`,
        }[shifted];
  const early = shifted === "minor" ? "; before 1.0, a minor version may break callers" : "";
  const late =
    shifted === "patch" && bump === "minor" ? "; before 1.0, that is a patch version" : "";
  return { bump: shifted, version: next, because: because + (isEarly ? early + late : "") };
}

/** What becomes of the findings in a report. */
interface Seen {
  readonly shown: readonly Finding[];
  readonly accepted: readonly { readonly finding: Finding }[];
}

function judgeBump(findings: readonly Finding[], seen?: Seen): { bump: Bump; because: string } {
  const wire = findings.filter((finding) => finding.wire === "breaking");
  const source = findings.filter((finding) => finding.source === "breaking");
  const breaking = findings.filter(isBreaking);
  if (breaking.length > 0) {
    const both = wire.length + source.length - breaking.length;
    const counts = countOf(breaking.length, "breaking change");
    const where = describeSides(wire.length, source.length, both);
    return { bump: "major", because: `${counts}${where}${describeSeen(breaking, seen)}` };
  }
  const warnings = findings.filter(
    (finding) => finding.wire === "warning" || finding.source === "warning",
  );
  if (warnings.length > 0) {
    const counts = countOf(warnings.length, "change");
    return {
      bump: "minor",
      because: `${counts} that may break callers${describeSeen(warnings, seen)}`,
    };
  }
  const added = findings.filter(({ kind }) => /\.(?:added|selected)$/.test(kind));
  // SemVer 7: a deprecation raises the minor version.
  const deprecated = findings.filter(isDeprecation);
  if (added.length + deprecated.length > 0) {
    const parts = [
      ...(added.length > 0 ? [countOf(added.length, "addition")] : []),
      ...(deprecated.length > 0 ? [countOf(deprecated.length, "deprecation")] : []),
    ];
    const counts = parts.join(" and ") + describeSeen([...added, ...deprecated], seen);
    return { bump: "minor", because: `${counts}, and nothing breaks` };
  }
  if (findings.length > 0) {
    const counts = countOf(findings.length, "change");
    const need = findings.length === 1 ? "needs" : "need";
    return {
      bump: "patch",
      because: `${counts} that ${need} no action${describeSeen(findings, seen)}`,
    };
  }
  return { bump: "none", because: "nothing changed" };
}

function isDeprecation({ kind, after }: Finding): boolean {
  return (
    kind.endsWith(".deprecated.set") ||
    (kind === "securityScheme.deprecation.changed" && after === true)
  );
}

/** Numbers that add up, although a change may break both. */
function describeSides(wire: number, source: number, both: number): string {
  if (source === 0) return " on the wire";
  if (wire === 0) return " in callers' code";
  if (both === wire && both === source) return ", on the wire and in callers' code";
  const overlap = both === 0 ? "" : `, ${both} of them in both`;
  return `, ${wire} on the wire and ${source} in callers' code${overlap}`;
}

/** ` (27 of them shown, 2 accepted, 120 filtered out)`; empty if all are shown. */
function describeSeen(findings: readonly Finding[], seen?: Seen): string {
  if (!seen) return "";
  const isShown = new Set(seen.shown.map(({ fingerprint }) => fingerprint));
  const isAccepted = new Set(seen.accepted.map(({ finding }) => finding.fingerprint));
  const others = findings.filter(({ fingerprint }) => !isShown.has(fingerprint));
  if (others.length === 0) return "";
  const accepted = others.filter(({ fingerprint }) => isAccepted.has(fingerprint)).length;
  const filtered = others.length - accepted;
  const parts = [
    `${findings.length - others.length} of them shown`,
    ...(accepted > 0 ? [`${accepted} accepted`] : []),
    ...(filtered > 0 ? [`${filtered} filtered out`] : []),
  ];
  return ` (${parts.join(", ")})`;
}

function readVersion(version: string | undefined): readonly (number | undefined)[] {
  const parts = /^(\d+)\.(\d+)\.(\d+)/.exec(version ?? "");
  return parts ? parts.slice(1).map(Number) : [];
}

/** The data that describes a release. */
export interface Release {
  readonly base: ComparedVersion;
  readonly revision: ComparedVersion;
  readonly findings: readonly Finding[];
  /** Accepted findings are released, too. */
  readonly accepted?: readonly { readonly finding: Finding }[];
  readonly semver: Advice;
}

/**
 * A file for `.changeset/`; undefined if there is nothing to release. Name and text depend only on
 * the findings, so that a second run writes the same file.
 */
export function toChangeset(
  release: Release,
  packageName: string,
  options: { readonly full?: boolean } = {},
): { readonly name: string; readonly text: string } | undefined {
  if (release.semver.bump === "none") return undefined;
  const prints = releasedIn(release)
    .map(({ fingerprint }) => fingerprint)
    .sort();
  const id = createHash("sha256").update(prints.join("\n")).digest("hex").slice(0, 8);
  const head = `---\n${JSON.stringify(packageName)}: ${release.semver.bump}\n---`;
  return { name: `api-drift-${id}.md`, text: `${head}\n\n${describe(release, options)}` };
}

const open = "<!-- tether diff -->";
const close = "<!-- /tether diff -->";

/**
 * The text of a changelog with this release: in the unreleased section, which is the first one if
 * its heading says so, otherwise a new one. A second run replaces the text of the first, and takes
 * it out again if there is nothing to release any more.
 */
export function withChangelogSection(
  changelog: string,
  release: Release,
  options: { readonly full?: boolean } = {},
): string {
  // Git may have checked it out with the line ends of Windows.
  const isCrLf = changelog.includes("\r\n");
  const text = withSection(
    isCrLf ? changelog.replaceAll("\r\n", "\n") : changelog,
    release,
    options,
  );
  return isCrLf ? text.replaceAll("\n", "\r\n") : text;
}

function withSection(
  changelog: string,
  release: Release,
  options: { readonly full?: boolean },
): string {
  const isEmpty = release.semver.bump === "none";
  const block = `${open}\n${describe(release, options)}${close}\n`;
  const headings = [...changelog.matchAll(/^## .*$/gm)];
  const [first, second] = headings;
  const end = second?.index ?? changelog.length;
  const isOpen = first !== undefined && /\bunreleased\b/i.test(first[0]);
  if (!isOpen) {
    if (isEmpty) return changelog;
    const at = first?.index ?? changelog.length;
    const before = changelog.slice(0, at);
    const gap =
      before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const rest = changelog.slice(at);
    return `${before}${gap}## Unreleased\n\n${block}${rest === "" ? "" : "\n"}${rest}`;
  }
  const section = changelog.slice(first.index, end);
  const start = section.indexOf(open);
  // Our text has no such comment; that of earlier versions had what the spec said, before our own.
  const stop = section.lastIndexOf(close);
  const isThere = start >= 0 && stop > start;
  if (isEmpty && !isThere) return changelog;
  const replaced = isThere
    ? (isEmpty ? section.slice(0, start).trimEnd() : section.slice(0, start) + block.trimEnd()) +
      section.slice(stop + close.length)
    : `${section.trimEnd()}\n\n${block}${second ? "\n" : ""}`;
  return changelog.slice(0, first.index) + replaced + changelog.slice(end);
}

function releasedIn({ findings, accepted = [] }: Release): Finding[] {
  return [...findings, ...accepted.map(({ finding }) => finding)].sort(
    (a, b) => Number(isBreaking(b)) - Number(isBreaking(a)),
  );
}

function isBreaking({ wire, source }: Finding): boolean {
  return wire === "breaking" || source === "breaking";
}

/** A list of the changes, worst first; changes to prose are only counted. */
function describe(release: Release, { full }: { readonly full?: boolean }): string {
  const { base, revision, semver } = release;
  const findings = releasedIn(release);
  const lines = findings
    .filter((finding) => finding.class !== "docs")
    .map((finding) => {
      const breaks = isBreaking(finding);
      return `- ${breaks ? "**Breaking:** " : ""}${markdownText(finding.message)}${where(finding, full)}`;
    });
  const prose = findings.length - lines.length;
  const title = revision.title === "" ? "API" : revision.title;
  const versions = markdownText(`${title} ${base.version} → ${revision.version}`);
  return [
    `${versions}: ${semver.because}.`,
    "",
    ...lines,
    ...(prose > 0 ? [`- ${countOf(prose, "change")} of the documentation`] : []),
    ...(lines.length + prose > 0 ? [""] : []),
  ].join("\n");
}

function where({ operations }: Finding, full = false): string {
  if (operations.length === 0) return "";
  const all = operations.map(({ method, path }) =>
    markdownCode(describeOperation({ method, path, operationId: undefined })),
  );
  const { names, more } = shorten(all, full ? all.length : 1);
  return ` (${names.join(", ")}${more > 0 ? ` and ${more} more` : ""})`;
}
