import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import {
  type Config,
  type ConfigInput,
  configFileOf,
  configuredIn,
  limitsOf,
  loadAs,
  readConfigs,
} from "../config/index.js";
import { lintDocument } from "../contract/index.js";
import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import { readFileAt } from "../disk/index.js";
import {
  displayName,
  type LoadOptions,
  openVersion,
  readSource,
  type Spec,
  type SpecVersion,
} from "../load/index.js";
import { applyAllowList, defaultAllowFile, readAllowList } from "./allow-list.js";
import { compareSpecs, prove } from "./compare-specs.js";
import type { Finding } from "./finding.js";
import { operationTagsIn } from "./operation-tags.js";
import type { Disagreement } from "./proof/prove.js";
import { type Overrides, readOverrides } from "./severity-overrides.js";
import { type FailOn, isSilenced, reachVerdict, type Selection, type Verdict } from "./verdict.js";

/** The versions to compare, and the filters. Paths are relative to the current folder. */
export interface DiffOptions extends ConfigInput, Selection {
  /**
   * The older version: a file, folder, URL, `-`, or `GITREF:path`. Required unless `since` is set.
   */
  readonly base?: string;
  /** The newer version; default: the configured spec. */
  readonly revision?: string;
  /** A git version of the configured spec, to compare it with. */
  readonly since?: string;
  /**
   * Severities (breaking, warning, info, none) in place of those of rules, by id:
   * `{ "response.enum.added": "info" }`.
   */
  readonly severity?: Readonly<Record<string, string>>;
  /** Default: breaking. */
  readonly failOn?: FailOn;
  /** The list of accepted findings; default: `.tether-allow.yaml`, if it exists. */
  readonly allow?: string;
  /** Whether to check the findings with TypeScript as well; default: false. */
  readonly prove?: boolean;
  /** The current day for the allow list; default: today, in UTC. */
  readonly today?: string;
  readonly onProgress?: (step: string) => void;
}

/** The result that `tether diff` prints. */
export interface DiffReport {
  readonly verdict: Verdict;
  /** Contradictions between the compiler and the rules; empty without `prove`. */
  readonly disagreements: readonly Disagreement[];
  /**
   * Warnings about the revision. There are none about the base, because nobody can change it any
   * more.
   */
  readonly warnings: readonly Diagnostic[];
  /** The package of the recommended release: from the config, or from the current folder. */
  readonly package: { readonly name: string | undefined; readonly version: string | undefined };
}

/**
 * Compares two versions of a spec, like `tether diff`. Writes nothing. The TypeScript compiler is
 * only loaded for `prove`.
 *
 * @example
 * const { verdict } = await diff({ base: "origin/main:spec/openapi.yaml", revision: "spec/openapi.yaml" });
 * if (verdict.failed) throw new Error(`${verdict.summary.breaking} breaking`);
 * @throws DiagnosticError if a version cannot be read, or the allow list or a severity cannot be used
 */
export async function diff(options: DiffOptions): Promise<DiffReport> {
  const { onProgress } = options;
  const versions = await versionsOf(options);
  const names = { base: versions.base.name, revision: versions.revision.name };
  onProgress?.(`reading ${names.base}`);
  const base = await versions.base.load();
  onProgress?.(`reading ${names.revision}`);
  const revision = await versions.revision.load();
  onProgress?.("comparing");
  const { int64, overrides, notes } = versions;
  let comparison = compareSpecs(base, revision, names, { int64, overrides });
  let disagreements: readonly Disagreement[] = [];
  if (options.prove) {
    onProgress?.("compiling both clients");
    const [proof] = await prove([{ base, revision, comparison, int64 }]);
    if (proof) ({ comparison, disagreements } = proof);
  }
  const client = await readPackage(versions.config);
  const reported = comparison.findings.filter((finding) => !isSilenced(finding));
  const { accepted, problems } = await accept(options, reported);
  const verdict = reachVerdict(comparison, {
    ...options,
    accepted,
    problems,
    packageVersion: client.version,
    tagsOf: operationTagsIn(base, revision),
  });
  const warnings = [...notes, ...warningsOf(revision)];
  return { verdict, disagreements, warnings, package: client };
}

function warningsOf(spec: Spec): readonly Diagnostic[] {
  const warnings = [...spec.warnings];
  lintDocument(spec, (problem) => warnings.push(problem));
  return warnings;
}

interface Named {
  /** The name in messages. */
  readonly name: string;
  load(): Promise<Spec>;
}

/**
 * The versions to compare, and how to read them. If one of them is the configured spec, both are
 * versions of it and are read with the config; two other documents are read as written.
 */
async function versionsOf(options: DiffOptions): Promise<{
  base: Named;
  revision: Named;
  config: Config | undefined;
  notes: readonly Diagnostic[];
  int64: Config["int64"];
  overrides: Overrides;
}> {
  const { since } = options;
  const configs = await configsFor(options);
  const overrides = readOverrides(options.severity ?? {}, configs);
  const [config] = configs.length === 1 ? configs : [];
  if (!config && (since !== undefined || options.revision === undefined)) {
    throw refuse(
      "the config file has several clients: pass both versions, which are then read as they are written",
    );
  }
  if (options.base !== undefined && since !== undefined)
    throw refuse("--since already gives the version to compare with");
  const limits = limitsOf(configs);
  const revisionName = fromHere(options.revision ?? config?.spec ?? "");
  if (options.base === "-" && revisionName === "-")
    throw refuse("only one version can be standard input");
  const [base, baseName] = await baseOf(options, config, limits);
  const revision = await openVersion(revisionName, limits);
  const isConfigured =
    since !== undefined || [base, revision].some(({ entry }) => entry === config?.spec);
  const notes: Diagnostic[] = [];
  const load = (version: SpecVersion) => () =>
    config && isConfigured
      ? loadAs(version, config, (note) => notes.push(note))
      : version.load(limits);
  return {
    base: { name: displayName(baseName), load: load(base) },
    revision: { name: displayName(revisionName), load: load(revision) },
    config,
    notes,
    overrides,
    int64: config && isConfigured ? config.int64 : "number",
  };
}

async function baseOf(
  { base, since, spec }: DiffOptions,
  config: Config | undefined,
  limits: LoadOptions,
): Promise<readonly [version: SpecVersion, name: string]> {
  if (since !== undefined && config) {
    const version = await configuredIn(since, config, spec !== undefined);
    const inside = relative(version.commit?.root ?? "", version.entry);
    return [version, `${since}:${inside.replaceAll("\\", "/")}`];
  }
  if (base !== undefined) return [await openVersion(base, limits), base];
  throw refuse("there is nothing to compare with: pass a version, or use --since");
}

/** Empty if two versions are named and there is no config: that is not an error. */
async function configsFor(options: DiffOptions): Promise<readonly Config[]> {
  const needsConfig = options.revision === undefined || options.since !== undefined;
  const isThere = configFileOf(options) !== undefined || options.spec !== undefined;
  return needsConfig || isThere ? readConfigs(options) : [];
}

function refuse(why: string): DiagnosticError {
  return new DiagnosticError([diagnose("config-invalid", { why })]);
}

/** A path relative to the current folder; anything else unchanged. */
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
    // Some clients are not packages.
  }
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return { name: config?.package ?? text(own.name), version: text(own.version) };
}
