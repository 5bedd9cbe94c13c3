import { describe, expect, test } from "vitest";
import { loadVersion } from "../../generator/load/index.js";
import {
  diagnosticsOf,
  type Files,
  makeFolder,
  placed,
  withoutFolder,
} from "../support/generator.js";
import { head } from "./support.js";

const using = (schema: string) =>
  `{ responses: { 200: { description: A, content: { application/json: { schema: { $ref: "${schema}" } } } } } }`;
const local = (name: string) => using(`#/components/schemas/${name}`);
const open = (files: Files, pattern = "api/*.yaml") =>
  loadVersion(pattern, { folder: makeFolder(files) });
const schemas = (text: string) => `components: { schemas: ${text} }\n`;

const error = "{ type: object, properties: { code: { $ref: '#/components/schemas/Code' } } }";

test("files that match a pattern are one API, with the components that they share", async () => {
  const spec = await open({
    "api/boats.yaml": `${head}tags: [{ name: sea }, { name: all }]\npaths: { /boats: { get: ${local("Error")} } }\n${schemas(`{ Error: ${error}, Code: { type: integer }, Unused: { type: string } }`)}`,
    "api/cars.yaml": `${head}tags: [{ name: all }]\npaths: { /cars: { get: ${local("Error")}, post: ${using("parts/wheel.yaml")} } }\n${schemas(`{ Error: ${error}, Code: { type: integer } }`)}webhooks: { sold: { post: ${local("Code")} } }\n`,
    "api/notes.txt": "not one of them",
    "api/common.yaml": "Common: { type: string }\n",
    "api/parts/wheel.yaml": "type: string\n",
  });
  const { paths, webhooks, components, tags } = spec.document as Record<string, object>;
  expect(Object.keys(paths ?? {})).toEqual(["/boats", "/cars"]);
  expect(Object.keys(webhooks ?? {})).toEqual(["sold"]);
  expect(tags).toEqual([{ name: "sea" }, { name: "all" }]);
  expect(components).toEqual({
    schemas: {
      Error: { type: "object", properties: { code: { $ref: "#/components/schemas/Code" } } },
      Code: { type: "integer" },
      Unused: { type: "string" },
      wheel: { type: "string" },
    },
  });
  expect(JSON.stringify([paths, webhooks]).match(/schemas\/(?:Error|Code)"/g)).toHaveLength(3);
  expect(spec.warnings).toEqual([]);
  expect(withoutFolder(spec.place(["paths", "/cars", "post"]).file)).toBe("api/cars.yaml");
  expect(withoutFolder(spec.place(["components", "schemas", "Code"]).file)).toBe("api/boats.yaml");
});

test("components of one name that mean different things are told apart", async () => {
  const of = (code: string) => schemas(`{ Error: ${error}, Code: ${code} }`);
  const spec = await open({
    "api/a.yaml": `${head}paths: { /a: { get: ${local("Error")} } }\n${of("{ type: integer }")}`,
    // Its Error is spelled alike, but refers to another Code.
    "api/b.yaml": `${head}paths: { /b: { get: ${local("Error")} } }\n${of("{ type: string }")}`,
  });
  const { schemas: all } = spec.document["components"] as { schemas: Record<string, object> };
  const names = Object.keys(all);
  expect(names.map((name) => name.replace(/_\w+$/, "_"))).toEqual([
    "Error",
    "Code",
    "Error_",
    "Code_",
  ]);
  expect(all[names[3] ?? ""]).toEqual({ type: "string" });
  expect(JSON.stringify(all[names[2] ?? ""])).toContain(`schemas/${names[3]}"`);
  expect(spec.warnings.map(placed).map(withoutFolder)).toEqual([
    "components-apart at api/b.yaml:4:26",
    "components-apart at api/b.yaml:4:112",
  ]);
});

test("a pattern may lead through folders", async () => {
  const files = {
    "v1/a/openapi.yaml": `${head}paths: { /a: { get: ${using("../part.yaml")} } }\n`,
    "v1/b b/openapi.yaml": `${head}paths: { /b: { get: ${using("../part.yaml")} } }\n`,
    "v1/part.yaml": "type: string\n",
  };
  for (const pattern of ["v1/*/openapi.yaml", "v1/**/*.yaml", "**/openapi.yaml"]) {
    const { document } = await open(files, pattern);
    expect(Object.keys(document["paths"] as object)).toEqual(["/a", "/b"]);
    expect(document["components"]).toEqual({ schemas: { part: { type: "string" } } });
  }
});

describe("what cannot be one API is refused", () => {
  const path = (name: string) => `${head}paths: { ${name}: { get: { responses: {} } } }\n`;
  const scheme = (type: string) =>
    `components: { securitySchemes: { key: { type: http, scheme: ${type} } } }\n`;
  const swagger = "swagger: '2.0'\ninfo: { title: T, version: '1' }\npaths: {}\n";
  test.each([
    ["one path twice", [path("/a"), path("/a")], "documents-conflict at api/1.yaml:3:10"],
    [
      "different security",
      [path("/a"), `${path("/b")}security: [{ key: [] }]\n`],
      "documents-conflict at api/1.yaml:4:1",
    ],
    [
      "different servers",
      [`${path("/a")}servers: [{ url: /v1 }]\n`, path("/b")],
      "documents-conflict at api/1.yaml:1:1",
    ],
    [
      "one scheme of two meanings",
      [path("/a") + scheme("basic"), path("/b") + scheme("bearer")],
      "documents-conflict at api/1.yaml:4:34",
    ],
    [
      "two versions of OpenAPI",
      [path("/a"), path("/b").replace("3.1", "3.0")],
      "documents-conflict at api/1.yaml:1:1",
    ],
    ["Swagger", [path("/a"), swagger], "version-invalid at api/1.yaml:1:1"],
    ["another kind of document", [path("/a"), "openapi: 2.5\n"], "not-openapi at api/1.yaml:1:1"],
    ["no document", ["A: {}\n"], "version-invalid"],
  ])("%s", async (_, texts, want) => {
    const files = Object.fromEntries(texts.map((text, index) => [`api/${index}.yaml`, text]));
    const problems = await diagnosticsOf(open(files));
    expect(problems.map(placed).map(withoutFolder)).toEqual([want]);
  });

  test("a pattern that nothing matches", async () => {
    expect((await diagnosticsOf(open({ "api/a.txt": "" }))).map(({ message }) => message)).toEqual([
      'cannot compare "api/*.yaml": no file matches',
    ]);
  });
});
