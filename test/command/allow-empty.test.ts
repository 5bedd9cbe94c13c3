import { expect, test } from "vitest";
import { tetherAll } from "../support/command-line.js";
import { makeFolder, readFiles, specWith } from "../support/generator.js";

const spec = specWith({
  "GET /a": { operationId: "getA", tags: ["shop"], deprecated: true },
  "GET /b": { operationId: "getB", tags: ["shop"], deprecated: true },
});
const files = {
  "openapi.json": spec,
  "tether.config.yaml": "spec: openapi.json\nfilter:\n  tags: [shpo]\n",
};

test("a filter that leaves nothing is refused, with its place and the closest name", async () => {
  const folder = makeFolder(files);
  const lines = [["generate"], ["check"], ["generate", "--json"], ["diff", "openapi.json"]];
  const [generated, checked, asJson] = await tetherAll(lines.map((args) => ({ folder, args })));
  for (const run of [generated, checked]) {
    expect(run).toMatchObject({ code: 2, out: "" });
    expect(run?.err).toMatch(
      /^tether\.config\.yaml:2:1: error\[filter-empty\]: the filter leaves nothing of the 2 operations of openapi\.json$/m,
    );
    expect(run?.err).toContain(
      'warning[filter-unmatched]: "shpo" in `filter.tags` matches no operation of the spec; did you mean "shop"?',
    );
  }
  expect(asJson?.code).toBe(2);
  expect(JSON.parse(asJson?.out ?? "")).toMatchObject({
    clients: [{ diagnostics: [{ code: "filter-empty" }, { code: "filter-unmatched" }] }],
  });
  expect(readFiles(folder)).toEqual(files);
});

test("--allow-empty goes on, and the next run without it is refused again", async () => {
  const folder = makeFolder(files);
  const [empty, again, current] = await tetherAll([
    { folder, args: ["generate", "--allow-empty"] },
    { folder, args: ["generate"] },
    { folder, args: ["check", "--allow-empty"] },
  ]);
  expect(empty).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^0 operations in 0 groups\n/),
  });
  expect(again).toMatchObject({ code: 2, err: expect.stringContaining("error[filter-empty]") });
  expect(current).toMatchObject({ code: 0 });
});

test("types refuses to leave out everything as deprecated", async () => {
  const folder = makeFolder(files);
  const args = ["types", "openapi.json", "--exclude-deprecated", "-o", "paths.ts"];
  const [refused, allowed] = await tetherAll([
    { folder, args },
    { folder, args: [...args, "--allow-empty"] },
  ]);
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("error[filter-empty]") });
  expect(allowed).toMatchObject({ code: 0, out: "paths.ts written\n" });
});

test("diff says the same of a version that the filter empties", async () => {
  const folder = makeFolder({
    ...files,
    "old.json": spec,
    "tether.config.yaml": "spec: openapi.json\nfilter:\n  operations: [getC]\n",
  });
  const args = ["diff", "old.json", "openapi.json"];
  const [refused, allowed] = await tetherAll([
    { folder, args },
    { folder, args: [...args, "--allow-empty"] },
  ]);
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("error[filter-empty]") });
  expect(allowed).toMatchObject({ code: 0 });
});

test("a document without any operation is none that a filter emptied", async () => {
  const folder = makeFolder({ ...files, "openapi.json": specWith({}) });
  const [run] = await tetherAll([{ folder, args: ["generate"] }]);
  expect(run).toMatchObject({ code: 0 });
});
