import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { build } from "esbuild";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { loadSpec } from "../../generator/load/index.js";
import { must } from "../../generator/narrowing.js";
import type { JsonSchema } from "../../generator/runtime/schemas/schema.js";
import { full, onlyInFull } from "../consumers/on-demand.js";
import { type MadeSpec, specs } from "../generative/operations.js";
import { compile } from "../support/compiler.js";
import { load, repository, specOf, specWith } from "../support/generator.js";
import { fc, seed, times, toRepeat } from "../support/random.js";
import { specFull } from "./hostile-spec.js";
import { cases, ref } from "./schema-cases.js";
import { compileSchema, type MadeSchemas, makeSchemas } from "./schemas.js";

vi.setConfig({ testTimeout: times(240_000) });

const json = (schema: unknown) => ({ content: { "application/json": { schema } } });

describe("values that match a component", () => {
  test.each(cases)("$about", async ({ openapi = "3.1.0", schemas, fits, misfits }) => {
    const made = await makeSchemas(specOf({ openapi, components: { schemas } }));
    for (const [, schema] of made.all()) compileSchema(schema);
    const isFitting = compileSchema(made.schema("components", "T"));
    expect(fits.filter((value) => !isFitting(value))).toEqual([]);
    expect(misfits.filter((value) => isFitting(value))).toEqual([]);
  });

  test("as Swagger 2.0 spells it", async () => {
    const made = await makeSchemas(
      JSON.stringify({
        swagger: "2.0",
        info: { title: "Things", version: "1" },
        paths: {
          "/a": {
            post: {
              operationId: "post",
              consumes: ["application/json"],
              produces: ["application/json"],
              parameters: [{ in: "body", name: "a", schema: { $ref: "#/definitions/T" } }],
              responses: {
                200: {
                  description: "",
                  schema: { type: "array", items: { $ref: "#/definitions/T" } },
                },
              },
            },
          },
        },
        definitions: {
          T: {
            type: "object",
            required: ["kind"],
            discriminator: "kind",
            properties: {
              kind: { type: "string" },
              n: { type: "integer", minimum: 0, exclusiveMinimum: true, "x-nullable": true },
            },
          },
        },
      }),
    );
    expect(made.names).toEqual([
      "components T",
      "groups/default post200",
      "groups/default postBody",
    ]);
    const isFitting = compileSchema(made.schema("groups/default", "post200"));
    expect(isFitting([{ kind: "a", n: 1 }])).toBe(true);
    expect(isFitting([{ kind: "a", n: 0 }])).toBe(false);
    expect(isFitting([{}])).toBe(false);
  });
});

describe("in one direction", () => {
  const spec = specWith(
    {
      "POST /users": {
        operationId: "createUser",
        requestBody: json(ref("User")),
        responses: {
          200: json({ type: "array", items: ref("User") }),
          404: json({ type: "object", properties: { why: { type: "string" } } }),
          default: { content: { "text/plain": { schema: { type: "string" } }, "text/csv": {} } },
          204: { description: "nothing" },
        },
      },
    },
    {
      components: {
        schemas: {
          User: {
            allOf: [ref("Base"), { required: ["id", "password"] }],
            properties: { password: { type: "string", writeOnly: true } },
            unevaluatedProperties: false,
          },
          Base: {
            type: "object",
            required: ["id"],
            properties: { id: { type: "integer", readOnly: true }, role: ref("Role") },
          },
          Role: { enum: ["a", "b"] },
          PetSent: { type: "string" },
        },
      },
    },
  );

  test("a component with one form is written once, and each body and response has a schema", async () => {
    const { names } = await makeSchemas(spec);
    expect(names).toEqual([
      ...["Base", "PetSent", "Role", "User"].map((name) => `components ${name}`),
      ...["200", "404", "Body", "Default", "Default$text$csv"].map(
        (name) => `groups/default createUser${name}`,
      ),
      ...["Base", "User"].map((name) => `sent ${name}`),
    ]);
  });

  test("read-only properties are not in requests, and write-only ones are not in responses", async () => {
    const { schema } = await makeSchemas(spec);
    const body = compileSchema(schema("groups/default", "createUserBody"));
    expect(body({ password: "x", role: "a" })).toBe(true);
    expect(body({ role: "a" })).toBe(false);
    expect(body({ password: "x", id: 1 })).toBe(false);
    const answer = compileSchema(schema("groups/default", "createUser200"));
    expect(answer([{ id: 1, role: "b" }])).toBe(true);
    expect(answer([{ role: "b" }])).toBe(false);
    expect(answer([{ id: 1, password: "x" }])).toBe(false);
  });

  test("a content without a schema says so", async () => {
    const { schema, files } = await makeSchemas(
      specWith({
        "GET /a": {
          operationId: "a",
          responses: { 200: json({}) },
          "x-provenance": {
            ...Object.fromEntries(
              ["title", "method", "path", "request"].map((name) => [
                name,
                { level: "documented", sources: ["s"] },
              ]),
            ),
            response: { level: "undocumented" },
          },
        },
        "GET /b": { operationId: "b", responses: { 200: { content: { "application/json": {} } } } },
      }),
    );
    expect(schema("groups/default", "a200")).toBe(true);
    expect(schema("groups/default", "b200")).toBe(true);
    const text = files["schemas/groups/default.ts"] ?? "";
    expect(text).toMatch(/\*\*Undocumented\.\*\*[^/]*\*\/\s*export const a200/);
    expect(text).toMatch(/The spec has no schema for it\. \*\/\s*export const b200/);
  });
});

describe("ajv accepts every schema", () => {
  const micro = join(repository, "test/micro");
  const documents = [
    ...readdirSync(micro).map((name) => join("test/micro", name, "openapi.yaml")),
    "spec/openapi.yaml",
  ];
  test.each(documents)("%s", async (path) => {
    const made = await makeSchemas(await loadSpec(join(repository, path)));
    for (const [where, schema] of made.all()) {
      expect(() => compileSchema(schema), where).not.toThrow();
    }
    expect(JSON.stringify(made.all())).not.toMatch(
      /"(nullable|discriminator|xml|externalDocs|example)":/,
    );
  });
});

test.skipIf(!full)(
  `random documents: made values fit, and others as the document itself says${onlyInFull}`,
  async () => {
    for (const made of fc.sample(specs, { seed, numRuns: times(30) })) {
      const spec = await load({ "openapi.json": JSON.stringify(made.document) });
      const { all, schema, types } = await makeSchemas(spec);
      const validators = made.components.map(({ key }) =>
        compileSchema(schema("components", types.get(key) ?? "")),
      );
      for (const [where, each] of all()) expect(() => compileSchema(each), where).not.toThrow();
      const values = made.components.map(({ shape }) =>
        fc.sample(shape.value, { seed, numRuns: 20 }),
      );
      for (const [index, isFitting] of validators.entries()) {
        const misfits = values[index]?.filter((value) => !isFitting(value));
        expect(misfits, `${toRepeat}: ${JSON.stringify(made.document)}`).toEqual([]);
        const isFittingThere = readByAjv(made, index);
        if (!isFittingThere) continue;
        for (const value of values.flat()) {
          const told = `${toRepeat}: ${JSON.stringify([value, made.document])}`;
          expect(isFitting(value), told).toBe(isFittingThere(value));
        }
      }
    }
  },
);

/** A component as JSON Schema reads it; undefined if OpenAPI has a dialect of its own. */
function readByAjv({ version, document, components }: MadeSpec, index: number) {
  if (version === "3.0.3") return undefined;
  const ajv = new Ajv2020({
    strict: false,
    ownProperties: true,
    validateFormats: false,
    validateSchema: false,
  });
  ajv.addSchema(document, "doc:spec");
  const token = (components[index]?.key ?? "").replaceAll("~", "~0").replaceAll("/", "~1");
  return ajv.compile({ $ref: `doc:spec#/components/schemas/${encodeURIComponent(token)}` });
}

describe("the modules", () => {
  const spec = specWith(
    {
      "GET /a": { operationId: "a", responses: { 200: json(ref("Used")) } },
      "GET /b": { operationId: "b", responses: { 200: json({ const: "only in b" }) } },
    },
    {
      components: {
        schemas: {
          Used: { type: "object", properties: { inner: ref("Inner"), self: ref("Used") } },
          Inner: { const: "of inner" },
          Other: { type: "object", properties: { inner: ref("Inner"), o: { const: "of other" } } },
          // Names that the modules themselves need.
          JsonSchema: { const: "j" },
          Definition: { const: "d" },
          toSchema: { type: "object", properties: { definitions: ref("definitions") } },
          definitions: { type: "string" },
          Object: { type: "string" },
        },
      },
    },
  );

  test("compile, and ajv accepts their schemas", async () => {
    const { files } = await makeSchemas(spec);
    const program = `import { Ajv2020 } from "ajv/dist/2020.js";
import { Used } from "./schemas/components.js";
import { a200 } from "./schemas/groups/default.js";
const ajv = new Ajv2020({ strict: false });
export const all: boolean[] = [ajv.validate(Used, {}), ajv.compile(a200)({})];
`;
    expect(compile({ a: { ...files, "program.ts": program } })).toEqual([]);
  });

  test("are not exported by the package's entry", async () => {
    const { files } = await makeSchemas(spec);
    expect(files["index.ts"]).toContain("export {};");
  });

  test("only bring along what is used", async () => {
    const { folder } = await makeSchemas(spec);
    const bundled = async (code: string) => {
      const { outputFiles } = await build({
        stdin: { contents: code, resolveDir: folder },
        bundle: true,
        minify: true,
        format: "esm",
        write: false,
      });
      return outputFiles[0]?.text ?? "";
    };
    const used = await bundled('export { a200 } from "./schemas/groups/default.js";');
    expect(used).toContain("of inner");
    expect(used).not.toMatch(/of other|only in b|"j"|"d"/);
    const other = await bundled('export { b200 } from "./schemas/groups/default.js";');
    expect(other).toContain("only in b");
    expect(other).not.toMatch(/of inner|of other/);
  });

  test("are plain data: written as JSON, they are the same schema", async () => {
    const { schema } = await makeSchemas(spec);
    const copy = JSON.parse(JSON.stringify(schema("components", "Used")));
    expect(Object.keys(copy.$defs).sort()).toEqual(["Inner", "Used"]);
    expect(compileSchema(copy)({ self: { inner: "x" } })).toBe(false);
    expect(compileSchema(copy)({ self: { inner: "of inner" } })).toBe(true);
  });

  test("are the same text each time", async () => {
    const [one, other] = [await makeSchemas(spec), await makeSchemas(spec)];
    expect(other.files).toEqual(one.files);
  });

  test("are only generated on request", async () => {
    const { files } = await makeSchemas(specOf({}));
    expect(Object.keys(files).filter((path) => /schemas\//.test(path))).toEqual([]);
  });
});

describe("text of a spec stays text", () => {
  const attack = "globalThis.pwned = 1";
  const texts = [
    `*/ ${attack}; /*`,
    `"; ${attack}; "`,
    `\`; ${attack}; \``,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it must not become one
    "${globalThis.pwned=1}",
    `a\u2028${attack};\u2029b`,
    "__proto__",
    "constructor",
    "a\u202e}{\u2066b",
    "../../x",
    "//# sourceMappingURL=x",
  ];
  const made: MadeSchemas[] = [];
  let errors: readonly string[] = [];
  beforeAll(async () => {
    for (const text of texts) made.push(await makeSchemas(JSON.stringify(specFull(text))));
    // All in one program, because most of the work is the same for each.
    errors = compile(Object.fromEntries(made.map(({ files }, index) => [`text${index}`, files])));
  });

  test("the compiler finds nothing outside of them", () => {
    expect(errors.filter((error) => !/^text\d+\//.test(error))).toEqual([]);
  });

  test.each(texts.map((text, index) => [text, index] as const))("%j", (_, index) => {
    const { files, all } = must(made[index], "a text without schemas");
    expect(errors.filter((error) => error.startsWith(`text${index}/`))).toEqual([]);
    expect(Object.hasOwn(globalThis, "pwned")).toBe(false);
    for (const [where, schema] of all()) expect(() => compileSchema(schema), where).not.toThrow();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;
    expect(Object.values(files).filter((each) => hidden.test(each))).toEqual([]);
  });
});

test.each([
  ["behind each other", (next: object) => ({ type: "object", properties: { next } })],
  ["extending each other", (next: object) => ({ allOf: [next, { properties: { a: {} } }] })],
  ["in a circle", (next: object) => ({ type: "array", items: next })],
])("3,000 components %s", async (about, link) => {
  const length = 3000;
  const schemas: Record<string, object> = {};
  for (let index = 0; index < length; index++) {
    const isLast = index === length - 1;
    const next =
      isLast && about !== "in a circle" ? { type: "string" } : ref(`N${(index + 1) % length}`);
    schemas[`N${index}`] = link(next);
  }
  const { files, schema } = await makeSchemas(specOf({ components: { schemas } }));
  // No link repeats what is behind it.
  expect(files["schemas/definitions.ts"]?.length).toBeLessThan(length * 300);
  const defs = (schema("components", "N0") as { $defs: Record<string, JsonSchema> }).$defs;
  expect(Object.keys(defs)).toHaveLength(about === "in a circle" ? length : length - 1);
  if (about !== "in a circle") compileSchema(schema("components", `N${length - 20}`));
});
