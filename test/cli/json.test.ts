import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, expect, test } from "vitest";
import { main } from "../../generator/cli/main.js";
import type { Report } from "../../generator/cli/run-report.js";
import { makeFolder, repository, specOf, specWith } from "../support/generator.js";

const schema = JSON.parse(
  readFileSync(`${repository}/generator/cli/report.schema.json`, "utf8"),
) as object;
const fits = new Ajv2020().compile(schema);

let written = "";
beforeAll(() => {
  const { write } = process.stdout;
  process.stdout.write = (text: unknown) => {
    written += String(text);
    return true;
  };
  return () => {
    process.stdout.write = write;
  };
});

/** Runs a command line with `--json`; what it prints must be one document that fits the schema. */
async function run(...args: string[]): Promise<Report> {
  written = "";
  const code = await main([...args, "--json"]);
  const report = JSON.parse(written) as Report;
  expect(fits(report), JSON.stringify(fits.errors)).toBe(true);
  expect(report).toMatchObject({ schemaVersion: 1, command: args[0], exitCode: code });
  return report;
}

const warned = specWith({ "GET /a/{id}": { operationId: "getA" } });

test("generate and check report what they did, and where a problem is", async () => {
  const folder = makeFolder({ "openapi.json": warned });
  const flags = ["--spec", `${folder}/openapi.json`, "--out", `${folder}/client`];
  const stale = await run("check", ...flags);
  expect(stale.exitCode).toBe(1);
  expect(stale.clients[0]?.files).toContainEqual({ path: "index.ts", kind: "added" });

  const [first] = (await run("generate", ...flags)).clients;
  expect(first?.summary).toEqual({ operations: 1, groups: 1 });
  expect(first?.files).toContainEqual({ path: "client.ts", kind: "added" });
  expect(first?.diagnostics).toMatchObject([
    {
      code: "path-parameter-undeclared",
      severity: "warning",
      line: 1,
      pointer: "/paths/~1a~1{id}/get",
      help: expect.stringContaining("required: true"),
    },
  ]);
  expect((await run("generate", ...flags)).clients[0]?.files).toEqual([]);
  expect(await run("check", ...flags)).toMatchObject({ exitCode: 0, clients: [{ files: [] }] });
});

test("an unusable spec is reported with its client", async () => {
  const folder = makeFolder({ "openapi.json": specOf({ tags: {} }) });
  const flags = ["--spec", `${folder}/openapi.json`, "--out", `${folder}/client`];
  for (const command of ["generate", "check"]) {
    expect(await run(command, ...flags)).toMatchObject({
      exitCode: 2,
      clients: [{ files: [], diagnostics: [{ code: "wrong-shape", pointer: "/tags" }] }],
      diagnostics: [],
    });
  }
});

test("an invalid configuration is reported without a client", async () => {
  const folder = makeFolder({ "bad.yaml": "spek: a\n" });
  expect(await run("generate", "--config", `${folder}/bad.yaml`)).toMatchObject({
    exitCode: 2,
    clients: [],
    diagnostics: [{ code: "config-invalid", line: 1, column: 1 }],
  });
});
