import { toJsonFinding } from "../../diff/index.js";
import type { Use } from "../../uses/index.js";
import type { CallSite, CompilerError, ImpactFinding, ImpactReport } from "../impact-report.js";
import { judgedOf } from "./impact-phrases.js";

/** Increases when a field is removed or changes its meaning; a new field does not change it. */
export const schemaVersion = 1;

/** `impact.schema.json` describes it. Equal reports give equal text; several are in a list. */
export function toImpactJson(reports: readonly ImpactReport[]): string {
  const [only, ...more] = reports;
  const report =
    only && more.length === 0
      ? { schemaVersion, ...reportOf(only) }
      : { schemaVersion, reports: reports.map(reportOf) };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function reportOf(report: ImpactReport) {
  const { client, projects, compiler, base, revision, summary } = report;
  return {
    client: { name: client.name, from: client.from },
    projects,
    compiler: { version: compiler.version, from: compiler.from },
    base,
    revision,
    summary: {
      breaks: summary.breaks,
      mayBreak: summary.mayBreak,
      notAnalysed: summary.notAnalysed,
      untouched: summary.untouched,
      accepted: summary.accepted,
      failed: report.failed,
    },
    findings: report.findings.map(findingOf),
    unexplained: report.unexplained.map(errorOf),
    errorsBefore: report.errorsBefore.map(errorOf),
    files: report.files,
    notAnalysed: report.notAnalysed,
  };
}

function findingOf(each: ImpactFinding) {
  const { impact, acceptance, sites, witness } = each;
  return {
    impact,
    finding: toJsonFinding(judgedOf(each)),
    acceptance: acceptance
      ? { reason: acceptance.reason, until: acceptance.until, owner: acceptance.owner ?? null }
      : null,
    sites: sites.map(siteOf),
    witness: witness ?? null,
  };
}

function siteOf({ file, line, column, isTest, uses, code, codeColumn, proof, because }: CallSite) {
  return {
    file,
    line,
    column,
    isTest,
    code,
    codeColumn: codeColumn ?? null,
    uses: uses.map(useOf),
    proof: proof ? errorOf(proof) : null,
    because: because ?? null,
  };
}

/** As `uses.schema.json` describes it. */
function useOf({ operation, operations, kind, name, file, line, column, whole, deprecated }: Use) {
  const use = { operation, operations, kind, name, file, line, column, whole };
  return deprecated ? { ...use, deprecated } : use;
}

function errorOf({ file, line, column, code, message }: CompilerError) {
  return { file, line, column, code, message };
}
