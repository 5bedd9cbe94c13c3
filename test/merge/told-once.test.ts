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

test("what a navigation lists and the spec lacks is told once, and by a check as long as that is so", async () => {
  const project = new Project({ "spec/openapi.yaml": spec("") });
  const other = (name: string) => `- ${name}GET\n- Weigh a ${name}POST\n`;
  const pages = { "a.md": page("Lots", "string"), "nav.txt": other("Lots") };
  const folder = makeFolder(pages);
  const lists = { warnings: [{ code: "page-lists-more" }], unlisted: [{ isKnown: false }] };
  expect(await project.capture(folder)).toMatchObject(lists);

  const again = await project.capture(folder);
  expect(again).toMatchObject({ warnings: [], differences: [], unlisted: [{ isKnown: true }] });
  // What `--check` shows.
  expect(again.drift).toEqual([expect.stringContaining('lists "Weigh a Lots" (POST)')]);

  // What another navigation lists is told, too, and does not make the first one new.
  const elsewhere = makeFolder({
    "a.md": page("Lots", "string"),
    "nav.txt": `${other("Lots")}- Sell lotsPUT\n`,
  });
  const titles = ({ warnings }: Awaited<ReturnType<Project["look"]>>) =>
    warnings.map(({ message }) => /"(.*?)"/.exec(message)?.[1]);
  expect(titles(await project.capture(elsewhere))).toEqual(["Sell lots"]);
  expect(titles(await project.capture(folder))).toEqual([]);
  expect(titles(await project.capture(elsewhere))).toEqual([]);

  // Somebody describes it, and takes that back later: it is news again.
  const weigh = page("Weigh a Lots", "string", {}, "/weigh").replace('"get"', '"post"');
  const after = await project.capture(makeFolder({ ...pages, "weigh.md": weigh }));
  expect([titles(after), after.unlisted]).toEqual([[], []]);
  expect(project.read("captures/listed.yaml")).toEqual({
    listed: [{ title: "Sell lots", method: "PUT" }],
  });
});

test("a page that only refers to an operation lacks nothing once its document is captured, too", async () => {
  const project = new Project({ "spec/openapi.yaml": spec("") });
  const folder = makeFolder({
    "pets.mdx": '---\ntitle: Pets\nopenapi: "GET /pets/{petId}"\n---\n',
    "document.md": page("Pets", "string", {}, "/pets/{id}"),
  });
  expect(await project.capture(folder)).toMatchObject({
    ...{ warnings: [], missing: 0, operations: 1, others: { shell: 1 } },
  });
  writeFiles(folder, { "pets.mdx": '---\ntitle: Pets\nopenapi: "PUT /pets/{petId}"\n---\n' });
  expect(await project.look(folder)).toMatchObject({
    ...{ warnings: [{ code: "page-unusable" }], missing: 1 },
  });
});
