import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Config, type ConfigInput, readConfig } from "./config.js";
import { reportDoubts } from "./contract/index.js";
import { type Diagnostic, DiagnosticError, diagnose } from "./diagnostics/index.js";
import {
  applyAllowList,
  compareSpecs,
  type Disagreement,
  defaultAllowFile,
  type FailOn,
  type Finding,
  prove,
  reachVerdict,
  readAllowList,
  type Selection,
  tagsIn,
  type Verdict,
} from "./diff/index.js";
import { readFileAt } from "./disk/index.js";
import { loadVersion, pathInRepository, readSource, type Spec, shownName } from "./load/index.js";

/** What is compared, and what counts. Paths start at the current folder. */
export interface DiffOptions extends ConfigInput, Selection {
  /** The older version: a file, folder, URL, `-`, or `GITREF:path`. Needed unless `since` is given. */
  readonly base?: string;
  /** The newer version; default: the configured spec. */
  readonly revision?: string;
  /** A git version that the configured spec is compared with. */
  readonly since?: string;
  /** Default: breaking. */
  readonly failOn?: FailOn;
  /** The list of accepted findings; default: `.tether-allow.yaml`, if it is there. */
  readonly allow?: string;
  /** Whether TypeScript is asked as well. */
  readonly prove?: boolean;
  /** The day that the allow list is read on; default: today, by UTC. */
  readonly today?: string;
  readonly onProgress?: (step: string) => void;
}

/** What `tether diff` prints. */
export interface DiffReport {
  readonly verdict: Verdict;
  /** Where the compiler and the rules do not agree; empty unless it was asked. */
  readonly disagreements: readonly Disagreement[];
  /** What is odd about the revision. The base is as it was, and nobody can mend it. */
  readonly warnings: readonly Diagnostic[];
  /** The package that a release is advised for: of the config, or of the current folder. */
  readonly package: { readonly name: string | undefined; readonly version: string | undefined };
}

/**
 * Compares two versions of a spec, as `tether diff` does. Writes nothing. TypeScript's compiler is loaded
 * only if it is asked.
 *
 * @example
 * const { verdict } = await diff({ base: "origin/main:spec/openapi.yaml", revision: "spec/openapi.yaml" });
 * if (verdict.failed) throw new Error(`${verdict.summary.breaking} breaking`);
 * @throws DiagnosticError if a version cannot be read, or the allow list cannot be used
 */
export async function diff(options: DiffOptions): Promise<DiffReport> {
  const { onProgress } = options;
  const names = await namesOf(options);
  const shown = { base: shownName(names.base), revision: shownName(names.revision) };
  onProgress?.(`reading ${shown.base}`);
  const base = await loadVersion(names.base);
  onProgress?.(`reading ${shown.revision}`);
  const revision = await loadVersion(names.revision);
  onProgress?.("comparing");
  let comparison = compareSpecs(base, revision, shown);
  let disagreements: readonly Disagreement[] = [];
  if (options.prove) {
    onProgress?.("asking TypeScript");
    const [proof] = await prove([{ base, revision, comparison }]);
    if (proof) ({ comparison, disagreements } = proof);
  }
  const client = await readPackage(names.config);
  const { accepted, problems } = await accept(options, comparison.findings);
  const verdict = reachVerdict(comparison, {
    ...options,
    accepted,
    problems,
    packageVersion: client.version,
    tagsOf: tagsIn(base, revision),
  });
  return { verdict, disagreements, warnings: warningsOf(revision), package: client };
}

function warningsOf(spec: Spec): readonly Diagnostic[] {
  const warnings = [...spec.warnings];
  reportDoubts(spec, (doubt) => warnings.push(doubt));
  return warnings;
}

async function namesOf(
  options: DiffOptions,
): Promise<{ base: string; revision: string; config: Config | undefined }> {
  const refuse = (why: string) => new DiagnosticError([diagnose("config-invalid", { why })]);
  const { since } = options;
  const needsConfig = options.revision === undefined || since !== undefined;
  // The configured package is worth knowing, but a missing config is no reason to fail.
  const isThere = options.config !== undefined || existsSync("tether.config.yaml");
  const config = needsConfig || isThere ? await readConfig(options) : undefined;
  const revision = options.revision ?? config?.spec ?? "";
  if (since === undefined) {
    if (options.base === undefined)
      throw refuse("there is nothing to compare with: name a version, or use --since");
    if (options.base === "-" && revision === "-")
      throw refuse("only one version can be standard input");
    return { base: options.base, revision: fromHere(revision), config };
  }
  if (options.base !== undefined) throw refuse("--since already says what to compare with");
  const path = await pathInRepository(config?.spec ?? "", dirname(config?.spec ?? ""));
  return { base: `${since}:${path}`, revision: fromHere(revision), config };
}

/** A path as a person would write it here; anything else as it is. */
function fromHere(name: string): string {
  const here = `${resolve(".")}/`;
  return name.startsWith(here) ? name.slice(here.length) : name;
}

async function accept(options: DiffOptions, findings: readonly Finding[]) {
  const file = options.allow ?? defaultAllowFile;
  if (options.allow === undefined && !existsSync(file)) return { accepted: [], problems: [] };
  const list = readAllowList(await readSource(resolve(file)));
  return applyAllowList(findings, list, options.today ?? new Date().toISOString().slice(0, 10));
}

async function readPackage(config: Config | undefined): Promise<DiffReport["package"]> {
  let own: { name?: unknown; version?: unknown } = {};
  try {
    own = JSON.parse(readFileAt(resolve("package.json"), { isLinkFollowed: true }).toString());
  } catch {
    // Not every client is a package.
  }
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return { name: config?.package ?? text(own.name), version: text(own.version) };
}
