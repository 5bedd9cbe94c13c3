import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import {
  DiagnosticError,
  diff,
  diffAll,
  formatVerdict,
  formatVerdicts,
} from "../../generator/index.js";
import { writeFiles } from "../support/generator.js";
import { makeOutside } from "../support/git.js";

const specWith = (properties: string, maximum: number) => `openapi: 3.1.0
info: { title: Yard, version: "1" }
paths:
  /lots:
    get:
      operationId: listLots
      tags: [lots]
      responses: { "204": { description: A } }
  /crates:
    get:
      operationId: listCrates
      tags: [crates]
      parameters: [{ name: limit, in: query, schema: { type: integer, maximum: ${maximum} } }]
      responses:
        "200":
          description: A
          content: { application/json: { schema: { type: object, properties: { ${properties} } } } }
`;
const folder = makeOutside({
  "old.yaml": specWith("id: { type: string }, note: { type: string }", 100),
  "new.yaml": specWith("id: { type: string }", 50),
});
const [base, revision] = ["old.yaml", "new.yaml"].map((name) => join(folder, name)) as [
  string,
  string,
];

test("two versions give a verdict", async () => {
  const steps: string[] = [];
  const report = await diff({ base, revision, onProgress: (step) => steps.push(step) });
  expect(report.verdict).toMatchObject({
    failed: true,
    summary: { total: 2, breaking: 2 },
    findings: [
      { kind: "parameter.maximum.lowered", level: "breaking" },
      { kind: "response.property.removed", level: "breaking", wire: "warning", proof: [] },
    ],
  });
  expect(report.disagreements).toEqual([]);
  expect(steps.at(-1)).toBe("comparing");
  expect(JSON.parse(formatVerdict(report.verdict, "json"))).toMatchObject({ schemaVersion: 1 });
  expect(formatVerdict(report.verdict, "text")).toMatch(/^2 breaking in /);
});

test.each([
  [{ paths: ["/crate"] }, 'no path matches "/crate"; did you mean "/crates"?'],
  [{ tags: ["lots", "lot"] }, 'no operation has the tag "lot"; did you mean "lots"?'],
  [{ operations: ["GET /crates", "listLot"] }, 'no operation "listLot"; did you mean "listLots"?'],
  [{ operations: ["nothing like it"] }, 'there is no operation "nothing like it"'],
  [{ paths: ["/crates"], tags: ["lots"] }, "no operation passes all filters"],
])("filters that select nothing are refused: %o", async (filters, why) => {
  await expect(diff({ base, revision, ...filters })).rejects.toThrow(why);
});

test("options filter the findings", async () => {
  const of = async (options: object) => (await diff({ base, revision, ...options })).verdict;
  expect(await of({ classes: ["wire"], failOn: "never" })).toMatchObject({
    failed: false,
    findings: [{ level: "breaking" }, { level: "warning" }],
  });
  expect((await of({ tags: ["lots"] })).findings).toEqual([]);
  expect((await of({ prove: true })).findings[1]?.proof).toHaveLength(1);
  writeFiles(folder, {
    "allow.yaml": `allow:
  - { rule: parameter.maximum.lowered, place: GET /crates, reason: rare, until: 2030-01-31 }
`,
  });
  const allow = join(folder, "allow.yaml");
  const accepted = await of({ allow, classes: ["wire"], today: "2030-01-31" });
  expect(accepted).toMatchObject({ failed: false, accepted: [{ reason: "rare" }] });
  expect((await of({ allow, today: "2030-02-01" })).problems).toMatchObject([
    { code: "allow-expired" },
  ]);
});

test("of several clients, each has a report", async () => {
  const clients = ["One", "Two"].map((name) => ({
    ...{ spec: "new.yaml", output: name, client: { name, package: name.toLowerCase() } },
    ...(name === "Two" && { filter: { methods: ["post"] } }),
  }));
  writeFiles(folder, { "clients.json": JSON.stringify({ clients }) });
  const config = join(folder, "clients.json");
  const both = await diffAll({ base, config, allowEmpty: true });
  expect(both.map(({ client, package: of, verdict }) => [client, of.name, verdict.failed])).toEqual(
    [
      ["One", "one", true],
      ["Two", "two", false],
    ],
  );
  const verdicts = both.map(({ verdict }) => verdict);
  expect(JSON.parse(formatVerdicts(verdicts, "json")).clients).toHaveLength(2);
  await expect(diff({ base, config, allowEmpty: true })).rejects.toThrow(
    "choose one with `client`",
  );
  expect((await diff({ base, config, client: "One" })).verdict.failed).toBe(true);
  expect(await diffAll({ base, revision })).toMatchObject([{ client: undefined }]);
});

test.each([
  ["a version that is not there", { base: join(folder, "gone.yaml"), revision }],
  ["nothing to compare with", { revision }],
  ["two versions from one input", { base: "-", revision: "-" }],
])("%s is a DiagnosticError", async (_, options) => {
  await expect(diff(options)).rejects.toThrow(DiagnosticError);
});

test("the README's example runs", () => {
  const root = fileURLToPath(new URL("../../generator/", import.meta.url));
  const blocks = readFileSync(join(root, "README.md"), "utf8").matchAll(
    /^```ts\n([\s\S]*?)^```$/gm,
  );
  const [code = ""] = [...blocks].map(([, text]) => text).filter((text) => text?.includes("diff("));
  const source = JSON.stringify(pathToFileURL(join(root, "index.ts")).href);
  writeFiles(folder, { "example.mts": code.replace('"spec-tether"', source) });
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), "example.mts"],
    { cwd: folder, encoding: "utf8" },
  );
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^breaking parameter\.maximum\.lowered .* 1 operations$/m);
  expect(stdout).toMatch(/^true major 2 0$/m);
  expect(stdout).toContain("TypeScript says:");
});
