import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { at, marksOf, pageFile, read, readEndpoint } from "./pages.js";

const site = fileURLToPath(
  new URL("../../../shared/conformance/apidog-pages/site", import.meta.url),
);

const fragment = (yaml: string) => `# Page\n\n\`\`\`yaml\nopenapi: 3.0.1\n${yaml}\n\`\`\`\n`;

describe("the .md version of a page", () => {
  const endpoint = readEndpoint(pageFile("pitfalls.md"), "markdown");

  test("gives the operation, its place and its status", () => {
    expect(endpoint).toMatchObject({
      pageId: "4321987",
      title: { value: "Put a part on the shelf", confidence: "stated", quote: { line: 1 } },
      method: { value: "POST" },
      path: { value: "/shelves/{shelf_id}/parts", quote: { line: 11, column: 3 } },
      server: { value: "https://shelf.example" },
      folder: ["Stock", "Shelves"],
      status: "deprecated",
    });
    expect(endpoint.operation["deprecated"]).toBe(true);
    // A fence inside of the description does not end the fragment.
    expect(endpoint.operation["description"]).toContain("```json");
  });

  test("lists the parameters that OpenAPI allows, with those of the path", () => {
    expect(endpoint.operation["parameters"]).toEqual([
      { name: "dry_run", in: "query", example: true, schema: { type: "boolean", default: false } },
      { name: "shelf_id", in: "path", required: true, schema: { type: "string" } },
    ]);
  });

  test.each([
    ["order and nullable", "n,size,stop,file,owner,either", () => Object.keys(properties()).join()],
    ["exclusive bounds of 3.0", { type: "number", exclusiveMinimum: 0 }, () => properties()["n"]],
    [
      "nullable and the names of values",
      { type: ["integer", "null"], enum: [1, 2, null], "x-enum-varnames": ["small", "large", ""] },
      () => properties()["size"],
    ],
    [
      "names with blanks, and empty examples",
      { type: "string", examples: ["A1"] },
      () => properties()["stop"],
    ],
    ["files", { type: "string", format: "binary" }, () => properties()["file"]],
    [
      "a nullable reference with escapes",
      { anyOf: [{ $ref: "#/components/schemas/Object_Not_Found_404" }, { type: "null" }] },
      () => properties()["owner"],
    ],
    [
      "type null beside a union",
      { oneOf: [{ type: "string" }, { type: "integer" }, { type: "null" }] },
      () => properties()["either"],
    ],
    [
      "two answers of a status",
      "Success / Queued",
      () => at(endpoint, "/responses/200/description"),
    ],
    ["scheme keys of Apidog", [{ Bearer: [] }], () => endpoint.operation["security"]],
    [
      "type bearer; components that nothing uses; keys of tools; references that lead nowhere",
      {
        schemas: { Object_Not_Found_404: { type: "object", properties: { "«名»": {} } } },
        securitySchemes: { Bearer: { type: "http", scheme: "bearer" } },
      },
      () => endpoint.components,
    ],
  ])("brings %s into the form of 3.1", (_, want, given) => {
    expect(given()).toEqual(want);
  });

  const body = (pointer: string) =>
    at(endpoint, `/requestBody/content/application~1json${pointer}`);
  const properties = () => body("/schema/properties") as Record<string, unknown>;

  test("marks everything that it does not state", () => {
    const schema = "/requestBody/content/application~1json/schema";
    expect(marksOf(endpoint)).toEqual(
      expect.arrayContaining([
        "ambiguous /security",
        "ambiguous /requestBody/required",
        `derived ${schema}/properties/stop`,
        `derived ${schema}/properties/either`,
        "ambiguous #/components/schemas/Object_Not_Found_404/properties/«名»",
      ]),
    );
  });

  test.each([
    ["an example in text with comments", "example: '{ \"a\": 1, /* one */ }'", { a: 1 }],
    ["an example that is data", "example: { a: 1 }", { a: 1 }],
    ["an example that its schema refutes", "example: { a: x }", undefined],
    ["an example that is cut off", "example: '{ \"a\": 1'", undefined],
  ])("keeps or drops %s", (_, example, want) => {
    const content = `application/json: { schema: { type: object, properties: { a: { type: integer } } }, ${example} }`;
    const yaml = `paths:\n  /a:\n    get: { responses: { "200": { description: a, content: { ${content} } } } }`;
    const found = readEndpoint(fragment(yaml), "markdown");
    expect(at(found, "/responses/200/content/application~1json/example")).toEqual(want);
  });

  test.each([
    ["allOf: [{ $ref: '#/components/schemas/A' }]", { $ref: "#/components/schemas/A" }],
    [
      "allOf: [{ $ref: '#/components/schemas/A' }], nullable: true",
      { anyOf: [{ $ref: "#/components/schemas/A" }, { type: "null" }] },
    ],
    [
      "allOf: [{ $ref: '#/components/schemas/A' }], properties: { b: {} }",
      { allOf: [{ $ref: "#/components/schemas/A" }, { properties: { b: {} } }] },
    ],
    ["type: string, nullable: true, title: ''", { type: ["string", "null"] }],
    ["type: number, maximum: 3, exclusiveMaximum: false", { type: "number", maximum: 3 }],
    ["type: any", {}],
    [
      "x-apidog-refs: { k: { $ref: '#/components/schemas/A' } }, properties: {}",
      { $ref: "#/components/schemas/A" },
    ],
  ])("reads the schema { %s }", (schema, want) => {
    const yaml = `paths:\n  /a:\n    get: { responses: { "200": { content: { a/b: { schema: { ${schema} } } } } } }\ncomponents: { schemas: { A: { type: object } } }`;
    const found = readEndpoint(fragment(yaml), "markdown");
    expect(at(found, "/responses/200/content/a~1b/schema")).toEqual(want);
  });

  test("is compared with its own example", () => {
    expect(
      endpoint.contradictions.map(({ about, one, other }) => [about, one.line, other.line]),
    ).toEqual([
      ["the schema's enum does not list the example's 3", 52, 92],
      ['the example shows a member "colour" that the schema does not declare', 49, 92],
    ]);
  });

  test.each([
    ["a guide", "prose", "# Guide\n\nHow to begin.\n"],
    ["a schema", "schema", fragment("paths: {}\ncomponents:\n  schemas:\n    A: { type: string }")],
    ["a webhook", "webhook", fragment("paths: {}\nwebhooks:\n  a:\n    post: {}")],
    ["nothing", "prose", fragment("paths: {}")],
    ["a fragment that is cut off", "truncated", "# Page\n\n```yaml\nopenapi: 3.0.1\npaths:\n"],
    ["broken YAML", "unreadable", fragment("paths: [")],
    ["a circle of anchors", "unreadable", fragment("paths: &a\n  /x: *a")],
  ])("that holds %s is named %s", (_, kind, text) => {
    expect(read(text, "markdown").kind).toBe(kind);
  });

  test("distinguishes the operations of one fragment", () => {
    const text = fragment("paths:\n  /a:\n    get: { summary: A }\n    put: { summary: B }");
    const reading = read(text, "markdown");
    const found = reading.kind === "endpoint" ? reading.endpoints : [];
    expect(found.map(({ method }) => method.value)).toEqual(["GET", "PUT"]);
  });

  test.skipIf(!existsSync(site))("of a real site is an operation or prose, every one", () => {
    const all = readdirSync(site, { recursive: true, encoding: "utf8" });
    const pages = all.filter((file) => file.endsWith(".md"));
    const kinds = pages.map((file) => {
      const text = readFileSync(join(site, file), "utf8");
      return [/^openapi:/m.test(text), read(text, "markdown").kind];
    });
    expect(kinds.length).toBeGreaterThan(30);
    expect(
      kinds.filter(([isOpenApi, kind]) => kind !== (isOpenApi ? "endpoint" : "prose")),
    ).toEqual([]);
  });
});
