import { createHash } from "node:crypto";
import { printable } from "../diagnostics/index.js";
import type { ComparedVersion, Finding } from "./finding.js";

export type Bump = "major" | "minor" | "patch" | "none";

/** The recommended version for a client generated from the revision. */
export interface Advice {
  readonly bump: Bump;
  /** The next version; undefined if the current one is unknown. */
  readonly version: string | undefined;
  readonly because: string;
}

/**
 * Follows semantic versioning for both severities: for callers, code that no longer compiles is as
 * bad as a request that the server no longer accepts. Before 1.0, a caret range ends at the next
 * minor version, so a minor version may break callers and everything else is a patch.
 *
 * @param packageVersion the current version; if omitted, 1.0 or later is assumed
 */
export function adviseRelease(findings: readonly Finding[], packageVersion?: string): Advice {
  const { bump, because } = judgeBump(findings);
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

function judgeBump(findings: readonly Finding[]): { bump: Bump; because: string } {
  const wire = findings.filter((finding) => finding.wire === "breaking");
  const source = findings.filter((finding) => finding.source === "breaking");
  if (wire.length + source.length > 0) {
    const parts = [
      ...(wire.length > 0 ? [`on the wire: ${wire.length}`] : []),
      ...(source.length > 0 ? [`in callers' code: ${source.length}`] : []),
    ];
    return { bump: "major", because: `breaking ${parts.join(", ")}` };
  }
  const warnings = findings.filter(
    (finding) => finding.wire === "warning" || finding.source === "warning",
  );
  if (warnings.length > 0) {
    return { bump: "minor", because: `possible breaks: ${warnings.length}` };
  }
  const added = findings.filter(({ kind }) => /\.(?:added|selected)$/.test(kind));
  // SemVer 7: a deprecation raises the minor version.
  const deprecated = findings.filter(isDeprecation);
  if (added.length + deprecated.length > 0) {
    const parts = [
      ...(added.length > 0 ? [`additions: ${added.length}`] : []),
      ...(deprecated.length > 0 ? [`deprecations: ${deprecated.length}`] : []),
    ];
    return { bump: "minor", because: `${parts.join(", ")}, and nothing breaks` };
  }
  if (findings.length > 0) {
    return { bump: "patch", because: `changes that need no action: ${findings.length}` };
  }
  return { bump: "none", because: "nothing changed" };
}

function isDeprecation({ kind, after }: Finding): boolean {
  return (
    kind.endsWith(".deprecated.set") ||
    (kind === "securityScheme.deprecation.changed" && after === true)
  );
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
): { readonly name: string; readonly text: string } | undefined {
  if (release.semver.bump === "none") return undefined;
  const prints = releasedIn(release)
    .map(({ fingerprint }) => fingerprint)
    .sort();
  const id = createHash("sha256").update(prints.join("\n")).digest("hex").slice(0, 8);
  const text = `---\n${JSON.stringify(packageName)}: ${release.semver.bump}\n---\n\n${describe(release)}`;
  return { name: `api-drift-${id}.md`, text };
}

const open = "<!-- tether diff -->";
const close = "<!-- /tether diff -->";

/**
 * The text of a changelog with this release: in the unreleased section, which is the first one if
 * its heading says so, otherwise a new one. A second run replaces the text of the first.
 */
export function withChangelogSection(changelog: string, release: Release): string {
  const block = `${open}\n${describe(release)}${close}\n`;
  const headings = [...changelog.matchAll(/^## .*$/gm)];
  const [first, second] = headings;
  const end = second?.index ?? changelog.length;
  const isOpen = first !== undefined && /\bunreleased\b/i.test(first[0]);
  if (!isOpen) {
    const at = first?.index ?? changelog.length;
    const before = changelog.slice(0, at);
    const gap =
      before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const rest = changelog.slice(at);
    return `${before}${gap}## Unreleased\n\n${block}${rest === "" ? "" : "\n"}${rest}`;
  }
  const section = changelog.slice(first.index, end);
  const start = section.indexOf(open);
  // Text of the spec may contain such a comment, but only before our own.
  const stop = section.lastIndexOf(close);
  const replaced =
    start >= 0 && stop > start
      ? section.slice(0, start) + block.trimEnd() + section.slice(stop + close.length)
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
function describe(release: Release): string {
  const { base, revision, semver } = release;
  const findings = releasedIn(release);
  const lines = findings
    .filter((finding) => finding.class !== "docs")
    .map((finding) => {
      const breaks = isBreaking(finding);
      const [operation] = finding.operations;
      const more = finding.operations.length - 1;
      const where = operation
        ? ` (\`${inline(`${operation.method} ${operation.path}`)}\`${more > 0 ? ` and ${more} more` : ""})`
        : "";
      return `- ${breaks ? "**Breaking:** " : ""}${markdown(finding.message)}${where}`;
    });
  const prose = findings.length - lines.length;
  const versions = `${markdown(revision.title)} ${markdown(base.version)} → ${markdown(revision.version)}`;
  return [
    `${versions}: ${semver.because}.`,
    "",
    ...lines,
    ...(prose > 0 ? [`- ${prose} ${prose === 1 ? "change" : "changes"} of the documentation`] : []),
    ...(lines.length + prose > 0 ? [""] : []),
  ].join("\n");
}

/** Text of the spec in Markdown: one line, without headings, links or the end of a comment. */
function markdown(text: string): string {
  return printable(text.replaceAll(/\s+/g, " ")).replaceAll(/[\\`*_[\]<>|~]/g, "\\$&");
}

function inline(text: string): string {
  return printable(text.replaceAll(/[`\s]+/g, " "));
}
