import { relative } from "node:path";
import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import { compareAll, type DetachedClient, type DiffOptions, detachClient } from "../diff/index.js";
import type { Api } from "../model/index.js";
import { must } from "../narrowing.js";
import {
  type Callers,
  filesOf,
  type ProjectFiles,
  readCallers,
  type SearchedProject,
  searchProject,
  type UsesOptions,
} from "../uses/index.js";
import { clientOf, configuredIn } from "./choose-client.js";
import type { Mending } from "./fix/index.js";
import {
  type CompilerError,
  type FailOnImpact,
  type ImpactReport,
  impacts,
} from "./impact-report.js";
import { judgeCaller } from "./judge-caller.js";
import { makeNewClient, type NewClient } from "./new-client.js";
import { type Asked, askCompiler } from "./proof/ask-compiler.js";
import type { RawError } from "./proof/compile.js";
import { summarise } from "./summarise.js";
import { findWitnesses } from "./witness.js";

/** Which versions are compared, and whose code is looked at. Paths are relative to the current folder. */
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
  /** What each finding means for the project. */
  readonly report: ImpactReport;
  /** About the versions, the project and its client. */
  readonly warnings: readonly Diagnostic[];
}

/** A result, with what the code can be mended by. */
export interface MendableResult extends ImpactResult {
  readonly mending: Mending;
}

/**
 * What the difference of two versions means for the code of a caller: a report for each project.
 * Writes nothing, and runs nothing of it.
 *
 * @throws DiagnosticError if a version or a project cannot be read, or if nothing is used
 */
export async function impactOf(options: ImpactOptions): Promise<readonly ImpactResult[]> {
  const prepared = await prepare(options);
  const results: ImpactResult[] = [];
  // What was prepared for a project goes when it is judged: no two are in memory with all they need.
  for (let next = prepared.shift(); next; next = prepared.shift()) {
    const { report, warnings } = await judge(next, options);
    results.push({ report, warnings });
  }
  return results;
}

/** As {@link impactOf}, with what the code can be mended by. */
export async function mendableOf(options: ImpactOptions): Promise<readonly MendableResult[]> {
  const kept: Kept[] = [];
  const prepared = await prepare(options, (each) => kept.push(each));
  const results: MendableResult[] = [];
  for (const [index, each] of prepared.entries()) {
    const { mending, ...result } = await judge(each, options);
    const { specs, newer } = must(kept[index], "what was read for each project is kept");
    const clients = { older: each.made.older, newer };
    results.push({ ...result, mending: { ...mending, specs, clients } });
  }
  return results;
}

/** What a report needs no more once the new client is made. */
interface Kept {
  readonly specs: Mending["specs"];
  readonly newer: Api;
}

/** All that is made of the specs for one project. */
interface Prepared {
  readonly searching: UsesOptions;
  readonly project: ProjectFiles;
  readonly compared: DetachedClient;
  readonly made: Omit<NewClient, "newer">;
}

/**
 * Compares the versions, and makes the new client for each project. Of the specs, and of what was read
 * of the projects, only what is asked for later stays in memory: compilers that follow need all of it.
 *
 * @param keep gets what does not stay
 */
async function prepare(options: ImpactOptions, keep?: (read: Kept) => void): Promise<Prepared[]> {
  const { projects, onProgress, client, failOn: _, expectNoUse, ...comparing } = options;
  const progress = onProgress && { onProgress };
  const compared = await compareAll({ ...comparing, ...progress, prove: false, failOn: "never" });
  const configured = configuredIn(compared);
  const prepared: Prepared[] = [];
  for (const project of projects) {
    const searching = { project, client, configured, ...progress };
    const callers = readCallers(searching);
    // What follows takes long, and there is nothing to find.
    if (!callers.isImported && !expectNoUse) throw noUse(callers, project);
    const own = clientOf(compared, callers.client, client);
    onProgress?.("making the new client");
    const { newer, ...made } = await makeNewClient(callers.client, own);
    keep?.({ specs: { base: own.base, revision: own.revision }, newer });
    prepared.push({ searching, project: filesOf(callers), compared: detachClient(own), made });
  }
  return prepared;
}

function noUse(callers: Callers, project: string): DiagnosticError {
  const { client, programs, callersOf, unresolvedInClient } = callers;
  const files = new Set(programs.flatMap((each) => callersOf(each).map((file) => file.fileName)));
  const unresolved = [...new Set(unresolvedInClient.map(({ name }) => name))];
  const args = { client: client.name, project, files: files.size, unresolved };
  return new DiagnosticError([diagnose("impact-no-use", args)]);
}

/** A result, with what it can be mended by but for what was not kept. */
interface Judged extends ImpactResult {
  readonly mending: Omit<Mending, "specs" | "clients">;
}

async function judge(
  { searching, project, compared, made }: Prepared,
  options: ImpactOptions,
): Promise<Judged> {
  options.onProgress?.("asking the compiler");
  // First, as its programs are gone again when those of the search grow.
  const asked = await askCompiler(project, made);
  return impactOn(searchProject(searching), { compared, made, asked }, options);
}

function impactOn(
  searched: SearchedProject,
  {
    compared,
    made: { older, overlay, warnings },
    asked,
  }: Pick<Prepared, "compared" | "made"> & { readonly asked: Asked },
  options: ImpactOptions,
): Judged {
  const { report: found, project, client, callers } = searched;
  const { verdict } = compared;
  const { failOn = "breaks" } = options;
  const uses = [...found.uses, ...found.testUses];
  if (uses.length === 0 && !options.expectNoUse) throw noUse(callers, found.project);
  const { compile, about, had } = asked;
  const here = ({ path, ...error }: RawError): CompilerError => ({
    ...error,
    file: relative(project.folder, path).replaceAll("\\", "/"),
  });
  const fresh = asked.fresh.map(here);

  const judged = judgeCaller({ searched, compared, older, uses, errors: fresh });
  const broken = judged.findings.flatMap(({ impact, finding, sites }) => {
    if (impact !== "breaks") return [];
    const rejected = sites.flatMap((site) => (site.proof ? site.uses : []));
    const others = judged.metBy(finding).map(({ use }) => use);
    return [{ finding, uses: [...rejected, ...others] }];
  });
  const witnesses = findWitnesses(
    broken,
    { api: older, client, folder: project.folder },
    compile,
    overlay,
  );
  const findings = judged.findings.map((each) => ({
    ...each,
    witness: witnesses.get(each.finding.fingerprint),
  }));
  findings.sort((a, b) => impacts.indexOf(a.impact) - impacts.indexOf(b.impact));
  const { unexplained } = judged;
  const summary = summarise(findings);
  const isHit =
    summary.breaks.findings + unexplained.length > 0 ||
    (failOn === "may-break" && summary.mayBreak.findings > 0);
  const report: ImpactReport = {
    client: found.client,
    projects: [found.project],
    compiler: about,
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
  const mending: Judged["mending"] = {
    callers: searched.callers,
    errorsWith: (files) => {
      const before = new Set(had.map(({ path, line, code: error }) => `${path}:${line}:${error}`));
      return compile
        .errors(new Map([...overlay, ...files]))
        .filter(({ path, line, code: error }) => !before.has(`${path}:${line}:${error}`))
        .map(here);
    },
  };
  // What is called through it has no types, so its uses are missing.
  const untyped = callers.unresolvedInClient.map(({ name, node }) => {
    const file = node.getSourceFile();
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart());
    const why = `"${name}" cannot be resolved`;
    return diagnose(
      "uses-unresolved",
      { why },
      { file: file.fileName, line: line + 1, column: character + 1 },
    );
  });
  return {
    ...{ report, mending },
    warnings: [...compared.warnings, ...warnings, ...untyped, ...verdict.problems],
  };
}
