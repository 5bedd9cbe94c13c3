import { describe, expect, test } from "vitest";
import { fc, times } from "../support/random.js";
import { at, marksOf, pageFile, read, readEndpoint } from "./pages.js";

const origins = ["text", "markdown", "sample"] as const;

/** A page with a body of one field, and what a test puts into it. */
const page = (body: string, method = "POST") =>
  `Put x\n${method}\n/x\nRequest\nBody Params application/json\n${body}\nResponses\n🟢200OK\nModified at 2024-01-01 00:00:00\n`;

const fence = (yaml: string) => `# X\n\n\`\`\`yaml\nopenapi: 3.0.1\n${yaml}\n\`\`\`\n`;

const [bytes] = fc.sample(fc.uint8Array({ minLength: 4096, maxLength: 4096 }), 1);

describe("an unreadable page is rejected with the reason", () => {
  test.each([
    ["a binary file", `${Buffer.from(bytes ?? []).toString("latin1")}\0`, "unreadable"],
    ["a zip", `PK\u0003\u0004\0\0${"\uFFFD".repeat(50)}`, "unreadable"],
    ["bytes of no encoding", "\uFFFD".repeat(50), "unreadable"],
    ["50 MB", "a\n".repeat(25_000_000), "unreadable"],
    ["nothing", "", "prose"],
    ["blanks", " \n\t\n\u00a0\n", "prose"],
    ["one line without its end", "just words", "prose"],
    ["the whole page in one line", pageFile("score.page.txt").replaceAll("\n", ""), "prose"],
  ])("%s", (_, text, kind) => {
    for (const origin of origins) {
      const reading = read(text, origin);
      expect(reading.kind).toBe(kind);
      if (reading.kind !== "endpoint") expect(reading.because).not.toBe("");
    }
  });
});

describe("a page with a flaw loses only the flawed part", () => {
  test.each([
    ["an example cut off", 'a\nstring\nrequired\nExample\n{\n"a": "x'],
    ["an example with a missing quote", 'a\nstring\nrequired\nExample\n{\n"a": "x,\n"b": 1\n}'],
    ["an example that is a call", "a\nstring\nrequired\nExample\ncurl https://x.test"],
    ["an example of events", 'a\nstring\nrequired\nExample\ndata: {"a": "x"}\ndata: [DONE]'],
    ["Windows' line ends", "a\r\nstring\r\nrequired\r"],
    ["a type with what double decoding leaves", "a\nstring Â\u00a0\nrequired"],
    ["bullets and blank lines", "\n  • a\n\n  string \n\n  required\n"],
    ["a mark glued to its type", "a\nstringrequired"],
  ])("%s", (_, body) => {
    const endpoint = readEndpoint(page(body));
    expect(at(endpoint, "/requestBody/content/application~1json/schema")).toEqual({
      type: "object",
      properties: { a: { type: "string" } },
      required: ["a"],
    });
  });

  test.each([
    ["ellipses and comments", '{ "a": 1, // one\n "b": [ 2, ... ], ... }', ["a", "b"]],
    ["masked and bare values", '{ "a": ****, "b": <id>, "c": true }', ["a", "b", "c"]],
    ["commas too few and too many", '{ "a": 1\n "b": 2,, }', ["a", "b"]],
    ["a list that an object's bracket closes", '{ "a": [ 1 }', ["a"]],
  ])("members of an example are found beside %s", (_, json, names) => {
    const endpoint = readEndpoint(page(`object\nExample\n${json}`));
    const schema = "/requestBody/content/application~1json/schema";
    expect(Object.keys(at(endpoint, `${schema}/properties`) as object)).toEqual(names);
    expect(marksOf(endpoint)).toContain(`derived ${schema}/properties`);
  });
});

describe("hostile text stays data", () => {
  const names = [
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "${",
    "*/",
    "`",
    "\u202e",
  ];

  test.each(names)("as the name of a field: %s", (name) => {
    const schema = at(
      readEndpoint(page(`${name}\nstring\nrequired`)),
      "/requestBody/content/application~1json/schema",
    );
    expect(Object.keys((schema as { properties: object }).properties)).toEqual([name]);
    expect(({} as Record<string, unknown>)["type"]).toBeUndefined();
  });

  test.each(names)("as a key of a fragment: %s", (name) => {
    const key = JSON.stringify(name);
    const yaml = `paths:\n  /x:\n    get:\n      responses:\n        '200':\n          description: ''\n          content:\n            application/json:\n              schema:\n                type: object\n                properties:\n                  ${key}: { type: string }`;
    const schema = at(
      readEndpoint(fence(yaml), "markdown"),
      "/responses/200/content/application~1json/schema",
    );
    expect(Object.keys((schema as { properties: object }).properties)).toEqual([name]);
  });

  test("of a fragment cannot use our own extensions", () => {
    const yaml =
      "paths:\n  /x:\n    get:\n      x-client: { group: a }\n      x-provenance: { path: { level: documented } }\n      responses: {}";
    expect(readEndpoint(fence(yaml), "markdown").operation).toEqual({ responses: {} });
  });

  test.each([
    [
      "lists for objects",
      "paths:\n  /x:\n    get: { parameters: {}, requestBody: [], responses: [] }",
    ],
    [
      "texts for schemas",
      "paths:\n  /x:\n    get: { responses: { '200': { content: { a/b: { schema: x } } } } }",
    ],
    [
      "numbers for all",
      "paths:\n  /x:\n    get: { summary: 1, parameters: [1], requestBody: 2, responses: 3, security: 4, tags: 5 }\nservers: 6\ncomponents: 7",
    ],
    [
      "schemas in a circle",
      "paths:\n  /x:\n    get: { responses: { '200': { content: { a/b: { schema: { $ref: '#/components/schemas/A' } } } } } }\ncomponents: { schemas: { A: { allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/A' }] } } }",
    ],
    [
      "limits of all kinds",
      "paths:\n  /x:\n    get: { responses: { '200': { content: { a/b: { schema: { type: [1, any], maxLength: long, minimum: '3', enum: x, required: true, pattern: 4 } } } } } }",
    ],
  ])("%s", (_, yaml) => {
    const { operation } = readEndpoint(fence(yaml), "markdown");
    expect(operation["responses"]).toBeTypeOf("object");
    expect(JSON.stringify(operation)).not.toContain("undefined");
  });
});

test("any text is read without an error", () => {
  const lines = [
    ...pageFile("a-task.page.txt").split("\n"),
    ...pageFile("c-order.page.txt").split("\n"),
    ...pageFile("pitfalls.md").split("\n"),
    '{ "a": [',
    "curl 'https://x.test/a' \\",
    'fetch("https://x.test"',
    "One of:",
    "allOf",
    "array [array]",
    "\u0000",
  ];
  const text = fc
    .array(fc.oneof(fc.constantFrom(...lines), fc.string()), { maxLength: 80 })
    .map((list) => list.join("\n"));
  fc.assert(
    fc.property(text, fc.constantFrom(...origins), (given, origin) => {
      expect(read(given, origin).kind).toBeTypeOf("string");
    }),
    { numRuns: times(1500) },
  );
});

test("a page truncated anywhere is read without an error, and its path never changes", () => {
  const text = pageFile("c-order.page.txt");
  for (let end = 0; end < text.length; end += 7) {
    const reading = read(text.slice(0, end), "text");
    if (reading.kind !== "endpoint") continue;
    expect(reading.endpoints[0]?.path.value).toBe("/admin/v2/orders/{order_id}");
  }
});
