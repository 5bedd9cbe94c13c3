import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { formatImpact, impactFormats } from "../../generator/impact/report/index.js";
import { summarise } from "../../generator/impact/summarise.js";
import { hit, hostileReport, report, site, summaryOf, whole } from "./fixtures.js";

const read = (path: string) =>
  JSON.parse(readFileSync(new URL(`../../generator/${path}`, import.meta.url), "utf8"));

describe.each(impactFormats)("%s", (format) => {
  test("is the same for the same report", () => {
    expect(formatImpact([whole], format)).toBe(formatImpact([structuredClone(whole)], format));
  });

  test("says how much breaks, also if nothing does", () => {
    const result =
      format === "json" ? /"callSites": 0/ : /no call site breaks; 0 findings do not touch you/;
    expect(formatImpact([report()], format)).toMatch(result);
  });

  test("has the fingerprint of each finding that hits a line", () => {
    const text = formatImpact([whole], format);
    for (const fingerprint of ["3f9a0c21d4b7", "bb02bb02bb02"]) expect(text).toContain(fingerprint);
  });
});

test.each(["text", "json", "markdown", "junit", "html", "sarif"] as const)(
  "%s has the fingerprints of what touches nobody, is accepted or is not analysed",
  (format) => {
    const text = formatImpact([whole], format);
    const accepted = format === "sarif" ? [] : ["ab07ab07ab07"];
    for (const fingerprint of ["cc03cc03cc03", "ee05ee05ee05", "dd04dd04dd04", ...accepted])
      expect(text).toContain(fingerprint);
  },
);

describe("json", () => {
  const schema = read("impact/report/impact.schema.json");
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema);

  test("matches the published schema, with any content", () => {
    const texts = [
      formatImpact([whole], "json"),
      formatImpact([report()], "json"),
      formatImpact([hostileReport], "json"),
      formatImpact([whole, report()], "json"),
    ];
    for (const text of texts) {
      validate(JSON.parse(text));
      expect(validate.errors).toBeNull();
    }
    const { findings: _, ...less } = JSON.parse(texts[0] ?? "");
    expect(validate(less)).toBe(false);
    expect(validate({ ...JSON.parse(texts[0] ?? ""), schemaVersion: 2 })).toBe(false);
  });

  test("what it takes over of other schemas is what they say", () => {
    const diff = read("diff/report/report.schema.json").$defs;
    const uses = read("uses/uses.schema.json").$defs;
    const { $defs: own } = schema;
    for (const name of ["finding", "severity", "fingerprint", "place", "version", "count"])
      expect(own[name], name).toEqual(diff[name]);
    expect(own.codePlace).toEqual(uses.place);
    const place = { allOf: [{ $ref: "#/$defs/codePlace" }] };
    expect(own.use).toEqual({ ...uses.use, ...place });
  });

  test("has places as they are, and null for what is absent", () => {
    const { codeColumn: _, ...bare } = site({ proof: undefined });
    const only = report({ findings: [hit({ sites: [bare] })], failed: true });
    const { findings, ...rest } = JSON.parse(formatImpact([only], "json"));
    expect(rest).toEqual({
      schemaVersion: 1,
      client: { name: "Shop", from: "src/client" },
      projects: ["app/tsconfig.json"],
      compiler: { version: "5.9.3", from: "project" },
      base: { name: "main:spec/openapi.yaml", title: "Shop", version: "1.0" },
      revision: { name: "spec/openapi.yaml", title: "Shop", version: "2.0" },
      summary: { ...summaryOf(), failed: true },
      unexplained: [],
      errorsBefore: [],
      files: 120,
      notAnalysed: [],
    });
    const [{ finding, ...found }] = findings;
    expect(finding).toMatchObject({ fingerprint: "3f9a0c21d4b7", level: "breaking" });
    expect(found).toEqual({
      impact: "breaks",
      acceptance: null,
      sites: [
        {
          file: "src/sync.ts",
          line: 18,
          column: 29,
          isTest: false,
          code: 'const label = "BOM" + bom.name;',
          codeColumn: null,
          uses: [
            {
              operation: "listBoms",
              operations: ["listBoms"],
              kind: "answerField",
              name: "Bom.name",
              file: "src/sync.ts",
              line: 18,
              column: 29,
              whole: false,
            },
          ],
          proof: null,
          because: null,
        },
      ],
      witness: null,
    });
  });
});

describe("a call site of a finding that breaks others, but that no compiler rejects", () => {
  const because = "The value is read without a type.";
  const both = report({
    findings: [hit({ sites: [site(), site({ line: 40, proof: undefined, because })] })],
  });

  test.each([
    ["text", "    at       app/src/sync.ts:40:29 (may break)\n"],
    ["markdown", "| `app/src/sync.ts:18:29`<br>`app/src/sync.ts:40:29` (may break) |"],
    ["github", "\n::warning file=app/src/sync.ts,line=40,col=29,title=may break%3A"],
    ["junit", "app/src/sync.ts:40:29 (may break) reads Bom.name\n"],
    ["checklist", "- [ ] `app/src/sync.ts:40:29` may break: the"],
    ["html", "may break</span><code>app/src/sync.ts:40:29</code>"],
  ] as const)("%s says that it may break", (format, want) => {
    expect(formatImpact([both], format)).toContain(want);
  });

  test("the summary counts it among what may break", () => {
    const { breaks, mayBreak } = summarise(both.findings);
    expect(breaks).toEqual({ findings: 1, callSites: 1, files: 1, testSites: 0 });
    expect(mayBreak).toEqual({ findings: 0, callSites: 1, files: 1, testSites: 0 });
  });

  test("sarif has a warning for it", () => {
    const { results } = JSON.parse(formatImpact([both], "sarif")).runs[0];
    expect(results.map(({ level }: { level: string }) => level)).toEqual(["error", "warning"]);
  });
});

test("github: an annotation at each line of the caller, the worst first, tests last", () => {
  const spec = "Spec: main:spec/openapi.yaml:12:9 → spec/openapi.yaml:10:5";
  const removed = 'the response property "name" was removed, in GET /boms/{id} (listBoms)';
  const why = `Callers that read it find no value.%0AStop reading it.%0A${spec}`;
  const title = "title=breaks%3A response.property.removed%2C Shop";
  expect(formatImpact([whole], "github").split("\n")).toEqual([
    `::error file=app/src/list.ts,line=7,col=3,${title}::${removed}%0AThis reads Bom (whole value).%0ATS2345: Argument of type 'Bom' is not assignable to parameter of type 'Named'.%0A  Property 'name' is missing in type 'Bom'.%0A${why}%0Aid 3f9a0c21d4b7`,
    `::error file=app/src/sync.ts,line=18,col=29,${title}::${removed}%0AThis reads Bom.name.%0ATS2339: Property 'name' does not exist on type 'Bom'.%0A${why}%0Aid 3f9a0c21d4b7`,
    `::error file=app/src/a.test.ts,line=4,col=9,${title}::${removed}%0ATS2741 at app/src/a.test.ts:6:1: Property 'name' is missing.%0A${why}%0Aid 3f9a0c21d4b7`,
    "::error file=app/src/old.ts,line=2,col=10,title=new error%2C Shop::TS2305: No member 'BomList'.%0ANo finding of the diff explains it.",
    `::warning file=app/src/sync.ts,line=30,col=11,title=may break%3A response.enum.added%2C Shop::the response property "status" may also be "archived", in GET /boms/{id} (listBoms) and 1 more%0AThis compares or sends Bom.status=closed.%0AThe switch has no case for "archived".%0A${why}%0Aid bb02bb02bb02`,
    "::notice title=Your code::Shop (src/client): main:spec/openapi.yaml (1.0) → spec/openapi.yaml (2.0). may break: 1 call site in 1 file; in tests and mocks: 1 call site breaks; without a finding: 1 new error; not analysed: 1 finding; accepted: 1 finding. 2 call sites in 2 files break; 2 findings do not touch you.",
    "::notice title=not analysed%3A document.serverUrl.changed%2C Shop::the default server is another one%0AFiles not analysed: app/src/App.vue%0Aid dd04dd04dd04",
    "",
  ]);
});

test("github: says how many annotations it does not show, and takes another folder", () => {
  const sites = Array.from({ length: 14 }, (_, index) => site({ line: index + 1 }));
  const text = formatImpact([report({ findings: [hit({ sites })] })], "github", {
    folder: "packages/app",
  });
  expect(text).toMatch(/^::error file=packages\/app\/src\/sync\.ts,line=1,/);
  expect(text).toContain("GitHub shows the first 10 of each kind; 4 more of what breaks.");
});

test("checklist: a box for each call site, file by file, tests last, then what is to be read", () => {
  expect(formatImpact([whole], "checklist")).toBe(
    `## Shop (src/client): main:spec/openapi.yaml (1.0) → spec/openapi.yaml (2.0)

2 call sites in 2 files break; 2 findings do not touch you

### \`app/src/list.ts\`

- [ ] \`app/src/list.ts:7:3\` breaks: the response property "name" was removed. Stop reading it. (\`3f9a0c21d4b7\`)

### \`app/src/sync.ts\`

- [ ] \`app/src/sync.ts:18:29\` breaks: the response property "name" was removed. Stop reading it. (\`3f9a0c21d4b7\`)
- [ ] \`app/src/sync.ts:30:11\` may break: the response property "status" may also be "archived". Stop reading it. (\`bb02bb02bb02\`)

### \`app/src/a.test.ts\`

- [ ] \`app/src/a.test.ts:4:9\` (test) breaks: the response property "name" was removed. Stop reading it. (\`3f9a0c21d4b7\`)

### \`app/src/old.ts\`

- [ ] \`app/src/old.ts:2:10\` has a new error: TS2305: No member 'BomList'.

### \`app/src/App.vue\`

- [ ] \`app/src/App.vue\` is not analysed; look at it by hand
`,
  );
});

test("markdown: what is hit in a table, its lines folded below, the rest folded", () => {
  const [breaks, , , untouched] = whole.findings;
  const small = report({
    findings: [
      { ...(breaks as (typeof whole.findings)[number]), sites: [site()] },
      untouched as (typeof whole.findings)[number],
    ],
    summary: summaryOf({
      breaks: { findings: 1, callSites: 1, files: 1, testSites: 0 },
      untouched: { findings: 1, callSites: 0, files: 0, testSites: 0 },
    }),
    notAnalysed: ["src/App.vue"],
  });
  expect(formatImpact([small], "markdown")).toBe(
    `## Your code: 1 call site in 1 file breaks; 1 finding does not touch you

Shop (src/client): main:spec/openapi.yaml (1.0) → spec/openapi.yaml (2.0)  
searched 120 files of app/tsconfig.json; checked by the project's TypeScript 5.9.3

### 🛑 Breaks (1)

| Change | Call sites | Id |
|---|---|---|
| the response property "name" was removed | \`app/src/sync.ts:18:29\` | \`3f9a0c21d4b7\` |

<details>
<summary>The lines, why, and what to do</summary>

**the response property "name" was removed** in \`GET /boms/{id} (listBoms)\`

Callers that read it find no value.

\`app/src/sync.ts:18:29\` reads Bom.name

\`\`\`
const label = "BOM" + bom.name;
TS2339: Property 'name' does not exist on type 'Bom'.
\`\`\`

To do: Stop reading it.

The smallest caller that stops compiling:

\`\`\`
import type { Bom } from "./client";

export const of = (bom: Bom) => bom.name;
\`\`\`

\`response.property.removed\`, \`main:spec/openapi.yaml:12:9 → spec/openapi.yaml:10:5\`

</details>

<details>
<summary>Untouched (1)</summary>

- \`cc03cc03cc03\` info: POST /boms was added

</details>

<details>
<summary>Files not analysed (1)</summary>

- \`app/src/App.vue\`

</details>
`,
  );
});

test("junit: a test case for each finding; what hits a line fails, and the rest passes or is skipped", () => {
  const text = formatImpact([whole], "junit");
  expect(text).toContain(
    '<testsuites name="tether impact" tests="7" failures="3" errors="0" skipped="2" time="0">',
  );
  const cases = [
    ...text.matchAll(
      /<testcase .*? name="([^"]*)" time="0">(<[a-z-]+)(?: (?:type|message)="([^"]*)")?/g,
    ),
  ];
  expect(cases.map(([, name, element, what]) => [name, element, what])).toEqual([
    [
      "the response property &quot;name&quot; was removed [3f9a0c21d4b7]",
      "<failure",
      "breaks: response.property.removed",
    ],
    [
      "the response property &quot;status&quot; may also be &quot;archived&quot; [bb02bb02bb02]",
      "<failure",
      "may break: response.enum.added",
    ],
    [
      "the default server is another one [dd04dd04dd04]",
      "<skipped",
      "not analysed: app/src/App.vue",
    ],
    ["POST /boms was added [cc03cc03cc03]", "<system-out", undefined],
    ["the description was reworded [ee05ee05ee05]", "<system-out", undefined],
    [
      "the server has another name [ab07ab07ab07]",
      "<skipped",
      "accepted: agreed (until 2030-01-01, platform)",
    ],
    ["app/src/old.ts:2:10 No member 'BomList'.", "<failure", "new error"],
  ]);
  expect(text).toContain(`app/src/sync.ts:18:29 reads Bom.name
  const label = "BOM" + bom.name;
  TS2339: Property 'name' does not exist on type 'Bom'.
`);
  expect(formatImpact([report()], "junit")).toContain('tests="1" failures="0"');
});

describe("sarif", () => {
  const log = JSON.parse(formatImpact([whole], "sarif"));
  const [run] = log.runs;

  test("has a result at each line of the caller, with the spec beside it", () => {
    const at = (result: { locations: { physicalLocation: object }[] }) =>
      result.locations[0]?.physicalLocation;
    const place = (uri: string, startLine: number, startColumn: number) => ({
      artifactLocation: { uri },
      region: { startLine, startColumn },
    });
    expect(
      run.results.map((result: never) => [at(result), result["level"], result["ruleId"]]),
    ).toEqual([
      [place("app/src/list.ts", 7, 3), "error", "response.property.removed"],
      [place("app/src/sync.ts", 18, 29), "error", "response.property.removed"],
      [place("app/src/a.test.ts", 4, 9), "error", "response.property.removed"],
      [place("app/src/sync.ts", 30, 11), "warning", "response.enum.added"],
      [place("app/src/old.ts", 2, 10), "error", "impact.unexplained"],
    ]);
    expect(run.results[0].relatedLocations).toEqual([
      {
        id: 1,
        physicalLocation: place("spec/openapi.yaml", 10, 5),
        message: { text: 'after: the response property "name" was removed' },
      },
      {
        id: 2,
        physicalLocation: place("spec/openapi.yaml", 12, 9),
        message: { text: 'before: the response property "name" was removed' },
      },
    ]);
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    }
    expect(run.automationDetails.id).toBe("spec-tether impact/Shop/");
    expect(run.properties.result).toBe(
      "2 call sites in 2 files break; 2 findings do not touch you",
    );
  });

  test("knows a call site again where lines have moved, and tells equal lines apart", () => {
    const idsOf = (...sites: ReturnType<typeof site>[]) =>
      JSON.parse(
        formatImpact([report({ findings: [hit({ sites })] })], "sarif"),
      ).runs[0].results.map(
        (result: { partialFingerprints: Record<string, string> }) =>
          result.partialFingerprints["tetherCallSite/v1"],
      );
    const [first, second] = idsOf(site(), site({ line: 40 }));
    expect(first).not.toBe(second);
    expect(idsOf(site({ line: 20 }), site({ line: 44 }))).toEqual([first, second]);
    expect(idsOf(site({ code: "bom.name;" }))).not.toContain(first);
    expect(idsOf(site({ file: "src/b.ts" }))).not.toContain(first);
  });

  test("marks what is accepted", () => {
    const acceptance = { reason: "agreed", until: "2030-01-01", owner: undefined };
    const accepted = report({ findings: [hit({ impact: "accepted", acceptance })] });
    const [result] = JSON.parse(formatImpact([accepted], "sarif")).runs[0].results;
    expect(result).toMatchObject({
      level: "note",
      suppressions: [{ kind: "external", status: "accepted", justification: "agreed" }],
    });
  });
});

describe("html", () => {
  const page = formatImpact([whole, report({ client: { name: "Bank", from: "bank" } })], "html");

  test("shows each file with its lines, and leads from a line to its finding", () => {
    const files = [...page.matchAll(/<li><a href="#([^"]*)"><code>([^<]*)<\/code><\/a>/g)];
    expect(files.map(([, , name]) => name)).toEqual([
      "app/src/list.ts",
      "app/src/sync.ts",
      "app/src/a.test.ts",
    ]);
    expect(page).toContain(
      '<pre class="line"><span class="number">18</span> const label = &quot;BOM&quot; + bom.<mark>name</mark>;</pre>',
    );
    expect(page).toContain(
      "<pre>TS2339: Property &#39;name&#39; does not exist on type &#39;Bom&#39;.</pre>",
    );
    expect(page).toContain("<p>The switch has no case for &quot;archived&quot;.</p>");
    expect(page).toContain('<p class="result"><strong>2 call sites in 2 files break;');
    expect(page).toContain("No line of your code is hit.");
  });

  test("no id is there twice, and each link and each name leads to one", () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const named = [...page.matchAll(/ (?:href="#|aria-labelledby="|for=")([^"]*)"/g)];
    expect(named.length).toBeGreaterThan(15);
    for (const [, id] of named) expect(ids).toContain(id);
    expect(page).not.toMatch(/(src|href)="(?!#)/);
  });

  test("findings are filtered by what they mean for the caller, and by file", () => {
    const cards = [...page.matchAll(/<article ([^>]*)>/g)].map(([, attributes = ""]) =>
      ["impact", "file"].map((name) => new RegExp(` data-${name}="([^"]*)"`).exec(attributes)?.[1]),
    );
    expect(cards).toEqual([
      ["breaks", "f1 f2 f0"],
      ["mayBreak", "f2"],
      ["notAnalysed", ""],
      ["untouched", ""],
      ["untouched", ""],
      ["accepted", ""],
    ]);
    expect(page).toContain('<option value="f2">app/src/sync.ts</option>');
    expect(page).toMatch(
      /name="impact" value="untouched" checked> Untouched <span class="count">2</,
    );
  });
});
