import { describe, expect, test } from "vitest";
import { readPage } from "../../generator/capture/readers/index.js";
import { pageOf } from "../../generator/capture/sources/crawl-site.js";
import { readHtml } from "../../generator/capture/sources/read-html.js";
import { pageFile, read } from "./pages.js";

const html = (head: string, body: string) =>
  `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;
const kindOf = (text: string, location = "https://docs.example.com/p") =>
  readPage(pageOf(location, text, { fetchedAt: undefined, folder: [], title: undefined })).kind;

describe("a page of another product", () => {
  const call = "<h1>Add a part</h1><div>POST</div><div>/parts</div>";
  const fields = "<p>Body Params</p><p>mpn</p><p>string</p><p>required</p>";
  test.each([
    ["that names its generator", html('<meta name="generator" content="Docs 3">', call)],
    [
      "that names it and has a request like Apidog's",
      html('<meta name="Generator" content="Docs 3">', `${call}<p>Request</p>${fields}`),
    ],
    ["that names nothing", html("", call)],
    ["with fields, but no heading that only Apidog has", html("", `${call}${fields}`)],
    [
      "with the method and the path on one line",
      html("", "<h1>Add a part</h1><code>POST /parts</code>"),
    ],
    ["with the whole URL", html("", "<code>POST https://api.example.com/parts</code>")],
  ])("%s is unreadable, and not truncated", (_, text) => {
    expect(kindOf(text)).toBe("unreadable");
  });

  test("is told apart from prose that names a call", () => {
    expect(kindOf(html("", "<p>POST /parts adds a part.</p>"))).toBe("prose");
  });

  test("says what to do next", () => {
    expect(read("Add a part\nPOST\n/parts\n", "text")).toEqual({
      kind: "unreadable",
      because: "it shows a call, but no reader knows the product that made it",
      next: "capture the OpenAPI document that it is made of, or a recording of calls",
      quote: { line: 2, column: 1, text: "POST" },
    });
  });
});

test("a page of Apidog that breaks off is truncated", () => {
  expect(read(pageFile("truncated.page.txt"), "text").kind).toBe("truncated");
});

test("a fragment in a page of no known product is read, without what only Apidog means", () => {
  const fragment = {
    openapi: "3.0.3",
    paths: {
      "/parts": {
        get: {
          summary: "List parts",
          "x-apidog-status": "deprecated",
          responses: { "200": { description: "" }, "x-200:Other": { description: "" } },
        },
      },
    },
  };
  const reading = read(
    `# Parts\n\n\`\`\`json\n${JSON.stringify(fragment, null, 2)}\n\`\`\`\n`,
    "markdown",
  );
  // The name of the extension alone makes it a page of Apidog.
  expect(reading).toMatchObject({ endpoints: [{ operation: { deprecated: true } }] });
  const plain = JSON.stringify(fragment, null, 2).replace("x-apidog-status", "x-other-status");
  expect(read(`# Parts\n\n\`\`\`json\n${plain}\n\`\`\`\n`, "markdown")).toMatchObject({
    endpoints: [
      { status: undefined, operation: { summary: "List parts", responses: { "200": {} } } },
    ],
  });
});

test("HTML gives the tags that speak, with their places", () => {
  const { elements } = readHtml(
    html(
      '<meta name="generator" content="X">\n<script type="application/json" id="a">\n{ "b": 1 }</script>',
      '<p class="x">text</p><div id="here"><x-api spec-url="a.json"></x-api></div><redoc></redoc><!-- by hand -->',
    ),
  );
  const brief = elements.map(({ tag, attributes, text }) => [tag, attributes, text]);
  expect(brief).toEqual([
    ["meta", { name: "generator", content: "X" }, ""],
    ["script", { type: "application/json", id: "a" }, '\n{ "b": 1 }'],
    ["div", { id: "here" }, ""],
    ["x-api", { "spec-url": "a.json" }, ""],
    ["redoc", {}, ""],
    ["#comment", {}, " by hand "],
  ]);
  expect(elements[1]).toMatchObject({ line: 2, column: 1, textLine: 2, textColumn: 40 });
});
