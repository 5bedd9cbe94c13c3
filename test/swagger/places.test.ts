import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { loadSpec } from "../../generator/load/index.js";
import { buildApi } from "../../generator/model/index.js";
import { diagnosticsOf, type Files, load, makeFolder, placed } from "../support/generator.js";

/** Whatever is said of a Swagger document is said at its own lines, by its own pointers. */

const head = "swagger: '2.0'\ninfo: { title: T, version: '1' }\n";

/** `code at file:line:column pointer`. */
const told = (files: Files) =>
  diagnosticsOf(load(files).then((spec) => buildApi(spec))).then((problems) =>
    problems.map((problem) => `${placed(problem)} ${problem.place?.pointer}`),
  );

const warned = async (files: Files) =>
  (await load(files)).warnings.map((each) => `${placed(each)} ${each.place?.pointer}`);

const twoFiles = (path: string, more = ""): Files => ({
  "swagger.yaml": `${head}paths:\n  /a: { $ref: paths.yaml#/a }\n${more}`,
  "paths.yaml": `a:\n${path}`,
});

describe("errors", () => {
  const cases: { name: string; given: Files; want: string[] }[] = [
    {
      name: "a reference to nothing, in another file",
      given: twoFiles(
        "  get:\n    responses:\n      200:\n        description: D\n        schema: { $ref: '#/definitions/Nope' }\n",
      ),
      want: ["ref-unresolved at paths.yaml:6:19 /a/get/responses/200/schema/$ref"],
    },
    {
      name: "a parameter without a name",
      given: twoFiles(
        "  get:\n    parameters:\n      - { name: q, in: query, type: string }\n      - { in: query, type: string }\n    responses: {}\n",
      ),
      want: ["wrong-shape at paths.yaml:5:9 /a/get/parameters/1"],
    },
    {
      name: "two bodies, one of them of the path",
      given: twoFiles(
        "  parameters:\n    - { name: b, in: body, schema: {} }\n  post:\n    parameters:\n      - { name: c, in: body, schema: {} }\n    responses: {}\n",
      ),
      want: ["body-twice at paths.yaml:6:9 /a/post/parameters/0"],
    },
    {
      name: "a body and a form",
      given: twoFiles(
        "  post:\n    parameters:\n      - { name: f, in: formData, type: string }\n      - { name: b, in: body, schema: {} }\n    responses: {}\n",
      ),
      want: ["body-twice at paths.yaml:4:9 /a/post/parameters/0"],
    },
    {
      name: "a file in a query",
      given: twoFiles(
        "  get:\n    parameters:\n      - { name: f, in: query, type: file }\n    responses: {}\n",
      ),
      want: ["wrong-shape at paths.yaml:4:31 /a/get/parameters/0/type"],
    },
    {
      name: "a list in a way that nobody knows",
      given: twoFiles(
        "  get:\n    parameters:\n      - { name: f, in: query, type: array, items: { type: string }, collectionFormat: dots }\n    responses: {}\n",
      ),
      want: ["wrong-shape at paths.yaml:4:69 /a/get/parameters/0/collectionFormat"],
    },
    {
      name: "media types that are no list",
      given: twoFiles("  get:\n    produces: application/json\n    responses: {}\n"),
      want: ["wrong-shape at paths.yaml:3:5 /a/get/produces"],
    },
    {
      name: "media types that are no text",
      given: { "swagger.yaml": `${head}consumes: [1]\npaths: {}\n` },
      want: ["wrong-shape at swagger.yaml:3:12 /consumes/0"],
    },
    {
      name: "a host that is a list",
      given: { "swagger.yaml": `${head}host: [a]\npaths: {}\n` },
      want: ["wrong-shape at swagger.yaml:3:1 /host"],
    },
    {
      name: "a discriminator that is a list",
      given: { "swagger.yaml": `${head}paths: {}\ndefinitions:\n  A: { discriminator: [a] }\n` },
      want: ["wrong-shape at swagger.yaml:5:8 /definitions/A/discriminator"],
    },
    {
      name: "a rule of pages that does not fit",
      given: twoFiles(
        "  get:\n    x-pagination: { style: page, page: p, items: /results }\n    parameters: [{ name: p, in: query, type: integer }]\n    responses:\n      200: { description: D, schema: { $ref: 'swagger.yaml#/definitions/List' } }\n",
        "definitions:\n  List: { type: object, properties: { items: { type: array } } }\n",
      ),
      want: ["pagination-invalid at paths.yaml:3:43 /a/get/x-pagination/items"],
    },
    {
      name: "an alias of a shared parameter that leads nowhere",
      given: { "swagger.yaml": `${head}paths: {}\nparameters:\n  A: { $ref: '#/parameters/B' }\n` },
      want: ["ref-unresolved at swagger.yaml:5:8 /parameters/A/$ref"],
    },
  ];
  test.each(cases)("$name", async ({ given, want }) => {
    expect(await told(given)).toEqual(want);
  });
});

describe("warnings", () => {
  const cases: { name: string; given: Files; want: string[] }[] = [
    {
      name: "what 2.0 does not have, in a shared answer that two operations write out",
      given: {
        "swagger.yaml": `${head}paths:\n  /a:\n    get: { produces: [a/b], responses: { 200: { $ref: 'more.yaml#/R' } } }\n    put: { produces: [c/d], responses: { 200: { $ref: 'more.yaml#/R' } } }\n`,
        "more.yaml": "R:\n  description: D\n  schema: {}\n  links: {}\n",
      },
      want: ["left-out at more.yaml:4:3 /R/links"],
    },
    {
      name: "what stands at many places, once",
      given: {
        "swagger.yaml": `${head}paths:\n  /a:\n    get:\n      parameters:\n        - { name: accept, in: header, type: string }\n    put:\n      parameters:\n        - { name: accept, in: header, type: string }\n`,
      },
      want: ["left-out at swagger.yaml:7:11 /paths/~1a/get/parameters/0"],
    },
    {
      name: "a document of another version, where it is referred to",
      given: {
        "swagger.yaml": `${head}paths: {}\ndefinitions:\n  A: { $ref: 'new.yaml#/components/schemas/A' }\n`,
        "new.yaml": "openapi: 3.0.0\ncomponents: { schemas: { A: { type: string } } }\n",
      },
      want: ["ref-version at swagger.yaml:5:8 /definitions/A/$ref"],
    },
    {
      name: "and the other way round",
      given: {
        "openapi.yaml":
          "openapi: 3.1.0\npaths: {}\ncomponents:\n  schemas:\n    A: { $ref: 'old.yaml#/definitions/A' }\n",
        "old.yaml": "swagger: '2.0'\ndefinitions: { A: { type: string } }\n",
      },
      want: ["ref-version at openapi.yaml:5:10 /components/schemas/A/$ref"],
    },
  ];
  test.each(cases)("$name", async ({ given, want }) => {
    expect(await warned(given)).toEqual(want);
  });

  test("a problem in many places is reported with their number", async () => {
    const parameter = "{ parameters: [{ name: ACCEPT, in: header, type: string }] }";
    const spec = await load({
      "swagger.yaml": `${head}paths: { /a: { get: ${parameter}, put: ${parameter} } }\n`,
    });
    expect(spec.warnings.map(({ message }) => message)).toEqual([
      'header parameter "ACCEPT" (in 2 places; the first one is here) is left out: the client sends what `produces` lists',
    ]);
  });
});

test("each node of the new document has its original place", async () => {
  const spec = await load({
    "swagger.yaml": `${head}host: a.example
schemes: [http, https]
paths:
  /a:
    post:
      parameters:
        - { name: b, in: body, schema: { type: object, properties: { x: { type: string } } } }
        - { name: q, in: query, type: integer, maximum: 3 }
      responses:
        200: { description: D, headers: { X-A: { type: string } }, schema: { type: string } }
  /f:
    post:
      parameters:
        - { name: f, in: formData, type: file }
        - { name: g, in: formData, type: array, items: { type: string, maxLength: 3 } }
definitions: { D: { discriminator: kind } }
securityDefinitions: { S: { type: oauth2, flow: application, scopes: { r: R } } }
`,
  });
  const json = ["content", "application/json", "schema"];
  const form = ["content", "multipart/form-data", "schema", "properties"];
  const post = ["paths", "/a", "post"];
  const cases: [string[], string][] = [
    [["openapi"], ""],
    [["servers", "0", "url"], "/schemes/1"],
    [["servers", "1"], "/schemes/0"],
    [[...post, "parameters", "0"], "/paths/~1a/post/parameters/1"],
    [[...post, "parameters", "0", "schema"], "/paths/~1a/post/parameters/1"],
    [[...post, "parameters", "0", "schema", "maximum"], "/paths/~1a/post/parameters/1/maximum"],
    [[...post, "requestBody"], "/paths/~1a/post/parameters/0"],
    [
      [...post, "requestBody", ...json, "properties", "x", "type"],
      "/paths/~1a/post/parameters/0/schema/properties/x/type",
    ],
    [[...post, "responses", "200", ...json, "type"], "/paths/~1a/post/responses/200/schema/type"],
    [
      [...post, "responses", "200", "headers", "X-A", "schema", "type"],
      "/paths/~1a/post/responses/200/headers/X-A/type",
    ],
    [
      ["paths", "/f", "post", "requestBody", ...form, "f", "type"],
      "/paths/~1f/post/parameters/0/type",
    ],
    [
      ["paths", "/f", "post", "requestBody", ...form, "g", "description"],
      "/paths/~1f/post/parameters/1",
    ],
    [["components"], ""],
    [["components", "schemas", "D"], "/definitions/D"],
    [
      ["components", "schemas", "D", "discriminator", "propertyName"],
      "/definitions/D/discriminator",
    ],
    [
      ["components", "securitySchemes", "S", "flows", "clientCredentials", "scopes", "r"],
      "/securityDefinitions/S/scopes/r",
    ],
  ];
  expect(cases.map(([pointer]) => spec.place(pointer).pointer)).toEqual(
    cases.map(([, want]) => want),
  );
});

test("overlays apply to the document as written, filters to the converted one", async () => {
  const folder = makeFolder({
    "swagger.yaml": `${head}paths:
  /a: { get: { operationId: a, responses: { 200: { description: D, schema: { $ref: '#/definitions/A' } } } } }
  /b: { get: { operationId: b, responses: { 200: { description: D, schema: { $ref: '#/definitions/B' } } } } }
definitions: { A: { type: string }, B: { type: string } }
`,
    "overlay.yaml": `overlay: 1.0.0
info: { title: T, version: "1" }
actions:
  - target: $.definitions.A
    update: { discriminator: [1] }
`,
  });
  const [spec, overlay] = [join(folder, "swagger.yaml"), join(folder, "overlay.yaml")];
  const problems = await diagnosticsOf(loadSpec(spec, { overlays: [overlay] }));
  expect(problems.map(placed)).toEqual(["wrong-shape at overlay.yaml:5:15"]);
  const { document } = await loadSpec(spec, { filter: { operations: ["a"] } });
  expect(document["components"]).toEqual({ schemas: { A: { type: "string" } } });
});

test("findings name the lines and the pointers of both documents", async () => {
  const version = (type: string) => `${head}paths:
  /a:
    post:
      operationId: a
      parameters:
        - name: limit
          in: query
          type: ${type}
      responses:
        200: { description: D, schema: { $ref: '#/definitions/A' } }
definitions:
  A:
    type: object
    properties: { a: { type: ${type} } }
`;
  const base = await load({ "old.yaml": `# Moved\n${version("string")}` });
  const revision = await load({ "new.yaml": version("integer") });
  const { findings } = compareSpecs(base, revision, { base: "old", revision: "new" });
  const shown = findings.map((finding) => [
    finding.pointer,
    finding.base?.line,
    finding.revision?.line,
    finding.revision?.pointer,
  ]);
  expect(shown).toEqual([
    ["/definitions/A/properties/a", 17, 16, "/definitions/A/properties/a"],
    ["/paths/~1a/post/parameters/0", 9, 8, "/paths/~1a/post/parameters/0"],
  ]);
});
