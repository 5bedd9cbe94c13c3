import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { runHere } from "../command/hostile-log-text.js";
import { makeFolder, repository, writeFiles } from "../support/generator.js";
import { json, twin } from "./support.js";

/** What `capture --json` prints, against the schema that is published for it. */
const schema = JSON.parse(
  readFileSync(join(repository, "generator/capture/capture.schema.json"), "utf8"),
) as object;
const fits = new Ajv2020({ allErrors: true }).compile(schema);

type Report = Readonly<Record<string, unknown>> & { readonly exitCode: number };

async function report(...args: string[]): Promise<Report> {
  const { code, log } = await runHere("capture", ...args, "--json", "--cache", makeFolder());
  const printed = JSON.parse(log) as Report;
  expect(fits(printed), JSON.stringify(fits.errors)).toBe(true);
  expect(printed.exitCode).toBe(code);
  return printed;
}

const lots = (limit: object, more: object = {}) =>
  twin(
    "List lots",
    "GET /lots",
    {
      parameters: [{ name: "limit", in: "query", schema: limit }],
      responses: { 200: json({ type: "array", items: { type: "string" } }) },
      ...more,
    },
    { id: "4100011" },
  );
const wrong = {
  requestBody: {
    content: {
      "application/json": {
        schema: { type: "object", properties: { a: { type: "integer" } } },
        example: { a: "x" },
      },
    },
  },
};
const spec = `openapi: 3.1.1
info: { title: Lots, version: "1" }
paths:
  /lots: { get: { parameters: [{ name: limit, in: query, schema: { type: boolean } }], responses: {} } }
  /a: { get: &shared { summary: Get a, responses: {} } }
  /b: { get: *shared }
`;

test("a report of pages has every kind of finding as the schema says, and so has a check", async () => {
  const folder = makeFolder({
    "spec/openapi.yaml": spec,
    "pages/lots.md": lots({ type: "integer" }, wrong),
    "pages/older.md": lots({ type: "string" }),
    "pages/a.md": twin("Get a", "GET /a", { responses: { 200: json({ type: "string" }) } }),
    "pages/gone.md": twin("Get c", "GET /c", { responses: { 204: { description: "" } } }),
    "pages/nav.txt": "- List lotsGET\n- Weigh a lotPOST\n",
    "pages/cut.txt": "404\nThis page could not be found.\n",
  });
  const args = [join(folder, "pages"), "--spec", join(folder, "spec/openapi.yaml")];
  const first = await report(...args);
  const found = (name: string, of: Report = first) => (of[name] as unknown[]).length;
  const kinds = ["changes", "conflicts", "contradictions", "duplicates", "unlisted", "unshared"];
  for (const kind of [...kinds, "files", "diagnostics"])
    expect(found(kind), kind).toBeGreaterThan(0);
  writeFiles(folder, { "pages/gone.md": "# Gone\n" });
  const checked = await report(...args, "--check");
  expect([found("gone", checked), found("files", checked)]).not.toContain(0);
  const out = await report(join(folder, "pages"), "--out", join(folder, "out.yaml"));
  expect(out["before"]).toBeUndefined();
});

test("so has a report of recordings, and one of a run that could do nothing", async () => {
  const call = {
    schemaVersion: 1,
    startedAt: "2026-01-05T10:00:00Z",
    request: { method: "GET", url: "https://api.lots.test/lots", headers: [] },
    response: {
      status: 200,
      headers: [["content-type", "application/json"]],
      body: { text: "[]", mediaType: "application/json" },
    },
  };
  const folder = makeFolder({ "calls.ndjson": `${JSON.stringify(call)}\n`, "empty/x.txt": "x" });
  const out = join(folder, "out.yaml");
  const recorded = await report(join(folder, "calls.ndjson"), "--out", out);
  expect(recorded).toMatchObject({ exchanges: 1, operations: [{ statuses: [200] }] });
  expect(await report(join(folder, "empty"), "--out", out)).toMatchObject({ exitCode: 2 });
});
