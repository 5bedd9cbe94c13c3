import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { capturePages, writeCaptured } from "../../generator/capture/index.js";
import { YamlFile } from "../../generator/capture/merge/editable-yaml.js";
import { type Files, makeFolder } from "../support/generator.js";
import { json, twin } from "./support.js";

async function documentOf(
  pages: Files,
): Promise<{ document: unknown; text: string; codes: string[] }> {
  const target = join(makeFolder(), "out.yaml");
  const report = await capturePages({
    sources: [makeFolder(pages)],
    target,
    isNew: true,
    cacheFolder: makeFolder(),
  });
  await writeCaptured(report);
  const text = readFileSync(target, "utf8");
  return { document: parse(text), text, codes: report.warnings.map(({ code }) => code) };
}

const thing = (name: string, type: string, server?: string) => {
  const page = twin(
    name,
    `GET /${name}`,
    { responses: { 200: json({ type: "array", items: { $ref: "#/components/schemas/Thing" } }) } },
    {
      schemas: {
        Thing: {
          type: "object",
          properties: { a: { type }, next: { $ref: "#/components/schemas/Thing" } },
        },
      },
    },
  );
  return server
    ? page.replace('"components"', `"servers": [{ "url": "${server}" }], "components"`)
    : page;
};

test("components with the same name and content are one; with different content, two", async () => {
  const { document, codes } = await documentOf({
    "a.md": thing("a", "string"),
    "b.md": thing("b", "string"),
    "c.md": thing("c", "integer"),
  });
  expect(codes).toEqual(["component-renamed"]);
  const items = (name: string) => ({ schema: { items: { $ref: `#/components/schemas/${name}` } } });
  const get = (name: string) => ({
    get: { responses: { 200: { content: { "application/json": items(name) } } } },
  });
  expect(document).toMatchObject({
    paths: { "/a": get("Thing"), "/b": get("Thing"), "/c": get("Thing_2") },
    components: {
      schemas: {
        Thing: {
          properties: { a: { type: "string" }, next: { $ref: "#/components/schemas/Thing" } },
        },
        Thing_2: {
          properties: { a: { type: "integer" }, next: { $ref: "#/components/schemas/Thing_2" } },
        },
      },
    },
  });
});

test("a page that writes the whole URL has the path below the first page's server", async () => {
  const { document } = await documentOf({
    "a.md": thing("a", "string", "https://one.example.com/v2"),
    "b.md": thing("v2/b", "string", "https://one.example.com"),
  });
  expect(Object.keys((document as { paths: object }).paths)).toEqual(["/a", "/b"]);
});

test("an operation on another server than the first page's keeps its own", async () => {
  const { document, text } = await documentOf({
    "a.md": thing("a", "string", "https://one.example.com"),
    "b.md": thing("b", "string", "https://two.example.com"),
  });
  expect(document).toMatchObject({
    servers: [{ url: "https://one.example.com" }],
    paths: { "/b": { get: { servers: [{ url: "https://two.example.com" }] } } },
  });
  expect(text).toMatch(/^ {2}"\/a":\n {4}get:\n {6}operationId: a$/m);
});

test("an edit of a file only changes its own lines", () => {
  const text = [
    "# first",
    "a:   [ 1,2 ]   # odd blanks",
    "b: >-",
    "  folded",
    "  by hand",
    'c: "a quoted text"',
    "",
    "d: { e: 1 }",
    "",
  ].join("\n");
  const file = new YamlFile("x.yaml", text);
  file.set(["d", "e"], 2);
  expect(file.toText()).toBe(text.replace("e: 1", "e: 2"));
  expect(new YamlFile("x.yaml", text).toText()).toBe(text);
});
