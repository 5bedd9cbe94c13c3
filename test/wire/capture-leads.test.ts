import { afterEach, describe, expect, test } from "vitest";
import { capture, isRecording } from "../../generator/capture/index.js";
import { leadsOf, readPage } from "../../generator/capture/readers/index.js";
import { readPages, type SourceOptions } from "../../generator/capture/sources/index.js";
import type { DiagnosticError } from "../../generator/diagnostics/index.js";
import { makeFolder } from "../support/generator.js";
import { type Answer, type Site, serve } from "./capture-server.js";

const sites: Site[] = [];
afterEach(() => Promise.all(sites.splice(0).map((site) => site.close())));

async function siteWith(routes: Readonly<Record<string, Answer | string>>): Promise<Site> {
  const site = await serve(routes);
  sites.push(site);
  return site;
}

const read = (source: string, documents: SourceOptions["documents"] = {}) =>
  readPages(source, { cacheFolder: makeFolder(), retryDelayMs: 1, leadsOf, documents });

const document = (title: string, rest: object = {}) =>
  JSON.stringify({
    openapi: "3.1.0",
    info: { title, version: "1" },
    paths: { [`/${title}`]: { get: { responses: { 200: { description: "" } } } } },
    ...rest,
  });
const redoc = (href: string) => `<!doctype html><redoc spec-url="${href}"></redoc>`;
const swaggerUi = (options: string) =>
  `<!doctype html><body><div id="swagger-ui"></div>\n<script>\nSwaggerUIBundle(${options})\n</script>`;

describe("a document", () => {
  test("on another host is only read if the config lists the host", async () => {
    const other = await siteWith({ "/a.json": document("a") });
    const { host } = new URL(other.url);
    const site = await siteWith({ "/docs": redoc(`${other.url}a.json`) });
    const { failures } = await read(`${site.url}docs`);
    expect(failures).toEqual([
      {
        location: `${other.url}a.json`,
        why: `it is on another host: add ${host} to \`refs.allowHosts\` in the config file to read it, and name that file with \`--config\` if you use \`--out\``,
      },
    ]);
    expect(other.asked).toEqual([]);
    const inside = await read(`${site.url}docs`, { allowHosts: [host] });
    expect(inside.failures[0]?.why).toContain("is private, and `refs.allowPrivate` is not set");
    expect(other.asked).toEqual([]);
    const allowed = await read(`${site.url}docs`, { allowHosts: [host], allowPrivate: true });
    expect(allowed.pages.map(({ origin }) => origin)).toEqual(["text", "document"]);
    expect(other.asked).toEqual(["/robots.txt", "/a.json"]);
  });

  test("that robots.txt disallows is left alone", async () => {
    const site = await siteWith({
      "/robots.txt": "User-agent: *\nDisallow: /private",
      "/docs": redoc("/private/a.json"),
      "/private/a.json": document("a"),
    });
    const { failures } = await read(`${site.url}docs`);
    expect(failures.map(({ why }) => why)).toEqual(["robots.txt disallows it"]);
    expect(site.asked).not.toContain("/private/a.json");
  });

  test("is found from where a redirect leads", async () => {
    const site = await siteWith({
      "/docs": (_, response) => response.writeHead(302, { location: "/ui/index.html" }).end(),
      "/ui/index.html": redoc("./a.json"),
      "/ui/a.json": document("a"),
    });
    const { pages } = await read(`${site.url}docs`);
    expect(pages.at(-1)).toMatchObject({ location: `${site.url}ui/a.json`, origin: "document" });
  });

  test("may not refer to a host that is not allowed", async () => {
    const refers = { components: { schemas: { A: { $ref: "http://192.0.2.1/x.json" } } } };
    const site = await siteWith({ "/docs": redoc("/a.json"), "/a.json": document("a", refers) });
    const [failure] = (await read(`${site.url}docs`)).failures;
    expect(failure?.why).toContain("192.0.2.1 is not in `refs.allowHosts`");
  });

  test("that is linked and is not there is no failure", async () => {
    const link = '<!doctype html><p>Hello</p><a href="/openapi.json">the document</a>';
    const site = await siteWith({ "/docs": link });
    expect(await read(`${site.url}docs`)).toMatchObject({
      failures: [],
      unsure: [{ location: `${site.url}openapi.json` }],
    });
  });
});

test("all documents of a selection are read, in its order, and each once", async () => {
  const urls = ["b", "a", "b"].map((name) => ({ url: `/${name}.json`, name }));
  const site = await siteWith({
    "/docs": swaggerUi(`{ urls: ${JSON.stringify(urls)}, url: "/never.json" }`),
    "/a.json": document("a"),
    "/b.json": document("b"),
  });
  const { pages, failures } = await read(`${site.url}docs`);
  expect(failures).toEqual([]);
  expect(pages.map(({ location }) => location.replace(site.url, "/"))).toEqual([
    "/docs",
    "/b.json",
    "/a.json",
  ]);
});

test("the places of an embedded document are those on the page", async () => {
  const site = await siteWith({ "/docs": swaggerUi(`{\n  spec: ${document("a")} }`) });
  const { pages } = await read(`${site.url}docs`);
  const reading = pages.flatMap((page) => (page.origin === "document" ? [readPage(page)] : []));
  expect(reading).toMatchObject([
    { endpoints: [{ method: { quote: { line: 4, column: 78, pointer: "/paths/~1a/get" } } }] },
  ]);
});

describe("a script is data", () => {
  test.each([
    ["an address that it computes", "{ url: base + '/a.json' }"],
    ["an address of a function", "{ url: (() => '/a.json')() }"],
    ["a template with a placeholder", "{ url: `$" + "{base}/a.json` }"],
    ["an object that is not complete", "{ url: "],
    ["no call", ""],
  ])("%s is said, with what to do", async (_, options) => {
    const site = await siteWith({ "/docs": swaggerUi(options) });
    const { pages } = await read(`${site.url}docs`);
    expect(pages.map((page) => readPage(page))).toMatchObject([
      { kind: "unreadable", next: expect.stringContaining("capture the address") },
    ]);
  });

  test.each([
    ["single quotes and escapes", "{ 'url': '\\/\\u0061.json' }"],
    ["comments", "{ /* url: '/x.json' */ // url: '/y.json'\n url: '/a.json' }"],
    [
      "what only a browser knows beside it",
      "{ dom: document.getElementById('a'), ...more, url: '/a.json', f() { return { url: '/x' } } }",
    ],
  ])("%s are read", async (_, options) => {
    const site = await siteWith({ "/docs": swaggerUi(options), "/a.json": document("a") });
    const { pages, failures } = await read(`${site.url}docs`);
    expect(failures).toEqual([]);
    expect(pages.at(-1)?.location).toBe(`${site.url}a.json`);
  });
});

test("a document of its own may be on another host, too, if a config file that is named says so", async () => {
  const other = await siteWith({ "/a.json": document("a") });
  const site = await siteWith({ "/docs": redoc(`${other.url}a.json`) });
  const { host } = new URL(other.url);
  const folder = makeFolder({
    // A filter of the spec has nothing to do with what is captured.
    "refs.yaml": `refs: { allowHosts: ["${host}"], allowPrivate: true }\nfilter: { tags: [none] }\n`,
  });
  const out = `${folder}/out.yaml`;
  const options = { sources: [`${site.url}docs`], out, write: false, cacheFolder: makeFolder() };
  await expect(capture(options)).rejects.toThrow("name that file with `--config`");
  const config = `${folder}/refs.yaml`;
  expect(await capture({ ...options, config })).toMatchObject({ operations: 1, warnings: [] });
});

test.each([
  [
    "a Postman collection",
    { info: { schema: "https://schema.getpostman.com/json/collection/v2.1.0/x" }, item: [] },
    "export the collection as 2.1",
  ],
  ["a HAR recording", { log: { entries: [] } }, "save it as a file"],
  ["a recording of calls", { schemaVersion: 1, request: {}, response: {} }, "save it as a file"],
  ["an AsyncAPI document", { asyncapi: "3.0.0", channels: {} }, "capture the API's OpenAPI"],
  ["JSON, but no OpenAPI document", [{ id: 1 }], "give the address of the OpenAPI document"],
])("%s at an address is named, with the next step", async (name, json, next) => {
  const answer: Answer = (_, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(json));
  const site = await siteWith({ "/export": answer });
  const sources = [`${site.url}export`];
  const options = { sources, out: `${makeFolder()}/out.yaml`, cacheFolder: makeFolder() };
  const error = await capture(options).catch((error: unknown) => error);
  const said = (error as DiagnosticError).diagnostics.map(({ message }) => message).join("\n");
  expect(said).toContain(`is left out, as unreadable: it is ${name}; `);
  expect(said).toContain(next);
});

test("a hosted project of Stoplight is named, with the next step", () => {
  const page = {
    location: "https://acme.stoplight.io/docs/api",
    origin: "text",
    text: "API",
    elements: [],
  } as const;
  const reading = readPage({ ...page, fetchedAt: undefined, folder: [], title: undefined });
  expect(reading).toMatchObject({ kind: "unreadable", next: expect.stringContaining("export") });
});

test("a file of JSON is a recording, or the document that it is", () => {
  const folder = makeFolder({ "a.json": document("a"), "b.json": '{ "info": {}, "item": [] }' });
  expect(["a.json", "b.json"].map((name) => isRecording(`${folder}/${name}`))).toEqual([
    false,
    true,
  ]);
});

test("a saved page has its document in its folder, and nowhere else", async () => {
  const folder = makeFolder({
    "site/docs/index.html": redoc("../a.yaml"),
    "site/a.yaml": 'openapi: 3.0.0\ninfo: { title: A, version: "1" }\npaths: {}\n',
    "site/other/index.html": redoc("../../secret.yaml"),
    "secret.yaml": "openapi: 3.0.0\n",
  });
  const { pages, failures } = await read(`${folder}/site`);
  expect(pages.filter(({ origin }) => origin === "document")).toHaveLength(1);
  expect(failures.map(({ why }) => why)).toEqual([
    '"../../secret.yaml" is not in the folder of the source',
  ]);
});
