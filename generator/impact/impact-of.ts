import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join, relative } from "node:path";
import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import { type ComparedClient, compareAll, type DiffOptions, type Finding } from "../diff/index.js";
import { type SearchedProject, searchProject, type Use } from "../uses/index.js";
import { type Attributed, ErrorAttribution } from "./attribute-errors.js";
import { CallerCode } from "./caller-code.js";
import { classify, type Known } from "./classify.js";
import { readClientOnDisk } from "./client-on-disk.js";
import {
  type CompilerError,
  type FailOnImpact,
  type ImpactFinding,
  type ImpactReport,
  impacts,
} from "./impact-report.js";
import { keyOf, UseJoin } from "./join-uses.js";
import { makeClient, namesOf, readApi } from "./make-client.js";
import { findCompiler } from "./proof/caller-compiler.js";
import { compileInMemory, type RawError } from "./proof/compile-in-memory.js";
import { swapClient } from "./proof/swap.js";
import { summarise } from "./summarise.js";

/** Which versions are compared, and whose code is looked at. */
export interface ImpactOptions extends Omit<DiffOptions, "client" | "prove" | "failOn"> {
  /** Paths of tsconfig.json files, or of their folders. */
  readonly projects: readonly string[];
  /** A client of the config file or of the project, by name, folder or package. */
  readonly client?: string;
  /** Default: breaks. */
  readonly failOn?: FailOnImpact;
  /** Whether a project may use nothing of the client; default: false. */
  readonly expectNoUse?: boolean;
}

/** A report, and what is to be said about how it came about. */
export interface ImpactResult {
  readonly report: ImpactReport;
  readonly warnings: readonly Diagnostic[];
}

/**
 * What the difference of two versions means for the code of a caller: a report for each project.
 * Writes nothing, and runs nothing of it.
 *
 * @throws DiagnosticError if a version or a project cannot be read, or if nothing is used
 */
export async function impactOf(options: ImpactOptions): Promise<readonly ImpactResult[]> {
  const { projects, onProgress, client, failOn: _, expectNoUse: __, ...comparing } = options;
  const compared = await compareAll({ ...comparing, prove: false, failOn: "never" });
  const results: ImpactResult[] = [];
  for (const project of projects) {
    const searched = searchProject({
      ...{ project, client },
      ...(onProgress && { onProgress }),
    });
    results.push(await impactOn(searched, clientOf(compared, searched, client), options));
  }
  return results;
}

/** What was compared for the client that a project uses. */
function clientOf(
  compared: readonly ComparedClient[],
  { client }: SearchedProject,
  name: string | undefined,
): ComparedClient {
  const [first, ...others] = compared;
  const own = others.length === 0 ? first : compared.find((each) => isOf(each, client, name));
  // A config that names its client differs from one that takes the name of the spec.
  const isOther = own?.isConfigured && own.config?.name !== undefined && !isOf(own, client, name);
  if (own && !isOther)
    return isOf(own, client, name) || own.isConfigured ? own : { ...own, config: undefined };
  throw new DiagnosticError([
    diagnose("impact-client-other", {
      used: `${client.name} (${client.from})`,
      configured: compared.map((each) => each.client ?? each.config?.name ?? "").filter(Boolean),
    }),
  ]);
}

/** Whether a client of a config is the one that a project has: by its folder, or by its name. */
function isOf(
  { config, client: called }: ComparedClient,
  client: SearchedProject["client"],
  name: string | undefined,
): boolean {
  if (!config) return false;
  if (
    client.roots.includes(realOf(config.output)) ||
    client.roots.includes(config.output.replaceAll("\\", "/"))
  )
    return true;
  return [called, config.name].some(
    (each) => each !== undefined && (each === name || each === client.name),
  );
}

function realOf(path: string): string {
  return existsSync(path) ? realpathSync(path).replaceAll("\\", "/") : path;
}

async function impactOn(
  searched: SearchedProject,
  compared: ComparedClient,
  options: ImpactOptions,
): Promise<ImpactResult> {
  const { report: found, project, client } = searched;
  const { config, base, revision, verdict, comparison } = compared;
  const { onProgress, failOn = "breaks" } = options;
  const uses = [...found.uses, ...found.testUses];
  if (uses.length === 0 && !options.expectNoUse) {
    const { files } = found;
    throw new DiagnosticError([
      diagnose("impact-no-use", { client: client.name, project: found.project, files }),
    ]);
  }
  onProgress?.("making the new client");
  const [root = client.home] = client.roots;
  const onDisk = await readClientOnDisk(root);
  const manner = { ...onDisk, config, name: client.name };
  const older = readApi(base, { ...manner, isReleased: true });
  const before = onDisk.before ?? namesOf(older);
  const overlay = await swapClient(client, async (language) => {
    const asked = { ...manner, before, language };
    const isOther = config !== undefined && config.language !== language;
    const made = await makeClient(revision, {
      ...asked,
      ...(isOther && { config: { ...config, language, importExtension: "js" as const } }),
    });
    return made.files;
  });

  onProgress?.("asking the compiler");
  const compiler = findCompiler(project.folder);
  const compile = await compilerOf(compiler, searched);
  const after = compile.errors(overlay);
  const had =
    after.length > 0 ? compile.errors(new Map(), new Set(after.map(({ path }) => path))) : [];
  const known = new Set(had.map(startOf));
  const here = ({ path, ...error }: RawError): CompilerError => ({
    ...error,
    file: relative(project.folder, path).replaceAll("\\", "/"),
  });
  const fresh = after.filter((error) => !known.has(startOf(error))).map(here);

  const code = new CallerCode(searched);
  const join_ = new UseJoin({ api: older, locator: searched.locator, code, uses });
  const shown = [...verdict.findings, ...verdict.accepted.map(({ finding }) => finding)];
  const met = new Map(comparison.findings.map((each) => [each.fingerprint, join_.met(each)]));
  const byUse = new Map<Use, Finding[]>();
  for (const finding of comparison.findings)
    for (const { use } of met.get(finding.fingerprint) ?? [])
      byUse.set(use, [...(byUse.get(use) ?? []), finding]);
  const attribution = new ErrorAttribution(comparison.findings, uses, byUse, join_, code);
  const attributed = fresh.map((error) => attribution.attribute(error));
  const errorsOf = new Map<string, Attributed[]>();
  for (const each of attributed)
    for (const { fingerprint } of each.findings)
      errorsOf.set(fingerprint, [...(errorsOf.get(fingerprint) ?? []), each]);

  const tests = new Set(found.testUses.map(({ file }) => file));
  const suspects = new Suspects(searched, found.notAnalysed);
  const acceptances = new Map(
    verdict.accepted.map(({ finding, ...acceptance }) => [finding, acceptance]),
  );
  const findings = shown.map((finding): ImpactFinding => {
    // Of a finding that a filter narrowed, only what is left of its operations counts.
    const left = new Set(finding.operations.map(keyOf));
    const functions = new Set(finding.operations.flatMap((each) => join_.functionOf(each) ?? []));
    const isLeft = ({ operations }: Use) =>
      left.size === 0 ||
      functions.size === 0 ||
      operations.some((each) => functions.has(each)) ||
      operations.length === 0;
    const one: Known = {
      finding,
      acceptance: acceptances.get(finding),
      met: join_.met(finding),
      errors: (errorsOf.get(finding.fingerprint) ?? []).filter(
        ({ uses: own }) => own.length === 0 || own.some(isLeft),
      ),
      isSuspected: suspects.mayUse([...functions]),
    };
    return { ...classify(one, code, (file) => tests.has(file)), witness: undefined };
  });
  findings.sort((a, b) => impacts.indexOf(a.impact) - impacts.indexOf(b.impact));
  const unexplained = attributed
    .filter((each) => each.findings.length === 0)
    .map(({ error }) => error);
  const summary = summarise(findings);
  const isHit =
    summary.breaks.findings + unexplained.length > 0 ||
    (failOn === "may-break" && summary.mayBreak.findings > 0);
  const report: ImpactReport = {
    client: found.client,
    projects: [found.project],
    compiler: compiler.about,
    base: verdict.base,
    revision: verdict.revision,
    findings,
    unexplained,
    errorsBefore: had.map(here),
    summary,
    files: found.files,
    notAnalysed: found.notAnalysed,
    failed: verdict.problems.length > 0 || (failOn !== "never" && isHit),
  };
  return { report, warnings: [...compared.warnings, ...verdict.problems] };
}

const startOf = ({ path, line, column }: RawError) => `${path}:${line}:${column}`;

async function compilerOf(compiler: ReturnType<typeof findCompiler>, searched: SearchedProject) {
  if (compiler.is === "api") return compileInMemory(compiler.ts, searched);
  throw new Error(`TypeScript ${compiler.about.version} has no API`);
}

/** Files that no compiler reads here, and whether they may use what changed. */
class Suspects {
  readonly #texts: readonly string[];

  constructor({ project, client }: SearchedProject, files: readonly string[]) {
    const name =
      client.from
        .replace(/(?<=.)@[^@/]*$/, "")
        .split("/")
        .at(-1) ?? "";
    const texts = files.map((file) => readFileSync(join(project.folder, file), "utf8"));
    // Without the client's module or an operation's name, nothing says that it is used there.
    this.#texts = texts.map((text) => (text.includes(name) ? `${text} ${importsClient}` : text));
  }

  mayUse(functions: readonly string[]): boolean {
    return this.#texts.some(
      (text) => text.includes(importsClient) || functions.some((name) => text.includes(name)),
    );
  }
}

const importsClient = "\0imports the client";
