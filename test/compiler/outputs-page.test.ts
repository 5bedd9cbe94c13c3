import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { optionSchemaProblem } from "../../generator/outputs/index.js";
import { tetherAll } from "../support/command-line.js";
import { makeFolder, readFiles, repository, specWith } from "../support/generator.js";

const page = readFileSync(join(repository, "docs/outputs.md"), "utf8");
const [, module = ""] = /^```js file=operations\.mjs\n([\s\S]*?)^```$/m.exec(page) ?? [];

describe("the module that docs/outputs.md shows", () => {
  const spec = specWith(
    {
      "GET /boms/{id}": {
        operationId: "getBom",
        tags: ["boms"],
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: {
          200: {
            description: "One",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Bom" } } },
          },
        },
      },
      "GET /count|sum": {
        operationId: "count",
        tags: ["boms"],
        deprecated: true,
        responses: {
          200: {
            description: "A",
            content: { "application/json": { schema: { type: "number" } } },
          },
        },
      },
    },
    {
      components: { schemas: { Bom: { type: "object" } } },
      webhooks: { changed: { post: { responses: { 204: { description: "Done" } } } } },
    },
  );
  const project = (options: string) =>
    makeFolder({
      "operations.mjs": module,
      "openapi.json": spec,
      "tether.config.yaml": `spec: openapi.json\noutputs:\n  ./operations.mjs: ${options}\n`,
    });

  test("runs, as the page configures it and with other options", async () => {
    const [, configured = ""] = /^ {2}\.\/operations\.mjs: (.*)$/m.exec(page) ?? [];
    const folders = [configured, "{ deprecated: false }"].map(project);
    const runs = await tetherAll(folders.map((folder) => ({ folder, args: ["generate"] })));
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    const [first, second] = folders.map(
      (folder) => readFiles(folder)["generated/operations.md"] ?? "",
    );
    expect(first).toBe(`# Our operations: Things 1

| Operation | Call | Required | Answer |
| --- | --- | --- | --- |
| GET /boms/{id} | client.boms.getBom() | id | Bom |
| GET /count\\|sum | client.boms.count() |  | number |
`);
    expect(second).toBe(
      (first ?? "").replace("Our operations", "Operations").replace(/^\| GET \/count.*\n/m, ""),
    );
  });

  test("is about 60 lines, and fits the types that it names", () => {
    expect(module.split("\n").length).toBeLessThan(75);
    const folder = makeFolder({ "operations.mjs": module });
    const program = ts.createProgram([join(folder, "operations.mjs")], {
      ...{ allowJs: true, checkJs: true, noEmit: true, strict: true, noImplicitAny: false },
      ...{ module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, types: ["node"] },
      lib: ["lib.es2023.d.ts"],
      skipLibCheck: true,
      paths: { "spec-tether/outputs": [join(repository, "generator/outputs/output-api.ts")] },
    });
    const own = program.getSourceFile(join(folder, "operations.mjs"));
    const problems = [
      ...program.getSyntacticDiagnostics(own),
      ...program.getSemanticDiagnostics(own),
    ];
    expect(own).toBeDefined();
    expect(
      problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
    ).toEqual([]);
    expect(
      program.getSourceFile(join(repository, "generator/outputs/output-api.ts")),
    ).toBeDefined();
  });
});

test("the page names each keyword that is checked, and the version of the interface", async () => {
  const { outputsVersion } = await import("../../generator/outputs/output-api.js");
  expect(page).toContain(`is **${outputsVersion}**`);
  const [, listed = ""] =
    /supported keywords are (.*)$/.exec(optionSchemaProblem({ type: "object", x: 1 }) ?? "") ?? [];
  expect(listed.split(", ").length).toBeGreaterThan(5);
  for (const keyword of listed.split(", ")) expect(page).toContain(`\`${keyword}\``);
});
