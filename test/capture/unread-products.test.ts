import { describe, expect, test } from "vitest";
import type { Page } from "../../generator/capture/page.js";
import { leadsOf, readers, readPage } from "../../generator/capture/readers/index.js";
import { pageOf } from "../../generator/capture/sources/crawl-site.js";

const page = (location: string, text: string): Page =>
  pageOf(location, text, { fetchedAt: undefined, folder: [], title: undefined });
const html = (head: string, body: string, start = "") =>
  `<!doctype html>${start}<html><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`;
const docusaurus = '<meta name="generator" content="Docusaurus v3.8.1">';
const endpoint =
  '<h1>Find a kite</h1><pre class="openapi__method-endpoint"><span class="badge">GET</span> <h2 class="openapi__method-endpoint-path">/kites/:id</h2></pre>';
const slate =
  '<a href="#" id="nav-button"><span>NAV</span></a><div class="toc-wrapper"><ul id="toc" class="toc-list-h1"></ul></div>';
const documenter =
  '<meta name="ownerId" content="1"><meta name="publishedId" content="2s8Z"><meta name="collectionId" content="1-a">';
const front = (fields: string) => `---\ntitle: Kites\n${fields}---\n\n`;
const slateFront = front("language_tabs:\n  - shell\ntoc_footers: []\n");
const call = "# Kites\n\n## Find a kite\n\n`GET https://api.kites.example/kites/<id>`\n";
const document = "capture the OpenAPI document that";

/** What a page is, the product, and the start of the next step. */
const named: readonly (readonly [string, string, Page, string])[] = [
  ["a built page", "Docusaurus", page("https://d.test/a", html(docusaurus, endpoint)), document],
  [
    "the source of a page",
    "Docusaurus",
    page(
      "docs/find-a-kite.api.mdx",
      `${front("api: eJ\n")}import MethodEndpoint from "@theme/ApiExplorer/MethodEndpoint";\n\n<MethodEndpoint method={"get"} path={"/kites/{id}"}></MethodEndpoint>\n`,
    ),
    document,
  ],
  [
    "Markdown",
    "Widdershins",
    page("kites.md", `${slateFront}<!-- Generator: Widdershins v4.0.1 -->\n\n${call}`),
    document,
  ],
  [
    "Markdown of a fork",
    "Widdershins",
    page("kites.md", `${front('generator: "@tarslib/widdershins v4.0.30"\n')}${call}`),
    document,
  ],
  [
    "a built page",
    "Widdershins",
    page("https://d.test/a", html("", `${slate}<!-- Generator: Widdershins v4.0.1 --><p>x</p>`)),
    document,
  ],
  [
    "a built page",
    "Slate",
    page("https://d.test/a", html("", `${slate}<p><code>GET https://a.test/kites</code></p>`)),
    "its authors write the pages by hand: record calls in a HAR file",
  ],
  [
    "Markdown",
    "Slate",
    page("index.html.md", `${slateFront}${call}`),
    "its authors write the pages by hand: record calls in a HAR file",
  ],
  [
    "a page whose scripts load everything",
    "Postman's documenter",
    page("https://documenter.getpostman.com/view/1/2s8Z", html(documenter, '<div id="app"></div>')),
    "import the collection into Postman, save an answer of each request",
  ],
];

describe("what is not read is named, with what to capture in its place", () => {
  test.each(named)("%s of %s", (_, name, given, next) => {
    expect(readers.filter((reader) => reader.recognizes(given))[0]?.name).toBe(name);
    expect(readPage(given)).toMatchObject({
      kind: "unreadable",
      because: `it is a page of ${name}`,
      next: expect.stringMatching(new RegExp(`^${next}`)),
    });
  });

  test("the place of a call is quoted", () => {
    expect(readPage(page("index.html.md", `${slateFront}${call}`))).toMatchObject({
      quote: { line: 12, text: "`GET https://api.kites.example/kites/<id>`" },
    });
  });
});

describe("what such a product makes beside that", () => {
  test.each([
    ["prose of Docusaurus", html(docusaurus, "<h1>Flying</h1><p>Wait for wind.</p>")],
    ["prose of Slate", html("", `${slate}<h1>Flying</h1><p>Wait for wind.</p>`)],
  ])("%s is prose", (_, text) => {
    expect(readPage(page("https://d.test/a", text)).kind).toBe("prose");
  });

  test("a link to the document of a page is followed", () => {
    const text = html(docusaurus, `${endpoint}<a href="/kites.openapi.yaml">Export</a>`);
    expect(leadsOf(page("https://d.test/a", text))).toMatchObject([
      { href: "/kites.openapi.yaml" },
    ]);
  });

  test("a page that names its document for certain shows that", () => {
    const link = '<link rel="service-desc" href="/openapi.json">';
    const given = page("https://d.test/a", html(docusaurus + link, endpoint));
    expect(readPage(given).kind).toBe("shell");
  });

  test("tables that need no knowledge of Slate are read", () => {
    const table = "\n### Query Parameters\n\n| Parameter | Type |\n|---|---|\n| color | string |\n";
    expect(readPage(page("index.html.md", `${slateFront}${call}${table}`))).toMatchObject({
      endpoints: [{ path: { value: "/kites/{id}" }, operation: { parameters: [{}, {}] } }],
    });
  });
});
