import { join } from "node:path";
import type { DetachedClient, Finding } from "../diff/index.js";
import type { Api } from "../model/index.js";
import type { SearchedProject, Use } from "../uses/index.js";
import { type Attributed, ErrorAttribution } from "./attribute-errors.js";
import { CallerCode } from "./caller-code.js";
import { classify, type Known } from "./classify.js";
import type { CompilerError, ImpactFinding } from "./impact-report.js";
import { type Met, UseJoin } from "./join-uses.js";
import { ResponseReads } from "./response-reads.js";
import { Suspects } from "./suspects.js";

/** What is known of a caller and of a change. */
export interface Evidence {
  readonly searched: SearchedProject;
  readonly compared: DetachedClient;
  /** The names of the older client. */
  readonly older: Api;
  readonly uses: readonly Use[];
  /** The new errors of the caller's compiler. */
  readonly errors: readonly CompilerError[];
}

/** What each finding means for the caller; witnesses come later. */
export interface JudgedCaller {
  readonly findings: readonly ImpactFinding[];
  readonly unexplained: readonly CompilerError[];
  metBy(finding: Finding): readonly Met[];
}

/** Joins findings, uses and the compiler's errors. */
export function judgeCaller({
  searched,
  compared: { verdict, findings: all },
  older,
  uses,
  errors,
}: Evidence): JudgedCaller {
  const { project, report: found } = searched;
  const code = new CallerCode(searched);
  const responses = new ResponseReads(searched, code);
  const joined = new UseJoin({ api: older, locator: searched.locator, code, responses, uses });
  const shown = [...verdict.findings, ...verdict.accepted.map(({ finding }) => finding)];
  const met = new Map(all.map((each) => [each.fingerprint, joined.met(each)]));
  const whole = new Map(all.map((each) => [each.fingerprint, each]));
  const byUse = new Map<Use, Finding[]>();
  for (const finding of all) {
    for (const { use } of met.get(finding.fingerprint) ?? []) {
      const known = byUse.get(use);
      if (known) known.push(finding);
      else byUse.set(use, [finding]);
    }
  }
  const attribution = new ErrorAttribution(all, uses, byUse, joined, code);
  const attributed = errors.map((error) => attribution.attribute(error));
  const errorsOf = new Map<string, Attributed[]>();
  for (const each of attributed)
    for (const { fingerprint } of each.findings)
      errorsOf.set(fingerprint, [...(errorsOf.get(fingerprint) ?? []), each]);

  const isRejected = code.withinStatementsOf(errors);
  const suspects = new Suspects(searched, found.notAnalysed);
  const acceptances = new Map(
    verdict.accepted.map(({ finding, ...acceptance }) => [finding, acceptance]),
  );
  const classified = shown.map((finding): ImpactFinding => {
    // Of a finding that a filter narrowed, only what is left of its operations counts.
    const { fingerprint, operations } = finding;
    const isNarrowed = operations.length !== whole.get(fingerprint)?.operations.length;
    const functions = new Set(operations.flatMap((each) => joined.functionOf(each) ?? []));
    const isLeft = (use: Use) =>
      functions.size === 0 ||
      use.operations.length === 0 ||
      use.operations.some((each) => functions.has(each));
    const one: Known = {
      finding,
      acceptance: acceptances.get(finding),
      met: (isNarrowed ? undefined : met.get(fingerprint)) ?? joined.met(finding),
      errors: (errorsOf.get(fingerprint) ?? []).filter(
        ({ uses: own }) => own.length === 0 || own.some(isLeft),
      ),
      isRejected,
      isSuspected: suspects.mayUse([...functions]),
    };
    return {
      ...classify(one, code, (file) => searched.isTest(join(project.folder, file))),
      witness: undefined,
    };
  });
  return {
    findings: classified,
    unexplained: attributed.filter((each) => each.findings.length === 0).map(({ error }) => error),
    metBy: ({ fingerprint }) => met.get(fingerprint) ?? [],
  };
}
