import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Config } from "../config/index.js";
import { lintDocument } from "../contract/index.js";
import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import { readFileAt } from "../disk/index.js";
import { readSource, type Spec } from "../load/index.js";
import { must } from "../narrowing.js";
import { applyAllowList, defaultAllowFile, readAllowList } from "./allow-list.js";
import { assertSelects } from "./check-selection.js";
import {
  type Chosen,
  chooseVersions,
  refuse,
  type VersionOptions,
  type VersionPair,
} from "./chosen-versions.js";
import { compareSpecs, prove } from "./compare-specs.js";
import type { Comparison } from "./finding.js";
import { allNamesIn, operationNamesIn } from "./operation-names.js";
import type { Disagreement, ProofRequest } from "./proof/prove.js";
import { readOverrides } from "./severity-overrides.js";
import {
  type FailOn,
  isSilenced,
  type JudgeOptions,
  reachVerdict,
  type Selection,
  type Verdict,
} from "./verdict.js";

/** The versions to compare, and the filters. Paths are relative to the current folder. */
export interface DiffOptions extends VersionOptions, Selection {
  /**
   * Severities (breaking, warning, info, none) in place of those of rules, by id:
   * `{ "response.enum.added": "info" }`.
   */
  readonly severity?: Readonly<Record<string, string>>;
  /** Default: breaking. */
  readonly failOn?: FailOn;
  /** The list of accepted findings; default: `.tether-allow.yaml`, if it exists. */
  readonly allow?: string;
  /**
   * Whether the base may be a commit that does not have the spec yet: all of it is then new. Default:
   * false.
   */
  readonly allowNew?: boolean;
  /** Whether to check the findings with TypeScript as well; default: false. */
  readonly prove?: boolean;
  /** The current day for the allow list; default: today, in UTC. */
  readonly today?: string;
  /** Called with each step of the run, for a person who waits. */
  readonly onProgress?: (step: string) => void;
}

/** The result that `tether diff` prints. */
export interface DiffReport {
  /** What changed, judged. */
  readonly verdict: Verdict;
  /** Contradictions between the compiler and the rules; empty without `prove`. */
  readonly disagreements: readonly Disagreement[];
  /**
   * Warnings about the revision. About the base there are only those that limit what is compared,
   * because nobody can change it any more.
   */
  readonly warnings: readonly Diagnostic[];
  /** The package of the recommended release: from the config, or from the current folder. */
  readonly package: { readonly name: string | undefined; readonly version: string | undefined };
}

/** What is found for one of the clients of a config file. */
export interface ClientReport extends DiffReport {
  /** Its name, or its output folder; undefined if there is only one. */
  readonly client: string | undefined;
}

/**
 * Compares two versions of a spec, like `tether diff`. Writes nothing. The TypeScript compiler is
 * only loaded for `prove`.
 *
 * @example
 * const { verdict } = await diff({ base: "origin/main:spec/openapi.yaml", revision: "spec/openapi.yaml" });
 * if (verdict.failed) throw new Error(`${verdict.summary.breaking} breaking`);
 * @throws DiagnosticError if a version cannot be read, the allow list or a severity cannot be used,
 *   or the versions are those of several clients of a config file, which {@link diffAll} compares
 */
export async function diff(options: DiffOptions): Promise<DiffReport> {
  const chosen = await chooseVersions(options);
  const [pair, ...more] = chosen.pairs;
  if (!pair || more.length > 0)
    throw refuse("the config file has several clients: choose one with `client`, or use `diffAll`");
  const [report] = await diffPairs(chosen, options);
  return must(report, "a pair has a report");
}

/**
 * Compares the versions of each client of a config file, as {@link diff} does of one.
 *
 * @throws DiagnosticError if any of them cannot be compared
 */
export async function diffAll(options: DiffOptions): Promise<readonly ClientReport[]> {
  return diffPairs(await chooseVersions(options), options);
}

/** What was compared for a client, for who makes both clients of it. */
export interface ComparedClient extends ClientReport {
  readonly base: Spec;
  readonly revision: Spec;
  /** What is known of the client; undefined without a config, or if it has several. */
  readonly config: Config | undefined;
  /** Whether the versions are those of the client's spec. */
  readonly isConfigured: boolean;
  /** Everything that changed, also what filters leave out. */
  readonly comparison: Comparison;
}

/** Compares as {@link diffAll} does, and keeps what was read. */
export async function compareAll(options: DiffOptions): Promise<readonly ComparedClient[]> {
  const compared = new Map<ClientReport, Omit<ComparedClient, keyof ClientReport>>();
  const keep: Keeper = (report, { base, revision, comparison, pair }) =>
    compared.set(report, {
      ...{ base, revision, comparison },
      config: pair.config,
      isConfigured: pair.isConfigured,
    });
  const reports = await diffPairs(await chooseVersions(options), options, keep);
  return reports.map((report) => ({ ...report, ...must(compared.get(report), "it is kept") }));
}

type Keeper = (report: ClientReport, of: Loaded & ProofRequest) => void;

async function diffPairs(
  { pairs, configs, isPart }: Chosen,
  options: DiffOptions,
  keep?: Keeper,
): Promise<ClientReport[]> {
  const { onProgress } = options;
  const compared: (Loaded & ProofRequest)[] = [];
  for (const pair of pairs) {
    const { config, isConfigured, client } = pair;
    const of = client === undefined ? "" : `${client}: `;
    const judging = isConfigured && config ? [config] : configs;
    const overrides = readOverrides(options.severity ?? {}, judging);
    const names = { base: pair.base.name, revision: pair.revision.name };
    onProgress?.(`${of}reading ${names.base}`);
    const isNew = options.allowNew === true && (await pair.base.isNew());
    const earlier = isNew ? undefined : await pair.base.load();
    onProgress?.(`${of}reading ${names.revision}`);
    const revision = await pair.revision.load();
    const base = earlier ?? beforeFirstOperation(revision);
    const notes = isNew ? [diagnose("spec-new", { name: names.base })] : pair.notes;
    onProgress?.(`${of}comparing`);
    const int64 = isConfigured && config ? config.int64 : "number";
    const comparison = compareSpecs(base, revision, names, { int64, overrides });
    if (!options.allowEmpty) assertNotEmpty(comparison, isNew);
    compared.push({ pair, notes, base, revision, comparison, int64 });
  }
  // Of several clients, one may have what the filters name. What may be empty need not have it.
  if (!options.allowEmpty)
    assertSelects(
      options,
      compared.flatMap(({ base, revision }) => allNamesIn(base, revision)),
    );
  if (options.prove) onProgress?.("compiling both clients");
  const proofs = options.prove ? await prove(compared) : [];
  const found = compared.map((each, index) => ({
    ...each,
    comparison: proofs[index]?.comparison ?? each.comparison,
    disagreements: proofs[index]?.disagreements ?? [],
    knownAs: operationNamesIn(each.base, each.revision),
  }));
  const lists = await Promise.all(
    found.map(({ comparison, knownAs }) => accept(options, comparison, knownAs)),
  );
  // An entry may be meant for any of the clients, and one that is left out cannot say.
  const isUnused = (problem: Diagnostic) =>
    !isPart && lists.every(({ problems }) => problems.some((other) => isSame(other, problem)));
  return found.map((each, index) => {
    const { pair, notes, base, revision, comparison, disagreements, knownAs } = each;
    const { accepted = [], problems = [] } = lists[index] ?? {};
    const client = readPackage(pair.config);
    const verdict = reachVerdict(comparison, {
      ...options,
      client: pair.client,
      accepted,
      problems: problems.filter((each) => each.code !== "allow-unused" || isUnused(each)),
      packageVersion: client.version,
      knownAs,
    });
    const warnings = [...notes, ...unknownIn(base), ...warningsOf(revision)];
    const report = { client: pair.client, verdict, disagreements, warnings, package: client };
    keep?.(report, each);
    return report;
  });
}

/** The verdict on a comparison, with the allow list and the package of the current folder. */
export async function conclude(
  comparison: Comparison,
  { base, revision }: { readonly base: Spec; readonly revision: Spec },
  options: Selection & Pick<DiffOptions, "allow" | "today" | "failOn">,
  config: Config | undefined,
): Promise<Verdict> {
  const knownAs = operationNamesIn(base, revision);
  const list = await accept(options, comparison, knownAs);
  const packageVersion = readPackage(config).version;
  return reachVerdict(comparison, { ...options, ...list, packageVersion, knownAs });
}

interface Loaded {
  readonly pair: VersionPair;
  readonly notes: readonly Diagnostic[];
}

/** What stands for a version that did not exist: the same API, before it had an operation. */
function beforeFirstOperation(spec: Spec): Spec {
  const without = (document: Spec["document"]) => ({ ...document, paths: {}, webhooks: {} });
  return { ...spec, document: without(spec.document), unfiltered: without(spec.unfiltered) };
}

function isSame(one: Diagnostic, other: Diagnostic): boolean {
  return one.message === other.message && one.place?.line === other.place?.line;
}

/** A document without a single operation is rather the wrong one than an API. */
function assertNotEmpty({ compared, base, revision }: Comparison, isNew: boolean): void {
  const { operations, webhooks } = compared;
  const empty = (
    [
      ["base", base],
      ["revision", revision],
    ] as const
  ).filter(([side]) => operations[side] + webhooks[side] === 0 && !(isNew && side === "base"));
  if (empty.length === 0) return;
  throw new DiagnosticError(empty.map(([, { name }]) => diagnose("version-empty", { name })));
}

/** Of the base, only what it leaves unknown is said: that cannot be compared, whoever can mend it. */
function unknownIn(base: Spec): readonly Diagnostic[] {
  return base.warnings.filter(({ code }) => code === "responses-empty");
}

function warningsOf(spec: Spec): readonly Diagnostic[] {
  const warnings = [...spec.warnings];
  lintDocument(spec, (problem) => warnings.push(problem));
  return warnings;
}

async function accept(
  options: Pick<DiffOptions, "allow" | "today">,
  { findings, narrowed }: Comparison,
  knownAs: JudgeOptions["knownAs"],
) {
  const file = options.allow ?? defaultAllowFile;
  if (options.allow === undefined && !existsSync(file)) return { accepted: [], problems: [] };
  const list = readAllowList(await readSource(resolve(file)));
  const reported = findings.filter((finding) => !isSilenced(finding));
  const today = options.today ?? new Date().toISOString().slice(0, 10);
  return applyAllowList({ findings: reported, narrowed }, list, today, knownAs);
}

function readPackage(config: Config | undefined): DiffReport["package"] {
  let own: { name?: unknown; version?: unknown } = {};
  try {
    own = JSON.parse(readFileAt(resolve("package.json"), { isLinkFollowed: true }).toString());
  } catch {
    // Some clients are not packages.
  }
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return { name: config?.package ?? text(own.name), version: text(own.version) };
}
