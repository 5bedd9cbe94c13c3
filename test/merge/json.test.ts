import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { capturePages, mergeRecordings, writeCaptured } from "../../generator/capture/index.js";
import { makeFolder, writeFiles } from "../support/generator.js";
import { json, twin } from "./support.js";

const page = (properties: object) =>
  twin("Get a", "GET /a", { responses: { 200: json({ type: "object", properties }) } });

async function captured(target: string, pages: string, isNew: boolean) {
  const report = await capturePages({ sources: [pages], target, isNew, cacheFolder: makeFolder() });
  writeCaptured(report);
  return report;
}

test("a document of captured facts is JSON if its name says so", async () => {
  const folder = makeFolder({ "pages/a.md": page({ n: { type: "string" } }) });
  const target = join(folder, "out.json");
  await captured(target, join(folder, "pages"), true);
  const text = readFileSync(target, "utf8");
  expect(JSON.parse(text)).toMatchObject({ paths: { "/a": { get: { summary: "Get a" } } } });
  expect(text).toMatch(/^\{\n {2}"openapi": "3\.1\.1",\n/);
});

test("so is one of what recordings show", () => {
  const answer = {
    status: 200,
    headers: [],
    content: { text: "{}", mimeType: "application/json" },
  };
  const request = { method: "GET", url: "https://api.test/a", headers: [] };
  const folder = makeFolder({
    "a.har": JSON.stringify({ log: { entries: [{ request, response: answer }] } }),
  });
  const target = join(folder, "out.json");
  writeCaptured(mergeRecordings({ recordings: [join(folder, "a.har")], target, isNew: true }));
  expect(JSON.parse(readFileSync(target, "utf8"))).toMatchObject({ paths: { "/a": { get: {} } } });
});

const operation = (schema: object) => ({
  get: { summary: "Get a", responses: { 200: { description: "A", ...json(schema) } } },
});
const known = { type: "object", properties: { n: { type: "string", maxLength: 1 } } };
const info = { title: "T", version: "1", "x-big": 0 };
const specOf = (schema: object) => ({ openapi: "3.1.0", info, paths: { "/a": operation(schema) } });

test.each([
  ["on one line", 0],
  ["with tabs", "\t"],
  ["with four blanks", 4],
])("a spec in JSON %s stays as it is, but for what is added", async (_, step) => {
  const folder = makeFolder({
    "pages/a.md": page({ n: { type: "string" }, m: { type: "integer" } }),
  });
  const target = join(folder, "spec.json");
  const text = (schema: object) =>
    JSON.stringify(specOf(schema), undefined, step).replace(/0(?=\s*\})/, "12345678901234567890");
  writeFiles(folder, { "spec.json": text(known) });
  await captured(target, join(folder, "pages"), false);
  const properties = { ...known.properties, m: { type: "integer" } };
  const want = text({ ...known, properties });
  // The page does not mention the limit, which is told, and kept.
  expect(readFileSync(target, "utf8")).toBe(want);
  const again = await captured(target, join(folder, "pages"), false);
  expect(again.differences).toEqual([]);
});

test("of a spec in several files each keeps its form", async () => {
  const folder = makeFolder({
    "pages/a.md": page({ n: { type: "string" }, m: { type: "integer" } }),
    "spec.yaml":
      'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths:\n    /a: {$ref: "paths.json"}\n',
    "paths.json": JSON.stringify(operation({ $ref: "my%20types.yaml#/A" })),
    "my types.yaml": "A: {type: object,\n    properties: {n: {type: string}}} # by hand\n",
  });
  const report = await captured(join(folder, "spec.yaml"), join(folder, "pages"), false);
  const changed = report.differences.filter(({ path }) => !path.startsWith("captures/"));
  expect(changed.map(({ path, after }) => [path, after])).toEqual([
    [
      "my types.yaml",
      "A: {type: object,\n    properties: {n: {type: string}, m: { type: integer }}} # by hand\n",
    ],
  ]);
});
