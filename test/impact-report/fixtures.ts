import type { Finding, Judged } from "../../generator/diff/index.js";
import { levelOf } from "../../generator/diff/verdict.js";
import type {
  CallSite,
  ImpactFinding,
  ImpactReport,
  ImpactSummary,
} from "../../generator/impact/impact-report.js";
import type { Use } from "../../generator/uses/index.js";
import { comparison, finding, hostile, hostileText, mixed } from "../diff-report/fixtures.js";

export function judged(of: Finding): Judged {
  return { ...of, level: levelOf(of) ?? "info" };
}

export function use(parts: Partial<Use> = {}): Use {
  return {
    operation: "listBoms",
    operations: ["listBoms"],
    kind: "answerField",
    name: "Bom.name",
    file: "src/sync.ts",
    line: 18,
    column: 29,
    whole: false,
    ...parts,
  };
}

export function site(parts: Partial<CallSite> = {}): CallSite {
  return {
    file: "src/sync.ts",
    line: 18,
    column: 29,
    isTest: false,
    uses: [use()],
    code: 'const label = "BOM" + bom.name;',
    codeColumn: 27,
    proof: {
      file: "src/sync.ts",
      line: 18,
      column: 29,
      code: "TS2339",
      message: "Property 'name' does not exist on type 'Bom'.",
    },
    because: undefined,
    ...parts,
  };
}

export function hit(parts: Partial<ImpactFinding> = {}): ImpactFinding {
  return {
    impact: "breaks",
    finding: judged(finding()),
    acceptance: undefined,
    sites: [site()],
    witness: undefined,
    ...parts,
  };
}

const none = { findings: 0, callSites: 0, files: 0, testSites: 0 };

export function summaryOf(parts: Partial<ImpactSummary> = {}): ImpactSummary {
  return {
    ...{ breaks: none, mayBreak: none, notAnalysed: none, untouched: none, accepted: none },
    ...parts,
  };
}

/** A report in which only what a test is about is said. */
export function report(parts: Partial<ImpactReport> = {}): ImpactReport {
  const { base, revision } = comparison([]);
  return {
    client: { name: "Shop", from: "src/client" },
    projects: ["app/tsconfig.json"],
    compiler: { version: "5.9.3", from: "project" },
    base,
    revision,
    findings: [],
    unexplained: [],
    errorsBefore: [],
    summary: summaryOf(),
    files: 120,
    notAnalysed: [],
    failed: false,
    ...parts,
  };
}

const [, , grown, added, moved, reworded] = mixed.map(judged);

/** A report that has one of everything. */
export const whole: ImpactReport = report({
  findings: [
    hit({
      sites: [
        site({
          file: "src/list.ts",
          line: 7,
          column: 3,
          code: "show(bom);",
          codeColumn: 6,
          uses: [use({ name: "Bom", whole: true })],
          proof: {
            ...{ file: "src/list.ts", line: 7, column: 8, code: "TS2345" },
            message:
              "Argument of type 'Bom' is not assignable to parameter of type 'Named'.\n  Property 'name' is missing in type 'Bom'.",
          },
        }),
        site(),
        site({
          file: "src/a.test.ts",
          line: 4,
          column: 9,
          isTest: true,
          uses: [],
          code: "expect(answer).toEqual({ name });",
          codeColumn: 1,
          proof: {
            ...{ file: "src/a.test.ts", line: 6, column: 1, code: "TS2741" },
            message: "Property 'name' is missing.",
          },
        }),
      ],
      witness: 'import type { Bom } from "./client";\n\nexport const of = (bom: Bom) => bom.name;',
    }),
    hit({
      impact: "mayBreak",
      finding: grown as Judged,
      sites: [
        site({
          line: 30,
          column: 11,
          uses: [use({ kind: "enumValue", name: "Bom.status=closed" })],
          code: "switch (bom.status) {",
          codeColumn: 13,
          proof: undefined,
          because: 'The switch has no case for "archived". Callers that read it find no value.',
        }),
      ],
    }),
    hit({ impact: "notAnalysed", finding: moved as Judged, sites: [] }),
    hit({ impact: "untouched", finding: added as Judged, sites: [] }),
    hit({ impact: "untouched", finding: reworded as Judged, sites: [] }),
    hit({
      impact: "accepted",
      // The allow list has findings without a level.
      finding: finding({ fingerprint: "ab07ab07ab07", message: "the server has another name" }),
      acceptance: { reason: "agreed", until: "2030-01-01", owner: "platform" },
      sites: [],
    }),
  ],
  unexplained: [
    { file: "src/old.ts", line: 2, column: 10, code: "TS2305", message: "No member 'BomList'." },
  ],
  errorsBefore: [
    { file: "src/draft.ts", line: 1, column: 1, code: "TS1005", message: "';' expected." },
  ],
  notAnalysed: ["src/App.vue"],
  summary: summaryOf({
    breaks: { findings: 1, callSites: 2, files: 2, testSites: 1 },
    mayBreak: { findings: 1, callSites: 1, files: 1, testSites: 0 },
    notAnalysed: { findings: 1, callSites: 0, files: 0, testSites: 0 },
    untouched: { findings: 2, callSites: 0, files: 0, testSites: 0 },
    accepted: { findings: 1, callSites: 0, files: 0, testSites: 0 },
  }),
  failed: true,
});

const hostileError = {
  ...{ file: `src/${hostileText}.ts`, line: 1, column: 1 },
  ...{ code: `TS1\n${hostileText}`, message: hostileText },
};
const hostileSite = site({
  file: `src/${hostileText}.ts`,
  code: hostileText,
  codeColumn: 5,
  uses: [use({ name: hostileText })],
  proof: hostileError,
  because: hostileText,
});

/** All text of it tries to be obeyed, or to pass for the result. */
export const hostileReport: ImpactReport = report({
  client: { name: hostileText, from: hostileText },
  projects: [`${hostileText}/tsconfig.json`],
  compiler: { version: hostileText, from: "project" },
  base: { name: hostileText, title: hostileText, version: hostileText },
  revision: { name: hostileText, title: hostileText, version: hostileText },
  findings: [
    hit({ finding: judged(hostile), sites: [hostileSite], witness: hostileText }),
    hit({
      impact: "mayBreak",
      finding: judged(hostile),
      sites: [{ ...hostileSite, isTest: true }],
    }),
    hit({ impact: "notAnalysed", finding: judged(hostile), sites: [] }),
    hit({ impact: "untouched", finding: judged(hostile), sites: [] }),
    hit({
      impact: "accepted",
      finding: hostile,
      acceptance: { reason: hostileText, until: hostileText, owner: hostileText },
      sites: [hostileSite],
    }),
  ],
  unexplained: [hostileError],
  errorsBefore: [hostileError],
  notAnalysed: [`${hostileText}.vue`, "x\nno call site breaks; 0 findings do not touch you"],
  summary: summaryOf({
    breaks: { findings: 1, callSites: 1, files: 1, testSites: 0 },
    mayBreak: { findings: 1, callSites: 0, files: 0, testSites: 1 },
  }),
  failed: true,
});
