import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { applyOverlays } from "../../generator/load/apply-overlays.js";
import { loadSpec, readSource, type Spec } from "../../generator/load/index.js";
import {
  diagnosticsOf,
  type Files,
  format,
  makeFolder,
  placed,
  withoutFolder,
} from "../support/generator.js";

const spec = `openapi: 3.1.0
info: { title: Shop, version: "1" }
tags: [{ name: a }, { name: b }]
paths:
  /a:
    get:
      tags: [a]
      parameters:
        - { name: x, in: query, schema: { type: string } }
        - { name: y, in: query, schema: { type: string } }
      responses: { 200: { description: Fine } }
  /b:
    $ref: b.yaml
components:
  schemas:
    A: { type: object, properties: { n: { type: integer } }, required: [n] }
`;

/** Loads the spec with overlays that hold these actions. */
async function overlay(...actions: string[]): Promise<Spec> {
  const files: Files = Object.fromEntries(
    actions.map((text, index) => [
      `o${index}.yaml`,
      `overlay: 1.0.0\ninfo: { title: O, version: "1" }\nactions:\n${text}`,
    ]),
  );
  const folder = makeFolder({
    "openapi.yaml": spec,
    "b.yaml": "get: { summary: B, responses: {} }",
    ...files,
  });
  const overlays = Object.keys(files).map((file) => join(folder, file));
  return loadSpec(join(folder, "openapi.yaml"), { overlays });
}

const at = ({ document }: Spec, ...pointer: string[]): unknown =>
  pointer.reduce<unknown>(
    (value, token) => (value as Record<string, unknown> | undefined)?.[token],
    document,
  );

const where = (one: Spec, ...pointer: string[]): string => {
  const { file, line, column } = one.place(pointer);
  return `${withoutFolder(file)}:${line}:${column}`;
};

describe("an action", () => {
  const cases: { name: string; given: string[]; pointer: string[]; want: unknown }[] = [
    {
      name: "adds and replaces fields, and merges objects in each other",
      given: ["- target: $.info\n  update: { title: New, contact: { name: N } }\n"],
      pointer: ["info"],
      want: { title: "New", version: "1", contact: { name: "N" } },
    },
    {
      name: "merges what lies deeper",
      given: ["- target: $.components.schemas\n  update: { A: { properties: { m: {} } } }\n"],
      pointer: ["components", "schemas", "A", "properties"],
      want: { n: { type: "integer" }, m: {} },
    },
    {
      name: "appends lists to lists",
      given: ["- target: $.components.schemas.A\n  update: { required: [m] }\n"],
      pointer: ["components", "schemas", "A", "required"],
      want: ["n", "m"],
    },
    {
      name: "appends to a list that it selects",
      given: ["- target: $.tags\n  update: { name: c }\n"],
      pointer: ["tags"],
      want: [{ name: "a" }, { name: "b" }, { name: "c" }],
    },
    {
      name: "selects by a filter, and every match",
      given: [
        "- target: $.paths['/a'].get.parameters[?@.in == 'query']\n  update: { required: true }\n",
      ],
      pointer: ["paths", "/a", "get", "parameters"],
      want: ["x", "y"].map((name) => ({
        name,
        in: "query",
        schema: { type: "string" },
        required: true,
      })),
    },
    {
      name: "removes items of a list",
      given: ["- target: $.paths['/a'].get.parameters[0]\n  remove: true\n"],
      pointer: ["paths", "/a", "get", "parameters"],
      want: [{ name: "y", in: "query", schema: { type: "string" } }],
    },
    {
      name: "removes fields, wherever they are",
      given: ["- target: $..description\n  remove: true\n"],
      pointer: ["paths", "/a", "get", "responses"],
      want: { 200: {} },
    },
    {
      name: "comes after the ones before it, also those of an earlier overlay",
      given: [
        "- target: $.info\n  update: { x-a: { b: 1 } }\n- target: $.info['x-a']\n  update: { b: 2 }\n",
        "- target: $.info['x-a']\n  update: { c: 3 }\n",
      ],
      pointer: ["info", "x-a"],
      want: { b: 2, c: 3 },
    },
    {
      name: "may set a field called __proto__",
      given: ["- target: $.info\n  update: { x-a: { __proto__: { b: 1 } } }\n"],
      pointer: ["info", "x-a"],
      want: JSON.parse('{ "__proto__": { "b": 1 } }'),
    },
    {
      name: "may add a reference, from the folder of the spec",
      given: [
        "- target: $.components.schemas.A.properties\n  update: { b: { $ref: 'b.yaml#/get' } }\n",
      ],
      pointer: ["components", "schemas", "A", "properties", "b"],
      want: { $ref: "#/components/schemas/get" },
    },
  ];
  test.each(cases)("$name", async ({ given, pointer, want }) => {
    const found = await overlay(...given);
    expect(at(found, ...pointer)).toEqual(want);
    expect(found.warnings).toEqual([]);
  });

  test("that selects nothing is reported at its target; the others are applied", async () => {
    const found = await overlay(
      "- target: $.paths['/nope']\n  update: { get: {} }\n- target: $.info\n  update: { title: New }\n",
    );
    expect(at(found, "info", "title")).toBe("New");
    expect(found.warnings.map(placed)).toEqual(["overlay-unmatched at o0.yaml:4:3"]);
    expect(format(found.warnings)).toContain("\"$.paths['/nope']\" selects nothing");
  });

  test("does not reach the targets of the entry's references", async () => {
    const found = await overlay("- target: $.paths['/b'].get\n  update: { summary: New }\n");
    expect(found.warnings).toHaveLength(1);
    expect(at(found, "paths", "/b", "get", "summary")).toBe("B");
  });
});

test("additions have their place in the overlay, everything else keeps its place", async () => {
  const found = await overlay(
    "- target: $.paths['/a'].get.parameters[0]\n  remove: true\n" +
      "- target: $.paths['/a'].get\n  update:\n    operationId: getA\n    parameters:\n      - name: z\n        in: query\n" +
      "- target: $.components.schemas\n  update:\n    B:\n      type: string\n",
  );
  const get = ["paths", "/a", "get"];
  expect(where(found, ...get, "operationId")).toBe("o0.yaml:8:5");
  expect(where(found, ...get, "parameters", "1", "in")).toBe("o0.yaml:11:9");
  expect(where(found, "components", "schemas", "B", "type")).toBe("o0.yaml:15:7");
  // Its index was 1 before the first one was removed.
  expect(where(found, ...get, "parameters", "0", "name")).toBe("openapi.yaml:10:13");
  expect(where(found, ...get, "responses")).toBe("openapi.yaml:11:7");
  expect(where(found, "paths", "/b", "get", "summary")).toBe("b.yaml:1:8");
});

describe("a problem", () => {
  const cases: { name: string; given: string; want: string; says: string }[] = [
    {
      name: "no JSONPath",
      given: "- target: '$.['\n  remove: true",
      want: "4:3",
      says: "is not valid JSONPath, from character 3 on",
    },
    { name: "no target", given: "- remove: true", want: "4:3", says: "needs a `target`" },
    { name: "nothing to do", given: "- target: $", want: "4:3", says: "needs `update`" },
    {
      name: "an unknown field",
      given: "- target: $\n  updates: {}",
      want: "5:3",
      says: "has no field `updates`",
    },
    {
      name: "text into an object",
      given: "- target: $.info\n  update: x",
      want: "5:3",
      says: "must be an object",
    },
    {
      name: "an object into text",
      given: "- target: $.info.title\n  update: {}",
      want: "5:3",
      says: 'selects "Shop"',
    },
    {
      name: "removing everything",
      given: "- target: $\n  remove: true",
      want: "4:3",
      says: "cannot be removed",
    },
    { name: "an action that is none", given: "- 5", want: "4:3", says: "must be an object" },
    { name: "no actions", given: "  []", want: "3:1", says: "at least one" },
  ];
  test.each(cases)("$name has its place in the overlay", async ({ given, want, says }) => {
    const problems = await diagnosticsOf(overlay(given));
    expect(problems.map(placed)).toEqual([`overlay-invalid at o0.yaml:${want}`]);
    expect(format(problems)).toContain(says);
  });

  test("in a node that an overlay added is reported there", async () => {
    const problems = await diagnosticsOf(overlay("- target: $.paths\n  update:\n    /c: 5\n"));
    expect(problems.map(placed)).toEqual(["wrong-shape at o0.yaml:6:5"]);
  });

  test("with the file itself", async () => {
    const folder = makeFolder({ "openapi.yaml": spec, "b.yaml": "{}", "o.yaml": "overlay: 2.0.0" });
    const load = (file: string) =>
      diagnosticsOf(loadSpec(join(folder, "openapi.yaml"), { overlays: [join(folder, file)] }));
    expect((await load("o.yaml")).map(placed)).toEqual(["overlay-invalid at o.yaml:1:1"]);
    expect((await load("nope.yaml")).map(placed)).toEqual(["file-unreadable"]);
  });
});

describe("an endless action is stopped, and reported at the action", () => {
  const deep = (levels: number): string =>
    levels === 0
      ? '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"'
      : `{"a":${deep(levels - 1)},"b":{}}`;
  const grow = "  - target: $..l\n    update: { l: [], m: { l: [] } }\n";
  const cases: { name: string; actions: string; line: number; says: RegExp }[] = [
    ...["(a+)+$", "(a|a)*$", "(a*)*b", "([a-z]+)*1", "(a|aa)+$"].map((pattern) => ({
      name: `an expression: ${pattern}`,
      actions: `  - target: "$..[?search(@, '${pattern}')]"\n    remove: true\n`,
      line: 3,
      says: /takes longer than the 0\.2 seconds/,
    })),
    {
      name: "match, and not in the first action",
      actions: `  - target: $.info\n    update: { x: 1 }\n  - target: "$..[?match(@, '(a+)+b')]"\n    remove: true\n`,
      line: 5,
      says: /takes longer than/,
    },
    {
      name: "a path that goes through everything again and again",
      actions: "  - target: $..*..*..*..*..*[?@ == 1]\n    remove: true\n",
      line: 3,
      says: /takes longer than/,
    },
    {
      name: "a path that selects everything again and again",
      actions: "  - target: $..*..*..*..*..*\n    remove: true\n",
      line: 3,
      says: /takes longer than|selects more than 1000000 nodes/,
    },
    {
      name: "a path of parentheses",
      actions: `  - target: "$[?${"(".repeat(60)}@.a${")".repeat(60)} == ]"\n    remove: true\n`,
      line: 3,
      says: /takes longer than|is not valid JSONPath/,
    },
    {
      name: "growth that doubles",
      actions: `  - target: $\n    update: { l: [] }\n${grow.repeat(30)}`,
      line: -1,
      says: /selects more than|brings the number of added nodes above|takes longer than/,
    },
  ];
  test.each(cases)("$name", async ({ actions, line, says }) => {
    const folder = makeFolder({
      "s.json": deep(100),
      "o.yaml": `overlay: 1.0.0\nactions:\n${actions}`,
    });
    const [root, overlay] = await Promise.all(
      ["s.json", "o.yaml"].map((file) => readSource(join(folder, file))),
    );
    if (!root || !overlay) throw new Error("no source");
    const [problem] = await diagnosticsOf((async () => applyOverlays(root, [overlay], 0.2))());
    expect(problem?.message).toMatch(says);
    expect(problem?.place?.file).toMatch(/o\.yaml$/);
    if (line > 0) expect(problem?.place?.line).toBe(line);
  });
});

test("the hash depends on the overlays and on their order", async () => {
  const [a, b] = [
    "- target: $.info\n  update: { x-a: 1 }\n",
    "- target: $.info\n  update: { x-a: 2 }\n",
  ];
  const hashes = await Promise.all([overlay(), overlay(a), overlay(a, b), overlay(b, a)]);
  expect(new Set(hashes.map(({ hash }) => hash)).size).toBe(4);
});
