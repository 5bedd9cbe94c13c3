import { describe, expect, test } from "vitest";
import { load } from "../../support/generator.js";
import {
  answering,
  diagnosticsOfClient,
  diagnosticsOfDiff,
  document,
  operation,
  parseMarked,
  paths,
} from "./marked-input.js";

type Row = readonly [name: string, given: string | Readonly<Record<string, string>>];

function bothTell(rows: readonly Row[]): void {
  test.each(rows)("%s", async (_, given) => {
    const { files, want } = parseMarked(given);
    expect(await diagnosticsOfClient(files)).toEqual(want);
    expect(await diagnosticsOfDiff(files)).toEqual(want);
  });
}

const component = (section: string, rest: string) => `components:\n  ${section}:\n${rest}`;
const ofGet = (fields: string, rest = "") =>
  document(`paths:\n  /a:\n    get:\n      operationId: a\n${fields}\n${rest}`);

/** Components that lead to one another, the last to the first; each that is marked gets its mark. */
function circle(section: string, length: number, code: string, isEachTold: boolean): string {
  const names = Array.from({ length }, (_, index) => `C${index}`);
  const lines = names.map((name, index) => {
    const mark = index === 0 || isEachTold ? `«${code}»` : "";
    const next = names[(index + 1) % length];
    return `    ${name}: { ${mark}$ref: "#/components/${section}/${next}" }\n`;
  });
  return document(paths + component(section, lines.join("")), "3.2.0");
}

describe("a cycle of references is reported once, where it begins", () => {
  const sections = [
    ...["schemas", "responses", "parameters", "requestBodies", "headers"],
    ...["securitySchemes", "pathItems", "mediaTypes"],
  ];
  bothTell(
    sections.flatMap((section) =>
      [1, 2, 7].map(
        (length): Row => [
          `${length} of ${section}`,
          circle(section, length, "ref-circular", false),
        ],
      ),
    ),
  );

  bothTell([
    [
      "paths",
      document(
        'paths:\n  /a: { «ref-circular»$ref: "#/paths/~1b" }\n  /b: { $ref: "#/paths/~1a" }\n',
      ),
    ],
    ["a path of itself", document('paths: { /a: { «ref-circular»$ref: "#/paths/~1a" } }\n')],
    [
      "an operation of itself",
      document('paths: { /a: { get: { «ref-circular»$ref: "#/paths/~1a/get" } } }\n'),
    ],
    ["all paths", document('paths: { «ref-circular»$ref: "#/paths" }\n')],
    ["the components", document(`${paths}components: { «ref-circular»$ref: "#/components" }\n`)],
    [
      "a section",
      document(
        `${paths}components: { responses: { «ref-circular»$ref: "#/components/responses" } }\n`,
      ),
    ],
    [
      "a parameter of itself",
      ofGet(
        '      parameters: [{ «ref-circular»$ref: "#/paths/~1a/get/parameters/0" }]\n      responses: {}',
      ),
    ],
    [
      "an answer of itself",
      ofGet('      responses: { "200": { «ref-circular»$ref: "#/paths/~1a/get/responses/200" } }'),
    ],
    [
      "properties of themselves",
      answering(
        "{}",
        component(
          "schemas",
          '    A: { properties: { «ref-circular»$ref: "#/components/schemas/A/properties" } }\n',
        ),
      ),
    ],
    [
      "used by an operation",
      ofGet(
        '      responses: { "200": { description: A, headers: { X: { «ref-circular»$ref: "#/components/headers/A" } } } }',
        component("headers", '    A: { $ref: "#/components/headers/A" }\n'),
      ),
    ],
    [
      "through another file",
      {
        "openapi.yaml": document(
          `${paths}${component("schemas", '    A: { «ref-circular»$ref: "b.yaml#/B" }\n')}`,
        ),
        "b.yaml": 'B: { $ref: "openapi.yaml#/components/schemas/A" }\n',
      },
    ],
    [
      "through another file and back to a path",
      {
        "openapi.yaml": document('paths: { /a: { «ref-circular»$ref: "b.yaml" } }\n'),
        "b.yaml": '{ $ref: "openapi.yaml#/paths/~1a" }\n',
      },
    ],
  ]);

  test("a step in another file is reported with the file", async () => {
    const { files } = parseMarked({
      "openapi.yaml": document(
        `${paths}${component("schemas", '    A: { $ref: "b#.yaml#/B" }\n').replace("b#", "b%23")}`,
      ),
      "b#.yaml": 'B: { $ref: "openapi.yaml#/components/schemas/A" }\n',
    });
    await expect(load(files)).rejects.toThrow(
      /b#\.yaml#\/B -> #\/components\/schemas\/A -> \S*b#\.yaml#\/B$/m,
    );
  });
});

describe("where no code is generated, a cycle is left out with a warning at each reference", () => {
  bothTell(
    ["examples", "links", "callbacks"].flatMap((section) =>
      [1, 2, 7].map(
        (length): Row => [`${length} of ${section}`, circle(section, length, "ref-ignored", true)],
      ),
    ),
  );
});

describe("a reference that leads to another kind of object is reported", () => {
  const one = "    A: { description: A }\n";
  bothTell([
    [
      "a map of answers for one",
      ofGet(
        '      responses: { "200": { «ref-kind»$ref: "#/components/responses" } }',
        component("responses", one),
      ),
    ],
    [
      "a map of schemas for one",
      answering('{ «ref-kind»$ref: "#/components/schemas" }', component("schemas", one)),
    ],
    ["the document for a schema", answering('{ «ref-kind»$ref: "#" }')],
    [
      "an answer for a schema",
      answering('{ «ref-kind»$ref: "#/components/responses/A" }', component("responses", one)),
    ],
    [
      "a path for an answer",
      ofGet('      responses: { "200": { «ref-kind»$ref: "#/paths/~1b" } }\n  /b: {}'),
    ],
    [
      "an operation for a path",
      document(
        `paths:\n  /a: { get: ${operation} }\n  /b: { «ref-kind»$ref: "#/paths/~1a/get" }\n`,
      ),
    ],
    [
      "a schema for a map of them",
      answering(
        '{ properties: { «ref-kind»$ref: "#/components/schemas/A" } }',
        component("schemas", "    A: { not: { type: string } }\n"),
      ),
    ],
    [
      "a header for a parameter",
      ofGet(
        '      parameters: [{ «ref-kind»$ref: "#/components/headers/A" }]\n      responses: {}',
        component("headers", "    A: { name: a, in: query, schema: {} }\n"),
      ),
    ],
    [
      "of another file that is a document",
      {
        "openapi.yaml": answering('{ «ref-kind»$ref: "b.yaml#/components/responses/A" }'),
        "b.yaml": document(`${paths}${component("responses", one)}`),
      },
    ],
  ]);

  test("with the required kind", async () => {
    const { files } = parseMarked(
      answering('{ $ref: "#/components/schemas" }', component("schemas", one)),
    );
    expect((await load(files)).warnings.map(({ message }) => message)).toEqual([
      '$ref "#/components/schemas" leads to a map in which each entry is a schema; it is read as a schema, which is required here',
    ]);
  });
});

describe("a reference through the container of objects leads to them", () => {
  const typed = "{ properties: { x: { type: string } }, oneOf: [{ type: integer }] }";
  bothTell([
    [
      "a property",
      answering(
        '{ $ref: "#/components/schemas/A/properties/x" }',
        component("schemas", `    A: ${typed}\n`),
      ),
    ],
    [
      "an item of a list",
      answering(
        '{ $ref: "#/components/schemas/A/oneOf/0" }',
        component("schemas", `    A: ${typed}\n`),
      ),
    ],
    [
      "an answer of an operation",
      answering("{}", "        \"201\": { $ref: '#/paths/~1a/get/responses/200' }"),
    ],
    [
      "the schema of an answer",
      answering(
        "{}",
        '        "201": { description: B, content: { text/plain: { schema: { $ref: "#/paths/~1a/get/responses/200/content/application~1json/schema" } } } }',
      ),
    ],
    [
      "a whole map",
      answering(
        '{ properties: { $ref: "#/components/schemas/A/properties" } }',
        component("schemas", `    A: ${typed}\n`),
      ),
    ],
    [
      "what stands in an extension",
      answering('{ $ref: "#/x-schemas/A" }', "x-schemas: { A: { type: string } }\n"),
    ],
    [
      "a file that does not say what it is",
      {
        "openapi.yaml": answering('{ $ref: "b.yaml#/responses" }'),
        "b.yaml": "responses: { type: string }\n",
      },
    ],
  ]);
});

describe("ignored siblings of a reference are reported once", () => {
  const text = component("schemas", "    A: { type: string }\n");
  const beside = (fields: string, version: string) =>
    answering(`{ properties: { a: { ${fields} } } }`, text, version);
  const ref = '$ref: "#/components/schemas/A"';
  bothTell([
    ["nullable, in 3.0", beside(`«ref-siblings»nullable: true, ${ref}`, "3.0.3")],
    ["a bound, in 3.0", beside(`${ref}, «ref-siblings»minLength: 3`, "3.0.3")],
    [
      "several, in 3.0",
      answering(
        `{ properties: { a: { «ref-siblings»nullable: true, ${ref} }, b: { ${ref}, default: x } } }`,
        text,
        "3.0.3",
      ),
    ],
    ["text, in 3.0", beside(`${ref}, description: A`, "3.0.3")],
    ["a bound, in 3.1", beside(`${ref}, minLength: 3`, "3.1.0")],
    [
      "of an answer, in 3.1",
      ofGet(
        '      responses: { "200": { $ref: "#/components/responses/A", description: B, «ref-siblings»content: {} } }',
        component("responses", "    A: { description: A }\n"),
      ),
    ],
  ]);

  test("client and diff ignore `nullable` there, also in Swagger 2.0", async () => {
    const swagger = (schema: string) => `swagger: "2.0"
info: { title: T, version: "1" }
paths: { /a: { get: { responses: { 200: { description: A, schema: ${schema} } } } } }
definitions: { A: { type: string } }
`;
    const old = await load(swagger('{ x-nullable: true, $ref: "#/definitions/A" }'));
    const { document: now } = await load(beside(`nullable: true, ${ref}`, "3.0.3"));
    expect(JSON.stringify([old.document, now])).not.toContain("ullable");
  });
});

describe("a `$dynamicRef`", () => {
  const tree = (anchor: string) =>
    component(
      "schemas",
      `    T:\n      $dynamicAnchor: ${anchor}\n      type: object\n      properties: { children: { type: array, items: { $dynamicRef: "#node" } } }\n`,
    );
  bothTell([
    ["to no schema", answering('{ «dynamic-ref-ignored»$dynamicRef: "#node" }')],
    [
      "to one of another name",
      answering(
        '{ «dynamic-ref-ignored»$dynamicRef: "#node" }',
        tree("other").replace("$dynamicRef", "x"),
      ),
    ],
    [
      "by a pointer to nothing",
      answering('{ «dynamic-ref-ignored»$dynamicRef: "#/components/schemas/A" }'),
    ],
    ["that is no text", answering("{ «dynamic-ref-ignored»$dynamicRef: 5 }")],
    [
      "beside a `$ref`",
      answering(
        '{ $ref: "#/components/schemas/T", «dynamic-ref-ignored»$dynamicRef: "#node" }',
        tree("node"),
      ),
    ],
    [
      "to several schemas",
      answering(
        '{ «dynamic-ref-ignored»$dynamicRef: "#node" }',
        component("schemas", "    A: { $dynamicAnchor: node }\n    B: { $dynamicAnchor: node }\n"),
      ),
    ],
    [
      "to a file that is not there",
      answering('{ «dynamic-ref-ignored»$dynamicRef: "gone.yaml#node" }'),
    ],
    ["before 3.1, where there is none", answering('{ $dynamicRef: "#node" }', "", "3.0.3")],
    ["to the only schema of the name", answering('{ $dynamicRef: "#node" }', tree("node"))],
  ]);

  test.each([
    [
      "the only schema of the name",
      { "openapi.yaml": answering('{ $dynamicRef: "#node" }', tree("node")) },
      "T",
    ],
    [
      "a pointer",
      { "openapi.yaml": answering('{ $dynamicRef: "#/components/schemas/T" }', tree("node")) },
      "T",
    ],
    [
      "one of another file",
      {
        "openapi.yaml": answering('{ $dynamicRef: "b.yaml#node" }'),
        "b.yaml": "Tree: { $dynamicAnchor: node, type: string }\n",
      },
      "Tree",
    ],
  ])("that leads to %s is a reference to it", async (_, files, name) => {
    const spec = await load(files);
    const pointer = ["paths", "/a", "get", "responses", "200", "content", "application/json"];
    const media = pointer.reduce<unknown>(
      (node, token) => (node as Record<string, unknown>)[token],
      spec.document,
    );
    expect(media).toEqual({ schema: { $ref: `#/components/schemas/${name}` } });
    expect(JSON.stringify(spec.document)).not.toContain("dynamicRef");
  });
});
