import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  astToString,
  type GlobalContext,
  type OpenAPI3,
  resolveRef,
  transformSchema,
} from "openapi-typescript";
import { Project, QuoteKind, StructureKind as TsMorphKind } from "ts-morph";
import { describe, expect, test, vi } from "vitest";
import { loadSpec } from "../../generator/load/index.js";
import { type Api, type Built, buildApi } from "../../generator/model/index.js";
import { makeFiles } from "../../generator/outputs/index.js";
import { printPaths } from "../../generator/outputs/paths/index.js";
import { type Statement, StructureKind } from "../../generator/typescript/modules.js";
import { printOpenApiTypes } from "../../generator/typescript/openapi-types.js";
import { model, repository, specOf } from "./support.js";

/** What modules were printed of, and what was printed. */
const printed: { statements: readonly Statement[]; text: string }[] = [];
vi.mock("../../generator/typescript/modules.js", async (importOriginal) => {
  const original = await importOriginal<typeof import("../../generator/typescript/modules.js")>();
  const printModule = (statements: readonly Statement[]) => {
    const text = original.printModule(statements);
    printed.push({ statements, text });
    return text;
  };
  return { ...original, printModule };
});

const micro = fileURLToPath(new URL("../micro/", import.meta.url));
const specs: readonly string[] = [
  join(repository, "spec/openapi.yaml"),
  ...readdirSync(micro).map((feature) => join(micro, feature, "openapi.yaml")),
];
const builtOf = async (spec: string): Promise<Built> => buildApi(await loadSpec(spec));

describe("modules are printed as ts-morph prints them", () => {
  const project = new Project({
    useInMemoryFileSystem: true,
    manipulationSettings: { indentationText: "  " as never, quoteKind: QuoteKind.Double },
  });

  test.each(specs)("%s", async (spec) => {
    printed.length = 0;
    await makeFiles(await builtOf(spec), [], "test");
    expect(printed.length).toBeGreaterThan(3);
    for (const { statements, text } of printed) {
      const options = { overwrite: true };
      const file = project.createSourceFile("a.ts", { statements: [...statements] }, options);
      expect(text).toBe(file.getFullText());
    }
  });

  test("and the kinds of structures have its numbers", () => {
    for (const [name, kind] of Object.entries(StructureKind)) {
      expect(TsMorphKind[kind]).toBe(name);
    }
  });
});

/** Each declaration of a module of types by itself; imports and comments in front do not count. */
const declarationsOf = (text: string) =>
  text
    .split(/^(?=export )/m)
    .filter((part) => part.startsWith("export "))
    .sort();
/** Without the marks of what is not documented, of which openapi-typescript knows nothing. */
const ours = (marked: Api) => {
  const operations = marked.operations.map((operation) => ({
    ...operation,
    provenance: undefined,
    isGuess: false,
  }));
  const api = { ...marked, operations, statements: new Map(), provenances: new Map() };
  return [
    ...declarationsOf(printOpenApiTypes(api).declarations),
    ...declarationsOf(printPaths(api)),
  ];
};

/** openapi-typescript with the real compiler, on the document as it is but for the ids of what is posted. */
function printByCompiler(document: unknown): string {
  const schema = structuredClone(document) as OpenAPI3;
  for (const item of Object.values(schema.webhooks ?? {})) {
    if ("post" in item && item.post) delete (item.post as { operationId?: string }).operationId;
  }
  const context = {
    ...{ defaultNonNullable: false, emptyObjectsUnknown: true, readWriteMarkers: false },
    discriminators: { objects: {}, refsHandled: [] },
    injectFooter: [],
    resolve: (ref: string) => resolveRef(schema, ref, { silent: true }),
  } as unknown as GlobalContext;
  return astToString(transformSchema(schema, context));
}

describe("types are printed as the compiler prints what openapi-typescript makes of them", () => {
  // What we do about these is our own.
  const plain = specs.filter(
    (spec) => !/visibility|pagination-offset|form-body|query-styles/.test(spec),
  );
  test.each(plain)("%s", async (spec) => {
    const api = (await builtOf(spec)).api;
    expect(ours(api).sort()).toEqual(declarationsOf(printByCompiler(api.document)));
  });

  test("every kind of type", async () => {
    const text = { type: "string", description: "Some\n\n  text", example: { a: ["b"] } };
    const named = { $ref: "#/components/schemas/Text" };
    const { api } = await model(
      specOf({
        components: {
          schemas: {
            Text: { ...text, title: "Title", deprecated: true },
            "a b": { type: "object", properties: { "c d": text, 12: text, e: named } },
            Pair: { type: "array", prefixItems: [text, named, { type: "array", items: text }] },
            Empty: { type: "array", prefixItems: [] },
            Mixed: { type: ["string", "null", "array"], items: { type: ["boolean", "integer"] } },
            List: { type: "array", items: { anyOf: [named, { type: "number" }] } },
            Enum: { enum: ["a", 'b"', -1, 2.5, true, false, null, { a: [] }, [1, "a"]] },
            Const: { const: { a: { b: null } } },
            Index: { type: "object", additionalProperties: named },
            Parts: {
              allOf: [named, { type: "object", properties: { a: text } }],
              oneOf: [named, { type: "null" }],
            },
            Union: { oneOf: [{ allOf: [named, named] }, { type: "array", items: named }] },
            Nothing: false,
            Anything: true,
          },
          responses: { Ok: { description: "Ok", headers: { "x-a": { schema: text } } } },
          parameters: { A: { name: "a", in: "query", schema: named } },
          requestBodies: { B: { content: {} } },
          headers: { C: { schema: text } },
        },
      }),
    );
    expect(ours(api).sort()).toEqual(declarationsOf(printByCompiler(api.document)));
  });
});
