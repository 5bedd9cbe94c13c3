import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { readConfigs } from "../../generator/config/read-config.js";
import { clientFields, type Field, type Fields } from "../../generator/config-fields.js";
import { DiagnosticError } from "../../generator/diagnostics/index.js";
import { checkAll } from "../../generator/generate/check.js";
import { generate, generateAll } from "../../generator/generate/generate.js";
import { configSchema } from "../../generator/outputs/config-schema.js";
import {
  diagnosticsOf,
  format,
  makeFolder,
  placed,
  readFiles,
  repository,
  specWith,
} from "../support/generator.js";
import { fc, times } from "../support/random.js";

const schema = JSON.parse(
  readFileSync(join(repository, "generator/config.schema.json"), "utf8"),
) as object;
const fitsSchema = new Ajv({ allowUnionTypes: true }).compile(schema);

/** Whether the reader takes a config. */
async function isRead(config: unknown): Promise<boolean> {
  const path = join(makeFolder({ "c.json": JSON.stringify(config) }), "c.json");
  try {
    await readConfigs({ config: path });
    return true;
  } catch (error) {
    if (error instanceof DiagnosticError) return false;
    throw error;
  }
}

describe("config.schema.json", () => {
  test("matches the table of fields; `npm run config-schema` writes it", () => {
    expect(schema).toEqual(configSchema());
  });

  const spec = "openapi.yaml";
  const two = [
    { spec, output: "a" },
    { spec, output: "b", filter: { tags: ["x"] } },
  ];
  const cases: { name: string; given: unknown; want: boolean }[] = [
    { name: "a spec", given: { spec }, want: true },
    {
      name: "everything",
      given: {
        spec,
        output: "out",
        client: {
          name: "A",
          package: "a",
          checked: false,
          importExtension: "none",
        },
        outputs: {
          client: false,
          types: true,
          enums: { inner: true },
          paths: {},
          "./own.mjs": { anything: [1] },
          "../own.js": true,
          "@acme/output": false,
          acme: true,
        },
        headers: { A: "b" },
        overlays: ["o.yaml"],
        filter: {
          tags: ["a"],
          paths: ["/**"],
          operations: [],
          methods: ["get"],
          exclude: { tags: ["b"], paths: [], operations: ["c"], methods: ["query"] },
        },
        refs: { allowHosts: ["a.example:8080"], allowPrivate: true },
        diff: { severity: { "response.enum.added": "warning" } },
        limits: { fileMegabytes: 0.5, seconds: 10 },
      },
      want: true,
    },
    { name: "several clients", given: { clients: two }, want: true },
    { name: "no clients", given: { clients: [] }, want: false },
    { name: "clients and a spec", given: { clients: two, spec }, want: false },
    { name: "a client without an output", given: { clients: [{ spec }] }, want: false },
    { name: "clients that are none", given: { clients: { spec } }, want: false },
    {
      name: "settings without a value",
      given: {
        spec,
        output: null,
        client: { name: null, checked: null, importExtension: null },
        outputs: { client: null, enums: { inner: null }, "./own.mjs": null },
        headers: null,
        overlays: null,
        filter: { tags: null, exclude: null },
        refs: null,
        limits: { seconds: null },
      },
      want: true,
    },
    { name: "an item without a value", given: { spec, overlays: [null] }, want: false },
    { name: "a header without a value", given: { spec, headers: { A: null } }, want: false },
    {
      name: "a client of several without a spec's value",
      given: { clients: [{ spec: null, output: "a" }] },
      want: false,
    },
    { name: "a client that is nothing", given: { clients: [null] }, want: false },
    {
      name: "an unknown extension",
      given: { spec, client: { importExtension: ".js" } },
      want: false,
    },
    { name: "JavaScript", given: { spec, client: { language: "js" } }, want: true },
    {
      name: "JavaScript for a bundler",
      given: { spec, client: { language: "js", importExtension: "none" } },
      want: true,
    },
    {
      name: "JavaScript imported as TypeScript",
      given: { spec, client: { language: "js", importExtension: "ts" } },
      want: false,
    },
    { name: "an unknown language", given: { spec, client: { language: "cjs" } }, want: false },
    { name: "an output that is text", given: { spec, outputs: { paths: "yes" } }, want: false },
    { name: "outputs as a list", given: { spec, outputs: ["paths"] }, want: false },
    { name: "an unknown option", given: { spec, outputs: { enums: { all: true } } }, want: false },
    {
      name: "an option that is text",
      given: { spec, outputs: { enums: { inner: "" } } },
      want: false,
    },
    {
      name: "options of what has none",
      given: { spec, outputs: { paths: { a: 1 } } },
      want: false,
    },
    {
      name: "options of an output that is switched off by another's absence",
      given: { spec, outputs: { client: false, enums: { inner: 1 } } },
      want: false,
    },
    { name: "a key that is no package", given: { spec, outputs: { "a b": true } }, want: false },
    { name: "a key without a name", given: { spec, outputs: { "": true } }, want: false },
    { name: "a key of every object", given: { spec, outputs: { constructor: 1 } }, want: false },
    { name: "paths where it once stood", given: { spec, client: { paths: true } }, want: false },
    { name: "a list", given: [], want: false },
    { name: "an empty spec", given: { spec: "" }, want: false },
    { name: "an unknown method", given: { spec, filter: { methods: ["GET"] } }, want: false },
    {
      name: "an unknown severity",
      given: { spec, diff: { severity: { "response.enum.added": "error" } } },
      want: false,
    },
    { name: "a limit of nothing", given: { spec, limits: { seconds: 0 } }, want: false },
    { name: "a field of every object", given: { spec, constructor: {} }, want: false },
    {
      name: "exclude in exclude",
      given: { spec, filter: { exclude: { exclude: {} } } },
      want: false,
    },
  ];
  test.each(cases)("and the reader agree: $name", async ({ given, want }) => {
    expect(fitsSchema(given)).toBe(want);
    expect(await isRead(given)).toBe(want);
  });

  test("and the reader agree about random configs", async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(configOf(clientFields), async (config) => {
        const given = { ...config, spec: "a.yaml" };
        const want = fitsSchema(given);
        if (want) taken++;
        expect(await isRead(given)).toBe(want);
      }),
      { numRuns: times(300) },
    );
    expect(taken).toBeGreaterThan(times(20));
  });
});

/** Values that are right in most places. */
function configOf(fields: Fields): fc.Arbitrary<Record<string, unknown>> {
  const known = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, mostly(valuesOf(field))]),
  );
  return fc.oneof(
    { weight: 19, arbitrary: fc.record(known, { requiredKeys: [] }) },
    { weight: 1, arbitrary: fc.record({ unknown: fc.constant(1) }) },
  );
}

function mostly(right: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const wrong = fc.constantFrom(null, "", 0, -1, true, [], {}, ["x", 5], { x: 5 });
  return fc.oneof({ weight: 30, arbitrary: right }, { weight: 1, arbitrary: wrong });
}

function valuesOf(field: Field): fc.Arbitrary<unknown> {
  const text = fc.constantFrom("a", "b c", "/**");
  switch (field.kind) {
    case "text":
      return text;
    case "choice":
      return fc.constantFrom(...field.anyOf);
    case "texts":
      return fc.array(field.anyOf ? fc.constantFrom(...field.anyOf) : text, { maxLength: 2 });
    case "textMap":
      return fc.dictionary(
        fc.constantFrom("x", "y"),
        field.anyOf ? mostly(fc.constantFrom(...field.anyOf)) : text,
      );
    case "flag":
      return fc.boolean();
    case "number":
      return fc.constantFrom(1, 0.5, 1e6);
    case "outputs": {
      const chosen = fc.oneof(fc.boolean(), fc.constant({}));
      const known = { client: chosen, paths: chosen, "./own.js": chosen, own: chosen };
      const enums = fc.oneof(chosen, fc.record({ inner: mostly(fc.boolean()) }));
      // Without them types would be needed and off in half of all.
      return fc.record({ ...known, enums: mostly(enums) }, { requiredKeys: [] });
    }
    case "object":
      return configOf(field.fields);
  }
}

describe("an error has its place", () => {
  const cases: { given: string; want: string; says: string }[] = [
    {
      given: "spec: a\nfilter:\n  tag: [a]\n",
      want: "3:3",
      says: "`filter.tag` is not a field; did you mean `tags`?",
    },
    {
      given: "spec: a\nfilter:\n  tags: a\n",
      want: "3:3",
      says: '`filter.tags` must be a list, but is "a"',
    },
    {
      given: "spec: a\nfilter:\n  tags: [a, 5]\n",
      want: "3:13",
      says: "`filter.tags[1]` must be a string",
    },
    {
      given: "clients:\n  - spec: a\n    output: x\n  - spec: b\n    outpts: y\n",
      want: "5:5",
      says: "`clients[1].outpts` is not a field",
    },
    {
      given: "clients:\n  - spec: a\n    output: x\n  - spec: b\n    output: ./x\n",
      want: "5:5",
      says: "two clients have the same output folder",
    },
    {
      given: "clients:\n  - spec: a\n    output: x\n  - spec: b\n",
      want: "4:5",
      says: "`clients[1]` has no `output`",
    },
    { given: "# nothing\noutput: out\n", want: "2:1", says: "`spec` is missing" },
    {
      given: "spec: a\nclient:\n  importExtension: mjs\n",
      want: "3:3",
      says: '`client.importExtension` must be one of js, ts, none, but is "mjs"',
    },
    {
      given: "spec: a\nclient:\n  name: A\n  paths: true\n",
      want: "4:3",
      says: "`client.paths` is now `outputs.paths: true`",
    },
    {
      given: "clients:\n  - spec: a\n    output: x\n    client: { innerEnums: false }\n",
      want: "4:15",
      says: "`clients[0].client.innerEnums` is now `outputs.enums: { inner: true }`",
    },
    {
      given: "spec: a\noutputs:\n  enums:\n    iner: true\n",
      want: "4:5",
      says: "`outputs.enums.iner` is not an option; did you mean `inner`?",
    },
    {
      given: "spec: a\noutputs:\n  enums: { inner: 1 }\n",
      want: "3:12",
      says: "`outputs.enums.inner` must be true or false, but is 1",
    },
    {
      given: "spec: a\noutputs: { types: { standalone: true } }\n",
      want: "2:21",
      says: "`outputs.types.standalone` is not an option; there are no options",
    },
    {
      given: "spec: a\noutputs:\n  paths: true\n  types: false\n  client: false\n",
      want: "4:3",
      says: "`outputs.types` is false, but `paths` needs it",
    },
    {
      given: "spec: a\noutputs:\n  types: false\n",
      want: "3:3",
      says: "`outputs.types` is false, but `client` needs it",
    },
    {
      given: "spec: a\noutputs: { types: false, client: false, enums: false }\n",
      want: "2:1",
      says: "no output is left",
    },
    {
      given: "spec: a\noutputs:\n  enums: only\n",
      want: "3:3",
      says: '`outputs.enums` must be true, false or an object of options, but is "only"',
    },
    {
      given: "clients: []\nspec: a\n",
      want: "2:1",
      says: "`spec` cannot be used together with `clients`",
    },
    { given: "spec: a\noverlays: o.yaml\n", want: "2:1", says: "`overlays` must be a list" },
    {
      given: "spec: a\nlimits: { seconds: .inf }\n",
      want: "2:11",
      says: "must be a positive number",
    },
  ];
  test.each(cases)("$says", async ({ given, want, says }) => {
    const config = join(makeFolder({ "c.yaml": given }), "c.yaml");
    const problems = await diagnosticsOf(readConfigs({ config }));
    expect(problems.map(placed)).toEqual([`config-invalid at c.yaml:${want}`]);
    expect(format(problems)).toContain(says);
  });
});

describe("several clients", () => {
  const specs = {
    "a.json": specWith({ "GET /a": { operationId: "a", tags: ["a"] } }),
    "b.json": specWith({ "GET /b": { operationId: "b", tags: ["b"] } }),
  };
  const clients =
    "clients:\n  - { spec: a.json, output: out/a }\n  - { spec: b.json, output: out/b, client: { name: Bee } }\n";

  test("are all generated, and all checked", async () => {
    const folder = makeFolder({ ...specs, "c.yaml": clients });
    const config = join(folder, "c.yaml");
    expect((await checkAll({ config })).map(({ report }) => report?.current)).toEqual([
      false,
      false,
    ]);
    const made = await generateAll({ config });
    expect(made.map(({ output }) => output)).toEqual([
      join(folder, "out/a"),
      join(folder, "out/b"),
    ]);
    expect(made.map(({ report }) => report?.api.operations)).toEqual([1, 1]);
    expect((await checkAll({ config })).map(({ report }) => report?.current)).toEqual([true, true]);
    const files = readFiles(folder);
    expect(files["out/a/groups/a.ts"]).toContain("function a(");
    expect(files["out/b/client.ts"]).toContain("createBee(");
    expect(JSON.parse(files["out/a/.tether.json"] ?? "")).toMatchObject({
      origin: { outputs: ["out/a", "out/b"] },
    });
  });

  test("if one fails, the others are still generated", async () => {
    const folder = makeFolder({ ...specs, "a.json": "{", "c.yaml": clients });
    const [first, second] = await generateAll({ config: join(folder, "c.yaml") });
    expect(first?.error?.diagnostics[0]?.code).toBe("yaml-syntax");
    expect(second?.report?.api.operations).toBe(1);
    expect(Object.keys(readFiles(join(folder, "out")))).toContain("b/client.ts");
  });

  test("are refused by functions for one client, and with flags for one", async () => {
    const folder = makeFolder({ ...specs, "c.yaml": clients });
    const config = join(folder, "c.yaml");
    expect(format(await diagnosticsOf(generate({ config })))).toContain("has several clients");
    expect(format(await diagnosticsOf(generateAll({ config, name: "A" })))).toContain(
      "cannot be combined with settings for one client",
    );
    expect(Object.keys(readFiles(folder))).toEqual(["a.json", "b.json", "c.yaml"]);
  });
});

test("overlays, filter and limits of a config apply to the spec", async () => {
  const folder = makeFolder({
    "api/openapi.json": specWith({
      "GET /a": { operationId: "a", tags: ["a"] },
      "GET /b": { operationId: "b", tags: ["b"] },
    }),
    "o.yaml":
      "overlay: 1.0.0\nactions:\n  - target: $.paths['/a'].get\n    update: { operationId: renamed }\n",
    "c.yaml":
      "spec: api/openapi.json\noverlays: [o.yaml]\nfilter: { tags: [a] }\nlimits: { fileMegabytes: 1 }\n",
  });
  const { output, api } = await generate({ config: join(folder, "c.yaml") });
  expect([output, api.operations]).toEqual([join(folder, "generated"), 1]);
  const files = readFiles(folder);
  expect(files["generated/groups/a.ts"]).toContain("function renamed(");
  expect(Object.keys(JSON.parse(files["generated/.tether.json"] ?? "").origin.inputs)).toEqual([
    "api/openapi.json",
    "c.yaml",
    "o.yaml",
  ]);
});
