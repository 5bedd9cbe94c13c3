import { join, relative } from "node:path";
import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import { type ComparedClient, compareAll, type DiffOptions, type Finding } from "../diff/index.js";
import { type SearchedProject, searchProject, type Use } from "../uses/index.js";
import { type Attributed, ErrorAttribution } from "./attribute-errors.js";
import { CallerCode } from "./caller-code.js";
import { clientOf } from "./choose-client.js";
import { classify, type Known } from "./classify.js";
import {
  type CompilerError,
  type FailOnImpact,
  type ImpactFinding,
  type ImpactReport,
  impacts,
} from "./impact-report.js";
import { keyOf, UseJoin } from "./join-uses.js";
import { makeNewClient } from "./new-client.js";
import { askCompiler } from "./proof/ask-compiler.js";
import type { RawError } from "./proof/compile.js";
import { summarise } from "./summarise.js";
import { Suspects } from "./suspects.js";
import { findWitnesses } from "./witness.js";

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

async function impactOn(
  searched: SearchedProject,
  compared: ComparedClient,
  options: ImpactOptions,
): Promise<ImpactResult> {
  const { report: found, project, client } = searched;
  const { verdict, comparison } = compared;
  const { onProgress, failOn = "breaks" } = options;
  const uses = [...found.uses, ...found.testUses];
  if (uses.length === 0 && !options.expectNoUse) {
    const { files } = found;
    throw new DiagnosticError([
      diagnose("impact-no-use", { client: client.name, project: found.project, files }),
    ]);
  }
  onProgress?.("making the new client");
  const { older, overlay, warnings } = await makeNewClient(client, compared);

  onProgress?.("asking the compiler");
  const { compile, about, after } = askCompiler(searched, overlay);
  const had =
    after.length > 0 ? compile.errors(new Map(), new Set(after.map(({ path }) => path))) : [];
  const known = new Set(had.map(startOf));
  const here = ({ path, ...error }: RawError): CompilerError => ({
    ...error,
    file: relative(project.folder, path).replaceAll("\\", "/"),
  });
  const fresh = after.filter((error) => !known.has(startOf(error))).map(here);

  const code = new CallerCode(searched);
  const joined = new UseJoin({ api: older, locator: searched.locator, code, uses });
  const shown = [...verdict.findings, ...verdict.accepted.map(({ finding }) => finding)];
  const met = new Map(comparison.findings.map((each) => [each.fingerprint, joined.met(each)]));
  const byUse = new Map<Use, Finding[]>();
  for (const finding of comparison.findings)
    for (const { use } of met.get(finding.fingerprint) ?? [])
      byUse.set(use, [...(byUse.get(use) ?? []), finding]);
  const attribution = new ErrorAttribution(comparison.findings, uses, byUse, joined, code);
  const attributed = fresh.map((error) => attribution.attribute(error));
  const errorsOf = new Map<string, Attributed[]>();
  for (const each of attributed)
    for (const { fingerprint } of each.findings)
      errorsOf.set(fingerprint, [...(errorsOf.get(fingerprint) ?? []), each]);

  const suspects = new Suspects(searched, found.notAnalysed);
  const acceptances = new Map(
    verdict.accepted.map(({ finding, ...acceptance }) => [finding, acceptance]),
  );
  const classified = shown.map((finding): ImpactFinding => {
    // Of a finding that a filter narrowed, only what is left of its operations counts.
    const left = new Set(finding.operations.map(keyOf));
    const functions = new Set(finding.operations.flatMap((each) => joined.functionOf(each) ?? []));
    const isLeft = ({ operations }: Use) =>
      left.size === 0 ||
      functions.size === 0 ||
      operations.some((each) => functions.has(each)) ||
      operations.length === 0;
    const one: Known = {
      finding,
      acceptance: acceptances.get(finding),
      met: joined.met(finding),
      errors: (errorsOf.get(finding.fingerprint) ?? []).filter(
        ({ uses: own }) => own.length === 0 || own.some(isLeft),
      ),
      isSuspected: suspects.mayUse([...functions]),
    };
    return {
      ...classify(one, code, (file) => searched.isTest(join(project.folder, file))),
      witness: undefined,
    };
  });
  const broken = classified.flatMap(({ impact, finding, sites }) => {
    if (impact !== "breaks") return [];
    const rejected = sites.flatMap((site) => (site.proof ? site.uses : []));
    const others = (met.get(finding.fingerprint) ?? []).map(({ use }) => use);
    return [{ finding, uses: [...rejected, ...others] }];
  });
  const witnesses = findWitnesses(
    broken,
    { api: older, client, folder: project.folder },
    compile,
    overlay,
  );
  const findings = classified.map((each) => ({
    ...each,
    witness: witnesses.get(each.finding.fingerprint),
  }));
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
  return { report, warnings: [...compared.warnings, ...warnings, ...verdict.problems] };
}

const startOf = ({ path, line, column }: RawError) => `${path}:${line}:${column}`;
