import { expect, test } from "vitest";
import type { Files } from "../support/generator.js";
import { makeFolder, writeFiles } from "../support/generator.js";
import { json, Project, twin } from "./support.js";

const spec = (paths: string) =>
  `openapi: 3.1.1\ninfo: { title: Lots, version: '1' }\npaths: { ${paths} }\n`;
const page = (title: string, type: string, more: object = {}, path = "/lots") =>
  twin(title, `GET ${path}`, {
    parameters: [{ name: "limit", in: "query", schema: { type } }],
    responses: { 200: json({ type: "object" }) },
    ...more,
  });
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
const ours =
  "/lots: { get: { parameters: [{ name: limit, in: query, schema: { type: boolean } }], responses: {} } }";

test.each<[string, string, Files]>([
  ["page-contradicts-itself", "", { "a.md": page("A", "string", wrong) }],
  ["page-contradicts-spec", ours, { "a.md": page("A", "string") }],
])("%s is told at the first capture, and not again", async (code, paths, pages) => {
  const project = new Project({ "spec/openapi.yaml": spec(paths) });
  const folder = makeFolder(pages);
  const codes = ({ warnings }: { warnings: readonly { code: string }[] }) =>
    warnings.map((each) => each.code);
  expect(codes(await project.capture(folder))).toEqual([code]);
  const again = await project.look(folder);
  expect([codes(again), again.drift, again.differences]).toEqual([[], [], []]);
});

test("page-duplicate is told at the first capture, and again when the page has changed", async () => {
  const project = new Project({ "spec/openapi.yaml": spec("") });
  const folder = makeFolder({ "a.md": page("A", "string"), "b.md": page("A", "integer") });
  const told = { warnings: [{ code: "page-duplicate" }], duplicates: [{ isKnown: false }] };
  expect(await project.capture(folder)).toMatchObject(told);
  const silent = { warnings: [], drift: [], differences: [], duplicates: [{ isKnown: true }] };
  expect(await project.look(folder)).toMatchObject(silent);
  writeFiles(folder, { "b.md": page("A", "boolean") });
  expect(await project.capture(folder)).toMatchObject(told);
  expect(await project.look(folder)).toMatchObject(silent);
});

test("what could not be read is told each time, because it may have changed", async () => {
  const project = new Project({ "spec/openapi.yaml": spec("") });
  const folder = makeFolder({
    "a.md": page("A", "string"),
    "b.txt": "PK\u0003\u0004",
    "c.txt": "404\nThis page could not be found.\n",
  });
  const told = {
    warnings: [{ code: "page-failed" }, { code: "page-unusable" }],
    missing: 2,
  };
  expect(await project.capture(folder)).toMatchObject(told);
  expect(await project.look(folder)).toMatchObject({ ...told, drift: [], differences: [] });
});
