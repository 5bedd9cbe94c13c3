import { expect, test } from "vitest";
import { parse } from "yaml";
import { loadSpec } from "../../generator/load/index.js";
import { parseSource } from "../../generator/load/source-file.js";
import { makeFolder } from "../support/generator.js";

const texts = {
  "block style": `# A comment
openapi: 3.1.0
paths:
  /a: # and one here
    get:
      tags:
      - one
      - two: x
        three: y
      -   - nested
          - list

      description: |
        Several lines,

          some indented.
      summary: >-
        folded
        text
  '/b "quoted"': {}
last: "quoted"
`,
  "flow style": `{openapi: 3.1.0, paths: {/a: {get: {tags: [one, {two: x}], empty: {}, none: []}}},
  "last": 'single', deep: [[1, [2]], {a: {b: [c]}}] }
`,
  "flow in block": `a: { b: { c: [1, 2] },
    d: "}" }
e: [
  { f: "]" },
  g
  ]
h: plain
`,
  JSON: JSON.stringify({ a: { b: [1, { c: "}" }, []], d: {} }, e: null, f: "\n" }, undefined, 2),
  "JSON in one line": JSON.stringify({ a: { b: [1, { c: "}" }, []], d: {} }, e: true }),
};

function* pointersIn(value: unknown, at: readonly string[] = []): Generator<readonly string[]> {
  if (at.length > 0) yield at;
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) yield* pointersIn(child, [...at, key]);
}

const valueAt = (root: unknown, pointer: readonly string[]): unknown =>
  pointer.reduce<unknown>((node, token) => (node as Record<string, unknown>)[token], root);

/** A text ends before the line end that a block of lines may have. */
const trimmed = (value: unknown) =>
  JSON.parse(JSON.stringify(value), (_, each) =>
    typeof each === "string" ? each.trimEnd() : each,
  );

test.each(Object.entries(texts))("each node of %s is written like this", (_, text) => {
  const source = parseSource("/x.yaml", "x.yaml", text);
  const pointers = [...pointersIn(source.value)];
  expect(pointers.length).toBeGreaterThan(5);
  for (const pointer of pointers) {
    const value = valueAt(source.value, pointer);
    const parent = valueAt(source.value, pointer.slice(0, -1));
    const written = source.text(pointer) ?? "";
    const isItem = Array.isArray(parent);
    const want = isItem ? value : { [pointer.at(-1) ?? ""]: value };
    // A member of an object in JSON is no document by itself.
    const read = parse(text.startsWith("{") && !isItem ? `{${written}}` : written);
    expect(trimmed(read), written).toEqual(trimmed(want));
  }
});

test.each([
  ["an alias", "a: &x { b: c }\nd: *x\n", ["d"], "d: *x"],
  ["what it stands for", "a: &x { b: c }\nd: *x\n", ["d", "b"], "b: c"],
  ["no value", "a:\nb: 1\n", ["a"], "a:"],
  ["nothing at all", "a: 1\n", ["b"], undefined],
  ["the line ends of Windows", "a:\r\n  b: 1\r\n  c: 2\r\n", ["a"], "a:\n  b: 1\n  c: 2"],
] as const)("%s", (_, text, pointer, want) => {
  expect(parseSource("/x.yaml", "x.yaml", text).text(pointer)).toBe(want);
});

const paths = (ref: string) =>
  `paths: { /a: { get: { responses: { "200": { description: A, ${ref} } } } } }`;

test("a spec shows nodes as their files have them: references, other files, Swagger 2.0", async () => {
  const folder = makeFolder({
    "openapi.yaml": `openapi: 3.1.0\ninfo: { title: A, version: "1" }\n${paths("content: { application/json: { schema: { $ref: parts.yaml#/Part } } }")}\n`,
    "parts.yaml": "Part:\n  type: object # of two\n",
    "swagger.yaml": `swagger: "2.0"\ninfo: { title: A, version: "1" }\n${paths("schema: { $ref: '#/definitions/Part' }")}\ndefinitions:\n  Part: { type: object }\n`,
    "overlay.yaml":
      'overlay: 1.0.0\ninfo: { title: O, version: "1" }\nactions: [{ target: $.info, update: { title: B } }]\n',
  });
  const response = ["paths", "/a", "get", "responses", "200"];
  const schema = ["components", "schemas", "Part"];
  const spec = await loadSpec(`${folder}/openapi.yaml`);
  expect(spec.text([...response, "content"])).toContain("{ $ref: parts.yaml#/Part }");
  expect(spec.text(schema)).toBe("Part:\n  type: object");
  const swagger = await loadSpec(`${folder}/swagger.yaml`);
  expect(swagger.text(schema)).toBe("Part: { type: object }");
  const changed = await loadSpec(`${folder}/openapi.yaml`, {
    overlays: [`${folder}/overlay.yaml`],
  });
  expect(changed.text(["info"])).toBeUndefined();
});
