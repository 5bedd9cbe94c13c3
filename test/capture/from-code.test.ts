import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { parse } from "yaml";
import { capture, captureRecordings, DiagnosticError } from "../../generator/index.js";
import { json, twin } from "../merge/support.js";
import { makeFolder } from "../support/generator.js";

const page = twin("Get lot", "GET /lots", { responses: { 200: json({ type: "object" }) } });
const spec = `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a: { get: { operationId: a, responses: { "204": { description: A } } } }
`;

function given() {
  const folder = makeFolder({ "openapi.yaml": spec });
  const file = join(folder, "openapi.yaml");
  const options = { sources: [makeFolder({ "lot.md": page })], cacheFolder: makeFolder() };
  return { folder, file, options };
}

test("reports what a capture would change, and writes nothing", async () => {
  const { file, folder, options } = given();
  const written = [vi.spyOn(process.stdout, "write"), vi.spyOn(process.stderr, "write")];
  const report = await capture({ ...options, spec: file, write: false });
  const printed = written.flatMap(({ mock }) => mock.calls);
  for (const each of written) each.mockRestore();
  expect(printed).toEqual([]);
  expect(report).toMatchObject({ pages: 1, operations: 1, missing: 0, folder });
  expect(report.drift).toEqual([
    expect.stringContaining("GET /lots: operation: nothing in the spec, Get lot on"),
    expect.stringContaining("GET /lots: response 200: nothing in the spec"),
  ]);
  expect(report.differences.map(({ path, kind }) => `${kind} ${path}`)).toEqual(
    expect.arrayContaining(["changed openapi.yaml"]),
  );
  expect([report.before?.total.operations, report.after.total.operations]).toEqual([1, 2]);
  expect(readFileSync(file, "utf8")).toBe(spec);
});

test("writes what the pages state into the spec, once", async () => {
  const { file, options } = given();
  const { differences } = await capture({ ...options, spec: file });
  const after = differences.find(({ path }) => path === "openapi.yaml")?.after;
  expect(after).toContain("/lots");
  expect(readFileSync(file, "utf8")).toBe(after);
  const again = await capture({ ...options, spec: file });
  expect([again.drift, again.differences]).toEqual([[], []]);
});

test("writes a document of its own, and reads no spec for it", async () => {
  const { folder, options } = given();
  const out = join(folder, "captured.yaml");
  const { before } = await capture({ ...options, spec: join(folder, "gone.yaml"), out });
  expect(before).toBeUndefined();
  expect(readFileSync(out, "utf8")).toContain("/lots");
});

test.each([
  ["source-unusable", { sources: ["/no/such/folder"] }],
  ["file-unreadable", { spec: "gone.yaml" }],
])("throws %s, and writes nothing", async (code, wrong) => {
  const { folder, options } = given();
  const spec = join(folder, "openapi.yaml");
  const error = await capture({ ...options, spec, ...wrong }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DiagnosticError);
  expect((error as DiagnosticError).diagnostics.map((each) => each.code)).toEqual([code]);
  expect(existsSync(join(folder, "captures"))).toBe(false);
});

test("recordings have a function of their own, which writes once too", async () => {
  const { folder, file } = given();
  const recording = join(folder, "calls.ndjson");
  const exchange = {
    schemaVersion: 1,
    startedAt: "2026-11-30T10:00:00Z",
    request: { method: "GET", url: "https://api.test/b", headers: [["user-agent", "t/1"]] },
    response: { status: 200, headers: [], body: { text: "{}", mediaType: "application/json" } },
  };
  writeFileSync(recording, JSON.stringify(exchange));
  const options = { recordings: [recording], spec: file };
  const { calls, operations, target } = await captureRecordings({ ...options, write: false });
  const day = "2026-11-30";
  expect({ calls, operations, target }).toEqual({
    calls: 1,
    operations: [{ method: "GET", path: "/b", calls: 1, statuses: [200], first: day, last: day }],
    target: file,
  });
  expect(readFileSync(file, "utf8")).toBe(spec);
  await captureRecordings(options);
  expect(parse(readFileSync(file, "utf8"))).toHaveProperty(["paths", "/b", "get"]);
  expect((await captureRecordings(options)).differences).toEqual([]);
  await expect(capture({ sources: [recording] })).rejects.toThrow("captureRecordings()");
});
