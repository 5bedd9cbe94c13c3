import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { foldDiagnostics } from "../../generator/capture/index.js";
import { mergeCaptured } from "../../generator/capture/merge/index.js";
import { makeFolder, writeFiles } from "../support/generator.js";
import { json, Project, twin } from "./support.js";

const empty = {
  "spec/openapi.yaml": "openapi: 3.1.1\ninfo: { title: Lots, version: '1' }\npaths: {}\n",
};
const page = (name: string, type = "string") =>
  twin(`Get ${name}`, `GET /${name}`, { responses: { 200: json({ type }) } });

const told = ({ warnings, drift }: Awaited<ReturnType<Project["look"]>>) => ({
  warnings: warnings.map(({ code, message }) => `${code}: ${message}`),
  drift,
});
const silence = { warnings: [], drift: [] };

describe("a page that vanishes from a saved folder", () => {
  const saved = () => {
    const pages = { "a.md": page("a"), "deep/b.md": page("b"), "deep/c.md": page("c") };
    return { project: new Project(empty), folder: makeFolder(pages) };
  };
  const gone = {
    warnings: ["page-gone: deep/b.md is gone; it documented GET /b"],
    drift: ["GET /b: deep/b.md is gone"],
  };

  test("is told once, and the operation stays; it is told again after it was back", async () => {
    const { project, folder } = saved();
    await project.capture(folder);
    expect(told(await project.look(folder))).toEqual(silence);
    rmSync(join(folder, "deep/b.md"));
    expect(told(await project.look(folder))).toEqual(gone);
    expect(told(await project.capture(folder))).toEqual(gone);
    const again = await project.look(folder);
    expect([told(again), again.differences]).toEqual([silence, []]);
    expect(again.gone).toMatchObject([{ page: "deep/b.md", isKnown: true }]);
    expect(project.read("openapi.yaml")["paths"]).toHaveProperty("/b");

    writeFiles(folder, { "deep/b.md": page("b") });
    const back = await project.capture(folder);
    expect([told(back), back.reread, back.gone]).toEqual([silence, [], []]);
    rmSync(join(folder, "deep/b.md"));
    expect(told(await project.look(folder))).toEqual(gone);
  });

  test("is gone only from the folder that it was captured from", async () => {
    const { project, folder } = saved();
    await project.capture(folder);
    const of = async (source: string) => told(await project.look(source));
    expect(await of(join(folder, "a.md"))).toEqual(silence);
    expect(await of(makeFolder({ "a.md": page("a") }))).toEqual(silence);
    expect(await of(join(folder, "deep"))).toEqual(silence);
  });

  test("is not gone if it was renamed, cannot be read, or shows no operation any more", async () => {
    const { project, folder } = saved();
    await project.capture(folder);
    renameSync(join(folder, "deep/c.md"), join(folder, "c-2.md"));
    expect(told(await project.look(folder))).toEqual(silence);
    writeFiles(folder, { "deep/b.md": "PK\u0003\u0004" });
    expect((await project.look(folder)).warnings).toMatchObject([{ code: "page-failed" }]);
    writeFiles(folder, { "deep/b.md": "404\nThis page could not be found.\n" });
    expect((await project.look(folder)).warnings).toMatchObject([{ code: "page-unusable" }]);
  });

  test("is noticed too if a single file was captured first, or has changed in between", async () => {
    const { project, folder } = saved();
    await project.capture(join(folder, "deep/b.md"));
    await project.capture(folder);
    writeFiles(folder, { "deep/b.md": page("b", "integer") });
    await project.capture(join(folder, "deep/b.md"));
    rmSync(join(folder, "deep/b.md"));
    expect((await project.look(folder)).gone).toMatchObject([{ path: "/b", isKnown: false }]);
  });
});

test("a page that vanishes from a site is told once", async () => {
  const project = new Project(empty);
  await project.capture({ "a.md": page("a") });
  const [file = ""] = Object.keys(project.files()).filter((name) => name.includes("captures"));
  project.edit(`spec/${file}`, (text) =>
    text.replace(/^page: .*\nfolder: .*$/m, "page: https://d.test/a"),
  );
  const merge = () => mergeCaptured(project.entry, [], { completeHosts: ["d.test"] });
  const { gone, edits } = merge();
  expect(gone).toEqual([{ page: "https://d.test/a", method: "GET", path: "/a", isKnown: false }]);
  for (const [path, text] of edits) writeFiles("/", { [path]: text });
  expect(merge().gone).toMatchObject([{ isKnown: true }]);
  expect([...merge().edits]).toEqual([]);
});

test("so is a document to which a page in the folder leads, in one line for people", async () => {
  const project = new Project(empty);
  const schema = { type: "string" };
  const operation = { responses: { 200: json(schema) } };
  const document = {
    openapi: "3.1.0",
    info: { title: "Lots", version: "1" },
    paths: { "/a": { get: operation }, "/b": { get: operation } },
  };
  const shell = '<!doctype html><redoc spec-url="deep/openapi.json"></redoc>';
  const folder = makeFolder({
    "index.html": shell,
    "deep/openapi.json": JSON.stringify(document),
    "c.md": page("c"),
  });
  await project.capture(folder);
  expect(told(await project.look(folder))).toEqual(silence);
  writeFiles(folder, { "index.html": "<!doctype html><p>About us</p>" });
  rmSync(join(folder, "deep/openapi.json"));
  const lacking = await project.capture(folder);
  expect(foldDiagnostics(lacking.warnings).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^deep\/openapi\.json is gone; it documented GET \/a \(and 1 more/),
  ]);
  expect(lacking.drift).toHaveLength(2);
  const again = await project.look(folder);
  expect([told(again), again.differences, again.gone.length]).toEqual([silence, [], 2]);
  writeFiles(folder, { "index.html": shell, "deep/openapi.json": JSON.stringify(document) });
  expect((await project.capture(folder)).gone).toEqual([]);
  expect((await project.look(folder)).differences).toEqual([]);
});
