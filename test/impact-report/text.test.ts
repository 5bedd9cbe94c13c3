import { expect, test } from "vitest";
import { print } from "../../generator/diagnostics/index.js";
import { formatImpact, toImpactText } from "../../generator/impact/report/index.js";
import { finding } from "../diff-report/fixtures.js";
import { hit, judged, report, site, summaryOf, whole } from "./fixtures.js";

const text = (of = whole, options = {}) => formatImpact([of], "text", options);
const lastOf = (printed: string) => printed.trimEnd().split("\n").at(-1);

test("one of everything: worst first, the caller's lines, what breaks them, the result last", () => {
  expect(text()).toBe(
    `Shop (src/client): main:spec/openapi.yaml (1.0) → spec/openapi.yaml (2.0)
searched 120 files of app/tsconfig.json; checked by the project's TypeScript
    5.9.3

Breaks (1)

  breaks: the response property "name" was removed
    in       GET /boms/{id} (listBoms)
    spec     main:spec/openapi.yaml:12:9 → spec/openapi.yaml:10:5
    because  Callers that read it find no value.
    at       app/src/list.ts:7:3
             reads Bom (whole value)
             7 | show(bom);
               |      ^
    tsc      TS2345: Argument of type 'Bom' is not assignable to parameter of
               type 'Named'.
               Property 'name' is missing in type 'Bom'.
    at       app/src/sync.ts:18:29
             reads Bom.name
             18 | const label = "BOM" + bom.name;
                |                           ^
    tsc      TS2339: Property 'name' does not exist on type 'Bom'.
    at       app/src/a.test.ts:4:9 (test)
             4 | expect(answer).toEqual({ name });
               | ^
    tsc      TS2741 at app/src/a.test.ts:6:1: Property 'name' is missing.
    to do    Stop reading it.
    witness  import type { Bom } from "./client";

             export const of = (bom: Bom) => bom.name;
    rule     response.property.removed, wire breaking, source breaking
    id       3f9a0c21d4b7

May break (1)

  may break: the response property "status" may also be "archived"
    in       GET /boms/{id} (listBoms) and 1 more
    spec     main:spec/openapi.yaml:12:9 → spec/openapi.yaml:10:5
    because  Callers that read it find no value.
    at       app/src/sync.ts:30:11
             compares or sends Bom.status=closed
             30 | switch (bom.status) {
                |             ^
    why      The switch has no case for "archived".
    to do    Stop reading it.
    rule     response.enum.added, wire warning, source warning
    id       bb02bb02bb02

Not analysed (1)

  not analysed: the default server is another one
    spec     main:spec/openapi.yaml:12:9 → spec/openapi.yaml:10:5
    because  Callers that read it find no value.
    to do    Stop reading it.
    rule     document.serverUrl.changed, wire warning, source none
    id       dd04dd04dd04

Untouched (2)

  cc03cc03cc03 info: POST /boms was added, in POST /boms (createBom)
  ee05ee05ee05 info: the description was reworded, in POST /boms (createBom)

Accepted (1)

  ab07ab07ab07 breaking: the server has another name, in GET /boms/{id}
    (listBoms): agreed (until 2030-01-01, platform)

New errors without a finding (1)

    at       app/src/old.ts:2:10
    tsc      TS2305: No member 'BomList'.

Errors that were there before (1)

  app/src/draft.ts:1:1 TS1005: ';' expected.

Files not analysed (1)

  app/src/App.vue

--full shortens nothing.
may break: 1 call site in 1 file; in tests and mocks: 1 call site breaks;
    without a finding: 1 new error; not analysed: 1 finding; accepted: 1 finding
2 call sites in 2 files break; 2 findings do not touch you
`,
  );
});

test.each([
  [3, 2, 41, "3 call sites in 2 files break; 41 findings do not touch you"],
  [1, 1, 1, "1 call site in 1 file breaks; 1 finding does not touch you"],
  [2, 1, 0, "2 call sites in 1 file break; 0 findings do not touch you"],
  [0, 0, 5, "no call site breaks; 5 findings do not touch you"],
])("the last line of %i call sites in %i files, and %i untouched", (callSites, files, n, line) => {
  const summary = summaryOf({
    breaks: { findings: 1, callSites, files, testSites: 0 },
    // Neither of these is part of it.
    mayBreak: { findings: 2, callSites: 7, files: 7, testSites: 7 },
    untouched: { findings: n, callSites: 0, files: 0, testSites: 0 },
  });
  for (const width of [40, 80, 200])
    expect(lastOf(text(report({ summary }), { width }))).toBe(line);
  expect(print(toImpactText(report({ summary })).slice(-1))).toBe(line);
});

test("several reports: each has its result, and the last line is that of all", () => {
  const other = report({
    client: { name: "Bank", from: "@acme/bank@2.0.0" },
    summary: summaryOf({ breaks: { findings: 1, callSites: 1, files: 1, testSites: 0 } }),
  });
  const lines = formatImpact([whole, other], "text").trimEnd().split("\n");
  expect(lines.filter((line) => /^\S.* touch you$/.test(line))).toEqual([
    "2 call sites in 2 files break; 2 findings do not touch you",
    "1 call site in 1 file breaks; 0 findings do not touch you",
    "3 call sites in 3 files break; 2 findings do not touch you",
  ]);
  expect(lines.at(-1)).toBe("3 call sites in 3 files break; 2 findings do not touch you");
  expect(lines).toContain(
    "Bank (@acme/bank@2.0.0): main:spec/openapi.yaml (1.0) → spec/openapi.yaml (2.0)",
  );
});

test("long lists are shortened with their counts, and --full shows all of them", () => {
  const numbers = Array.from({ length: 41 }, (_, index) => index + 1);
  const untouched = numbers.map((number) =>
    hit({
      impact: "untouched",
      finding: judged(finding({ message: `change ${number}`, fingerprint: `f${number}` })),
      sites: [],
    }),
  );
  const sites = numbers.map((line) => site({ line }));
  const many = report({ findings: [hit({ sites }), ...untouched] });
  const short = text(many);
  expect(short).toContain("\nUntouched (41)\n");
  expect(short).toContain("\n  … 31 more\n");
  expect(short).toContain("\n    at       31 more call sites\n");
  expect(short).toContain("change 10,");
  expect(short).not.toContain("change 11,");
  const full = text(many, { full: true });
  expect(full).not.toMatch(/\d+ more/);
  for (const number of numbers) {
    expect(full).toContain(`change ${number},`);
    expect(full).toContain(`app/src/sync.ts:${number}:29`);
  }
});

test("a line that nothing is marked in, a compiler of ours, and a folder that is given", () => {
  const { codeColumn: _, ...bare } = site();
  const printed = text(
    report({ findings: [hit({ sites: [bare] })], compiler: { version: "6.0.1", from: "tool" } }),
    { folder: "packages/app" },
  );
  expect(printed).toContain(`    at       packages/app/src/sync.ts:18:29
             reads Bom.name
             18 | const label = "BOM" + bom.name;
    tsc      TS2339: `);
  expect(printed).toContain("checked by TypeScript 6.0.1 of");
  expect(printed.replaceAll(/\s+/g, " ")).toContain("of this tool, because the project has none");
});

test.each([
  ["tsconfig.json", "src/sync.ts:18:29"],
  [".", "src/sync.ts:18:29"],
  ["packages/app", "packages/app/src/sync.ts:18:29"],
  ["packages/app/tsconfig.build.json", "packages/app/src/sync.ts:18:29"],
  ["../app/tsconfig.json", "../app/src/sync.ts:18:29"],
  ["packages\\app\\tsconfig.json", "packages/app/src/sync.ts:18:29"],
])("a place in the project %s is seen from the current folder", (project, want) => {
  const printed = text(report({ projects: [project], findings: [hit()] }));
  expect(printed).toContain(`    at       ${want}\n`);
});

test("a line is shown whole if it fits, and otherwise around the place", () => {
  const line = (code: string, codeColumn: number) =>
    text(report({ findings: [hit({ sites: [site({ code, codeColumn })] })] }));
  const wide = `const names = boms.map((each) => each.owner).map((owner) => owner.bom.name);`;
  expect(line(wide, 71)).toContain(`\n             18 | ${wide}\n`);
  const minified = `${"a;".repeat(4000)}bom.name;${"b;".repeat(4000)}`;
  const [, shown = "", mark = ""] =
    /\n {13}18 \| (.*)\n {16}\| (.*)\n/.exec(line(minified, 8005)) ?? [];
  expect(shown.length).toBeLessThan(100);
  expect(shown.slice(mark.length - 1)).toMatch(/^name;/);
});

test("colours change nothing but colours", () => {
  const coloured = text(whole, { colour: true });
  expect(coloured).toContain("\u001b[31m");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours
  expect(coloured.replaceAll(/\u001b\[[\d;]+m/g, "")).toBe(text());
});

test("what shows more is named only where there is more", () => {
  const sites = Array.from({ length: 41 }, (_, index) => site({ line: index + 1 }));
  const many = report({ findings: [hit({ sites })] });
  const [more, one] = ["\n--full shortens nothing.\n", report({ findings: [hit({})] })];
  expect(text(many)).toContain(more);
  expect(text(many, { full: true })).not.toContain(more);
  expect(text(one)).not.toContain(more);
});
