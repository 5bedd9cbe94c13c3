import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { describeConfig, type NewConfig } from "../../generator/cli/config-template.js";
import { type Config, readConfig } from "../../generator/config/read-config.js";
import { makeFolder, repository } from "../support/generator.js";
import { fc, times } from "../support/random.js";

const fitsSchema = new Ajv({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(join(repository, "generator/config.schema.json"), "utf8")) as object,
);

const fresh: NewConfig = {
  spec: "api/openapi.yaml",
  output: "src/api",
  name: undefined,
  importExtension: "js",
  importExtensionBecause: "there is no tsconfig.json",
  outputs: {},
};
const text = describeConfig(fresh);
const lines = text.split("\n");

/** The settings that are commented out: where they stand, and below which of the others. */
interface Setting {
  readonly line: number;
  readonly name: string;
  readonly above: readonly Setting[];
}

/** Names are written in lower case, camel or kebab, and followed by nothing or by a value; sentences are not. */
function settingsOf(): Setting[] {
  const found: (Setting & { readonly depth: number })[] = [];
  for (const [line, written] of lines.entries()) {
    const [, outside = "", inside = "", name] =
      /^( *)# ( *)([a-z][A-Za-z0-9-]*):(?: [^\s$]\S*)?$/.exec(written) ?? [];
    if (name === undefined) continue;
    const depth = outside.length + inside.length;
    const holder = found.findLast((other) => other.depth < depth && outside === "");
    found.push({ line, name, depth, above: holder ? [...holder.above, holder] : [] });
  }
  return found;
}
const settings = settingsOf();

/** The file with these settings uncommented, and those around them. */
function uncomment(chosen: readonly Setting[]): string {
  const bare = new Set(chosen.flatMap(({ line, above }) => [line, ...above.map((a) => a.line)]));
  return lines.map((each, line) => (bare.has(line) ? each.replace("# ", "") : each)).join("\n");
}

async function read(config: string): Promise<Partial<Config>> {
  const folder = makeFolder({ "tether.config.yaml": config });
  const { file, place, ...settled } = await readConfig({
    config: join(folder, "tether.config.yaml"),
  });
  return JSON.parse(JSON.stringify(settled).replaceAll(folder, "")) as Partial<Config>;
}

/** An empty list or object and none are the same to whoever reads a config. */
function withoutEmpty(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, each]) => [name, withoutEmpty(each)] as const);
  const full = members.filter(([, each]) => each !== undefined);
  return full.length > 0 ? Object.fromEntries(full) : undefined;
}

async function expectNothingChanged(chosen: readonly Setting[]): Promise<void> {
  const config = uncomment(chosen);
  expect(fitsSchema(parse(config)), config).toBe(true);
  expect(withoutEmpty(await read(config)), config).toEqual({
    ...(withoutEmpty(await read(text)) as object),
    // Their values are the defaults, which the reader of specs has by itself.
    ...(chosen.some(({ name }) => name === "allowPrivate") && { allowPrivate: false }),
    ...(chosen.some(({ name }) => name === "fileMegabytes") && { fileMegabytes: 50 }),
    ...(chosen.some(({ name }) => name === "seconds") && { seconds: 30 }),
  });
}

describe("the config file that init writes", () => {
  test("has every setting that a config file may have", () => {
    const schema = JSON.parse(
      readFileSync(join(repository, "generator/config.schema.json"), "utf8"),
    ) as { anyOf: [SchemaObject] };
    const outputs = parse(uncomment(settings)) as { outputs: Record<string, unknown> };
    const off = Object.keys(outputs.outputs).filter((name) => outputs.outputs[name] === false);
    expect(off).toContain("paths");
    const known = namesIn(schema.anyOf[0])
      // Options of what is not made would have it made; they are named beside it.
      .filter((path) => !off.some((name) => path.startsWith(`outputs.${name}.`)))
      .map((path) => path.split(".").at(-1));
    expect(text.replaceAll(/\n[ #]*/g, " ")).toContain("Or with options: `standalone`, ");
    const written = ["spec", "output", "client", "importExtension", ...settings.map((s) => s.name)];
    expect(written.sort()).toEqual(known.sort());
  });

  test("matches the schema, and has the requested values", async () => {
    expect(fitsSchema(parse(text))).toBe(true);
    expect(await read(text)).toMatchObject({
      spec: "/api/openapi.yaml",
      output: "/src/api",
      importExtension: "js",
    });
  });

  test("has lines of at most 100 columns", () => {
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  });

  test.each(settings.map((setting) => [pathOf(setting), setting] as const))(
    "means the same with %s uncommented",
    (_, setting) => expectNothingChanged([setting]),
  );

  test("means the same with everything uncommented", () => expectNothingChanged(settings));

  test("means the same with any part uncommented", async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray(settings), (chosen) => expectNothingChanged(chosen)),
      { numRuns: times(100) },
    );
  });

  test("can contain any character of a path or a name", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), async (a, b) => {
        const config = parse(describeConfig({ ...fresh, output: a, name: b })) as {
          output: string;
          client: { name: string };
        };
        expect([config.output, config.client.name]).toEqual([a, b]);
      }),
      { numRuns: times(200) },
    );
  });
});

interface SchemaObject {
  readonly properties?: Readonly<Record<string, SchemaObject>>;
}

function namesIn({ properties = {} }: SchemaObject, within = ""): string[] {
  return Object.entries(properties).flatMap(([name, schema]) => [
    within + name,
    ...namesIn(schema, `${within}${name}.`),
  ]);
}

function pathOf({ name, above }: Setting): string {
  return [...above.map((each) => each.name), name].join(".");
}
