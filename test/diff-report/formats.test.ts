import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { diagnose } from "../../generator/diagnostics/index.js";
import type { Comparison } from "../../generator/diff/finding.js";
import { type Format, formats } from "../../generator/diff/report/index.js";
import { reachVerdict } from "../../generator/diff/verdict.js";
import { comparison, finding, hostile, mixed, verdictOf } from "./fixtures.js";

const print = (format: Format, findings = mixed, colour = false, options = {}) =>
  formats[format]([verdictOf(findings, options)], { colour, tool: "spec-tether 0.0.0" });
const names = Object.keys(formats) as Format[];

const printClients = (format: Format) =>
  formats[format](
    [
      verdictOf(mixed, { client: "One" }),
      verdictOf([], { client: "<Two>" }),
      verdictOf([finding()], { client: "out/three", accepted, problems }),
    ],
    { colour: false, tool: "spec-tether 0.0.0" },
  );

const accepted = [{ finding: finding(), reason: "agreed", until: "2030-01-01", owner: "platform" }];
const problems = [diagnose("allow-unused", { entry: "3f9a0c21d4b7" })];

const page = readFileSync(new URL("../../docs/drift.md", import.meta.url), "utf8");

describe.each(names)("%s", (format) => {
  test("is in the table of docs/drift.md", () => {
    expect(page).toContain(`\n| \`${format}\` | `);
  });

  test("is the same for the same findings", () => {
    expect(print(format)).toBe(print(format));
  });

  test("contains the message, rule and fingerprint of every finding", () => {
    const text = print(format).replaceAll(/\\(?=["_])|&quot;|"/g, "'");
    for (const { fingerprint } of mixed) expect(text).toContain(fingerprint);
    expect(text).toMatch(/removed/);
  });

  test("says something when nothing changed", () => {
    expect(print(format, [])).toMatch(/no drift|Nothing that callers|"total": 0|"results": \[\]/);
  });

  test("contains no control character of the spec", () => {
    const text = print(format, [hostile]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text).not.toMatch(/[\u0000\u001b]/);
  });
});

test("text: the summary first, then groups, worst first", () => {
  expect(print("text", [mixed[3] ?? finding(), finding()])).toBe(
    `1 breaking, 1 note in main:spec/openapi.yaml (1.0) → spec/openapi.yaml (2.0)
compared 593 operations with 612 and 2 webhooks with 3
release a major version: 1 breaking change, on the wire and in callers' code

Breaking (1)

  the response property "name" was removed
    in       GET /boms/{id} (listBoms)
    at       main:spec/openapi.yaml:12:9 → spec/openapi.yaml:10:5
    before   {
               "type": "string"
             }
    because  Callers that read it find no value.
    to do    Stop reading it.
    rule     response.property.removed, wire breaking, source breaking
    id       3f9a0c21d4b7

Notes (1)

  POST /boms was added
    in       POST /boms (createBom)
    id       cc03cc03cc03 operation.endpoint.added

\`npx spec-tether explain ID\` with the same versions and flags says more about a
finding; --full shortens nothing.
`,
  );
});

test("text: colors only on request, and they change nothing else", () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours
  const bare = print("text", mixed, true).replaceAll(/\u001b\[\d+m/g, "");
  expect(bare).toBe(print("text"));
  expect(print("text", mixed, true)).toContain("\u001b[31m");
});

test("text: a proof, accepted findings, and problems of the allow list", () => {
  const text = print("text", [finding({ proof: ["a", "b", "c", "d"] })], false, { problems });
  expect(text).toContain(
    "    tsc      a\n    tsc      b\n    tsc      c\n    tsc      1 more message",
  );
  expect(text).toContain("error[allow-unused]");
  const other = print("text", [finding()], false, { accepted });
  expect(other).toMatch(/Accepted \(1\)\n\n.*was removed: agreed \(until 2030-01-01, platform\)/);
});

test.each(names.filter((format) => format !== "github"))(
  "%s: says where the compiler's words stand, if not here",
  (format) => {
    const text = print(format, [finding({ provedBy: ["bb02bb02bb02"] })]);
    expect(text).toContain("bb02bb02bb02");
    expect(print(format, [finding()])).not.toMatch(/the same as of|bb02bb02bb02/);
  },
);

test("json: matches the published schema, with any content", () => {
  const schema = JSON.parse(
    readFileSync(
      new URL("../../generator/diff/report/report.schema.json", import.meta.url),
      "utf8",
    ),
  );
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
  for (const text of [
    print("json"),
    print("json", []),
    print("json", [hostile]),
    print("json", [finding({ before: null, base: undefined, proof: ["x"] })]),
    print("json", mixed, false, { accepted, problems, packageVersion: "0.1.0" }),
    printClients("json"),
  ]) {
    validate(JSON.parse(text));
    expect(validate.errors).toBeNull();
  }
  expect(validate({ schemaVersion: 2, findings: [] })).toBe(false);
  const report = JSON.parse(print("json", [finding()], false, { packageVersion: "1.0.0" }));
  expect(report).toMatchObject({
    schemaVersion: 1,
    summary: { total: 1, breaking: 1, failed: true },
    semver: { bump: "major", version: "2.0.0" },
    findings: [
      {
        ...{ kind: "response.property.removed", wire: "breaking", source: "breaking" },
        ...{ class: "wire", pointer: "/components/schemas/Bom/properties/name" },
        operations: [{ method: "GET", path: "/boms/{id}", operationId: "listBoms" }],
        base: { file: "main:spec/openapi.yaml", line: 12, column: 9 },
        revision: { file: "spec/openapi.yaml", line: 10, column: 5 },
        before: { type: "string" },
      },
    ],
  });
});

test("github: one workflow command per line, all text escaped", () => {
  const lines = print("github", [finding({ message: "a\nb 100%" })])
    .trimEnd()
    .split("\n");
  expect(lines).toEqual([
    "::error file=spec/openapi.yaml,line=10,col=5,title=breaking%3A response.property.removed::a\\nb 100%25, in GET /boms/{id} (listBoms)%0ACallers that read it find no value.%0AStop reading it.%0ABefore: main:spec/openapi.yaml:12:9%0Aid 3f9a0c21d4b7",
    "::notice title=API drift::1 breaking in main:spec/openapi.yaml (1.0) → spec/openapi.yaml (2.0), compared 593 operations with 612 and 2 webhooks with 3.",
  ]);
  const [first = "", ...rest] = print("github", [hostile]).trimEnd().split("\n");
  expect(first).toMatch(/^::error title=breaking%3A response\.property\.removed::/);
  expect(first).not.toContain("\r");
  expect(rest).toHaveLength(1);
});

test("github: a file in another commit has no line to show", () => {
  const place = { file: "v2:openapi.yaml", line: 1, column: 1 };
  expect(print("github", [finding({ revision: place })])).toMatch(/^::error title=/);
});

test("github: prints how many it does not show", () => {
  const many = Array.from({ length: 14 }, (_, index) => finding({ fingerprint: `ab${index}` }));
  expect(print("github", many)).toContain("the first 10 of each kind; 4 more breaking");
});

test("markdown: a fence is longer than any in the text", () => {
  const text = print("markdown", [finding({ before: "````\nx\n````" })]);
  expect(text).toContain("`````\n````\nx\n````\n`````");
});

test("junit: well-formed, a failure for each breaking finding and warning", () => {
  const text = print("junit", [...mixed, hostile], false, { problems });
  expect(text).toContain('tests="8" failures="6" errors="0" skipped="0"');
  expect(text.match(/<failure /g)).toHaveLength(6);
  expect(text.match(/<system-out>/g)).toHaveLength(2);
  const outside = text.replaceAll(
    /<\/?(\?xml|testsuites?|testcase|failure|system-out|properties|property)( [\w]+="[^"<]*")*\s*[/?]?>/g,
    "",
  );
  expect(outside).not.toMatch(/[<>]/);
  expect(outside.replaceAll(/&(lt|gt|amp|quot|#\d+);/g, "")).not.toContain("&");
});

test("html: the policy forbids everything that the page does not contain, and spec text is text", () => {
  const text = print("html", [hostile]);
  expect(text).toMatch(
    /content="default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'"/,
  );
  expect(text.match(/<script/g)).toHaveLength(1);
  expect(text.match(/<img/g)).toBeNull();
  expect(text).not.toMatch(/(src|href)="(?!#)/);
});

test.each(["text", "markdown", "github", "junit", "html"] as const)(
  "%s says what was compared, also if nothing is found",
  (format) => {
    const of = (compared: Comparison["compared"]) => {
      const verdict = reachVerdict({ ...comparison([]), compared });
      return formats[format]([verdict], { colour: false, tool: "spec-tether 0.0.0" });
    };
    const [none, one] = [
      { base: 0, revision: 0 },
      { base: 1, revision: 2 },
    ];
    expect(print(format, [])).toContain("compared 593 operations with 612 and 2 webhooks with 3");
    expect(of({ operations: one, webhooks: none })).toMatch(/compared 1 operation with 2(?! and)/);
    expect(of({ operations: none, webhooks: one })).toContain("compared 1 webhook with 2");
    expect(of({ operations: none, webhooks: none })).toContain("compared 0 operations with 0");
  },
);

describe("several clients", () => {
  test.each(["text", "markdown", "github", "junit", "html"] as const)("%s names each", (format) => {
    const text = printClients(format).replaceAll(/&lt;|\\?</g, "<");
    const at = ["One: ", "<Two", "out/three: "].map((name) => text.indexOf(name));
    expect(at.every((each) => each >= 0)).toBe(true);
    expect([...at].sort((a, b) => a - b)).toEqual(at);
  });

  test("json has their reports in a list, and one alone is no list", () => {
    const { schemaVersion, clients } = JSON.parse(printClients("json"));
    expect(schemaVersion).toBe(1);
    expect(clients.map(({ client }: { client: string }) => client)).toEqual([
      "One",
      "<Two>",
      "out/three",
    ]);
    const { schemaVersion: _, ...alone } = JSON.parse(print("json", []));
    const { client, ...second } = clients[1];
    expect(second).toEqual(alone);
    expect(JSON.parse(print("json", [], false, { client: "One" }))).not.toHaveProperty("clients");
  });

  test("junit has a suite for each, and the sums", () => {
    const text = printClients("junit");
    expect(text.match(/<testsuite /g)).toHaveLength(3);
    const counts = [...text.matchAll(/tests="(\d+)" failures="(\d+)"/g)];
    const [sum, ...each] = counts.map(([, tests, failures]) => [Number(tests), Number(failures)]);
    const add = (index: number) => each.reduce((total, list) => total + (list[index] ?? 0), 0);
    expect(sum).toEqual([add(0), add(1)]);
  });

  test("sarif has a run of its own category for each", () => {
    const { runs } = JSON.parse(printClients("sarif"));
    const ids = runs.map((run: { automationDetails: { id: string } }) => run.automationDetails.id);
    expect(new Set(ids).size).toBe(3);
    expect(JSON.parse(print("sarif")).runs[0]).not.toHaveProperty("automationDetails");
  });

  test("html says which of them fails", () => {
    const text = printClients("html");
    const said = [...text.matchAll(/This (?:client|run) (?:fails|passes)\./g)].map(
      ([each]) => each,
    );
    expect(said).toEqual(["This client fails.", "This client passes.", "This client fails."]);
    expect(print("html", [])).toContain("This run passes.");
  });

  test("html has no id twice", () => {
    const ids = [...printClients("html").matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
