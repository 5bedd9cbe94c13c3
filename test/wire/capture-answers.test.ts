import { afterAll, expect, test } from "vitest";
import { capturePages } from "../../generator/capture/index.js";
import { DiagnosticError } from "../../generator/diagnostics/index.js";
import { json, Project, twin } from "../merge/support.js";
import { makeFolder } from "../support/generator.js";
import { type Answer, type Site, serve } from "./capture-server.js";

const sites: Site[] = [];
afterAll(async () => {
  await Promise.all(sites.map((site) => site.close()));
});

async function siteWith(routes: Readonly<Record<string, Answer | string>>): Promise<Site> {
  const site = await serve(routes);
  sites.push(site);
  return site;
}

const empty = "openapi: 3.1.1\ninfo: { title: A, version: '1' }\npaths: {}\n";
const project = () => new Project({ "spec/openapi.yaml": empty });
const page = (title: string, path: string, type = "string") =>
  twin(title, `GET ${path}`, { responses: { 200: json({ type }) } });

/** A program that answers every address with itself. */
const shell =
  '<!doctype html><html><head><script src="/app.js"></script></head><body><div id="root"></div></body></html>';

test("HTML in place of a .md page is named: which page, why, and the next step", async () => {
  const site = await siteWith({
    "/llms.txt":
      "## API Docs\n- [Lots](/lots-4100001.md)\n- [Bins](/bins-4100002.md)\n- [Parts](/parts-4100003)\n",
    "/lots-4100001.md": page("Lots", "/lots"),
    "/bins-4100002.md": (_, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end(shell),
    "/parts-4100003.md": (_, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end(shell),
    "/parts-4100003": shell,
  });
  const report = await project().look(site.url);
  expect(report).toMatchObject({ operations: 1, missing: 2, others: {} });
  const messages = report.warnings.map(({ code, message }) => `${code} ${message}`);
  expect(messages).toEqual([
    expect.stringMatching(
      /^page-unusable http:.*\/bins-4100002\.md is left out, as unreadable: an HTML page is served .* Markdown; save the page as a browser shows it/,
    ),
    expect.stringMatching(
      /^page-unusable http:.*\/parts-4100003 is left out, as unreadable: its HTML has no text; .*; save the page/,
    ),
  ]);
});

test.each<[string, string, RegExp]>([
  ["a page", "docs/lots-4100001", /docs\/lots-4100001 is left out.*its HTML has no text/],
  ["a .md page", "docs/lots-4100001.md", /\.md is left out.*in place of Markdown/],
  ["a list", "llms.txt", /llms\.txt: it is an HTML page, not a list of pages/],
  ["all pages", "llms-full.txt", /llms-full\.txt is left out/],
  ["a site", "", /is left out.*its HTML has no text/],
])("an application that answers everything has no operation: %s", async (_, path, want) => {
  const html: Answer = (_, response) =>
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(shell);
  const site = await siteWith(
    Object.fromEntries(
      ["", "llms.txt", "llms-full.txt", "docs/lots-4100001", "docs/lots-4100001.md"].map((path) => [
        `/${path}`,
        html,
      ]),
    ),
  );
  const error = await project()
    .look(site.url + path)
    .catch((error: unknown) => error);
  expect(error).toBeInstanceOf(DiagnosticError);
  const messages = (error as DiagnosticError).diagnostics.map(({ message }) => message).join("\n");
  expect(messages).toMatch(want);
});

test("llms-full.txt gives all pages, with the lines of the file, once beside the pages", async () => {
  const full = (type: string) =>
    `# Stock\n\nAbout.\n\n${page("Lots", "/lots")}\n${page("Bins", "/bins", type)}\n${page("批次", "/parts")}`;
  const site = await siteWith({ "/llms-full.txt": full("string") });
  const from = project();
  const url = `${site.url}llms-full.txt`;
  const report = await from.capture(url);
  expect(report).toMatchObject({ pages: 4, operations: 3, others: { prose: 1 }, duplicates: [] });
  const { paths, "x-sources": sources } = from.read("openapi.yaml") as {
    paths: object;
    "x-sources": Record<string, { title: string; url: string }>;
  };
  expect(Object.keys(paths)).toEqual(["/lots", "/bins", "/parts"]);
  expect(Object.values(sources).map(({ title, url }) => [title, url])).toEqual(
    ["Lots", "Bins", "批次"].map((title) => [title, url]),
  );
  expect((await from.look(url)).differences).toEqual([]);
  site.routes.set("/llms-full.txt", full("integer"));
  const edited = await from.look(url);
  expect(edited.drift).toEqual([expect.stringContaining("GET /bins: response 200, type")]);
  expect(edited.differences.map(({ path }) => path)).toHaveLength(2);

  // A saved site has the same pages twice: each counts once, with its folder.
  const folder = {
    "llms.txt":
      "## API Docs\n- Stock > Lots [Lots](https://d.test/lots.md)\n- Stock [Bins](https://d.test/bins.md)\n- Stock [批次](https://d.test/parts.md)\n",
    "llms-full.txt": full("integer"),
    "bins.md": page("Bins", "/bins"),
  };
  const saved = project();
  const result = await saved.capture(makeFolder(folder));
  expect(result).toMatchObject({ operations: 3, duplicates: [], unlisted: [] });
  const { tags } = saved.read("openapi.yaml") as { tags: { name: string }[] };
  expect(tags.map(({ name }) => name)).toEqual(["Stock"]);
  // The page of its own is the one that is read.
  expect(JSON.stringify(saved.read("openapi.yaml")["paths"])).not.toContain("integer");
  expect((await saved.look(makeFolder(folder))).drift).toEqual([]);
});

test("a message about a page of llms-full.txt has the line of the file", async () => {
  const bad = twin("Bins", "POST /bins", {
    requestBody: {
      content: {
        "application/json": {
          schema: { type: "object", properties: { a: { type: "integer" } } },
          example: { a: ["no integer"] },
        },
      },
    },
    responses: { 200: json({ type: "string" }) },
  });
  const text = `${page("Lots", "/lots")}\n${bad}`;
  const folder = makeFolder({ "llms-full.txt": text });
  const { warnings } = await capturePages({
    sources: [folder],
    target: project().entry,
    isNew: false,
    cacheFolder: makeFolder(),
  });
  const [warning] = warnings.filter(({ code }) => code === "page-contradicts-itself");
  expect(text.split("\n")[(warning?.place?.line ?? 0) - 1]).toMatch(/integer|no integer|"a"/);
});
