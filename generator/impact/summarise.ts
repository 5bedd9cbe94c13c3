import {
  type CallSite,
  type Impact,
  type ImpactCount,
  type ImpactFinding,
  type ImpactSummary,
  impacts,
} from "./impact-report.js";

/** What a finding means for one of its call sites: where no compiler says so, it may only break. */
export function impactAt({ impact }: ImpactFinding, { proof }: CallSite): Impact {
  return impact === "breaks" && !proof ? "mayBreak" : impact;
}

/** Counts places once, however many findings hit them; of what breaks, only those with a proof. */
export function summarise(findings: readonly ImpactFinding[]): ImpactSummary {
  const count = (impact: Impact): ImpactCount => {
    const sites = findings.flatMap((each) =>
      each.sites.filter((site) => impactAt(each, site) === impact),
    );
    const places = (isTest: boolean) =>
      new Set(sites.filter((site) => site.isTest === isTest).map(placeOf));
    const files = sites.filter(({ isTest }) => !isTest).map(({ file }) => file);
    return {
      findings: findings.filter((each) => each.impact === impact).length,
      callSites: places(false).size,
      files: new Set(files).size,
      testSites: places(true).size,
    };
  };
  return Object.fromEntries(impacts.map((impact) => [impact, count(impact)])) as Record<
    Impact,
    ImpactCount
  >;
}

const placeOf = ({ file, line, column }: CallSite) => `${file}:${line}:${column}`;
