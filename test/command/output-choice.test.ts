import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { declaredOutputs, defaultOutputs } from "../../generator/outputs/index.js";
import { type Run, tetherAll } from "../support/command-line.js";
import { compile } from "../support/compiler.js";
import { type Files, makeFolder, readFiles, specWith } from "../support/generator.js";

const spec = specWith(
  {
    "GET /a": {
      operationId: "a",
      tags: ["one"],
      parameters: [{ name: "sort", in: "query", schema: { enum: ["up", "down"] } }],
    },
  },
  { components: { schemas: { State: { enum: ["on", "off"] } } } },
);

/** Files of an output folder that say which outputs were made. */
const marks = ["client.ts", "enums.ts", "index.ts", "names.lock.json", "paths.ts", "types.ts"];

function made(folder: string): string[] {
  const files = readFiles(folder);
  return marks.filter((path) => files[`client/${path}`] !== undefined);
}

const project = (outputs = "", args: string[] = []) => ({
  folder: makeFolder({
    "openapi.json": spec,
    "tether.config.yaml": `spec: openapi.json\noutput: client\n${outputs}`,
  }),
  args: ["generate", ...args],
});

describe("the chosen outputs", () => {
  const always = ["index.ts", "names.lock.json"];
  const cases: { outputs?: string; args?: string[]; want: string[] }[] = [
    { want: ["client.ts", "enums.ts", "types.ts"] },
    { outputs: "outputs:\n", want: ["client.ts", "enums.ts", "types.ts"] },
    {
      outputs: "outputs: { paths: true }\n",
      want: ["client.ts", "enums.ts", "paths.ts", "types.ts"],
    },
    {
      outputs: "outputs: { paths: {} }\n",
      want: ["client.ts", "enums.ts", "paths.ts", "types.ts"],
    },
    { outputs: "outputs: { enums: false }\n", want: ["client.ts", "types.ts"] },
    { outputs: "outputs: { client: false }\n", want: ["enums.ts", "types.ts"] },
    { outputs: "outputs: { client: false, types: false }\n", want: ["enums.ts"] },
    {
      outputs: "outputs: { client: false, enums: false, paths: true }\n",
      want: ["paths.ts", "types.ts"],
    },
    {
      outputs:
        "outputs: { types: false, client: false, enums: false, paths: { standalone: true } }\n",
      want: ["paths.ts"],
    },
    { args: ["--outputs", "paths"], want: ["paths.ts", "types.ts"] },
    { args: ["--outputs", "client, paths"], want: ["client.ts", "paths.ts", "types.ts"] },
    { args: ["--outputs", "enums"], want: ["enums.ts"] },
    {
      outputs: "outputs: { types: false, client: false, paths: false }\n",
      args: ["--outputs", "paths"],
      want: ["paths.ts", "types.ts"],
    },
  ];
  const runs = cases.map(({ outputs, args }) => project(outputs, args));
  let results: readonly Run[] = [];
  beforeAll(async () => {
    results = await tetherAll(runs);
  });

  test.each(cases.map((each, index) => ({ ...each, index })))(
    "$outputs $args: $want",
    ({ want, index }) => {
      expect(results[index]).toMatchObject({ code: 0, err: expect.not.stringContaining("error") });
      expect(made(runs[index]?.folder ?? "")).toEqual([...want, ...always].sort());
    },
  );

  test("compile, in any combination", () => {
    const outputs = Object.fromEntries(
      runs.map(({ folder }, index): [string, Files] => [
        `o${index}`,
        readFiles(join(folder, "client")),
      ]),
    );
    expect(compile(outputs)).toEqual([]);
  });
});

test("options apply if a flag chooses, and check uses the same choice", async () => {
  const { folder } = project("outputs: { enums: { inner: true }, paths: true }\n");
  const run = (...args: string[]) => ({ folder, args });
  const [first, same, other] = await tetherAll([
    run("generate", "--outputs", "enums"),
    run("check", "--outputs", "enums"),
    run("check"),
  ]);
  expect(first?.code).toBe(0);
  expect(readFiles(folder)["client/enums.ts"]).toContain("export const ASortValues = ");
  expect(same).toMatchObject({ code: 0, out: "client is current\n" });
  expect(other?.code).toBe(1);
  expect(other?.out).toContain("  added   paths.ts\n");
});

test("files of an output that is no longer chosen are removed, and names stay", async () => {
  const { folder } = project();
  const run = (...args: string[]) => ({ folder, args: ["generate", ...args] });
  const [, second] = await tetherAll([run(), run("--outputs", "types")]);
  const lock = readFiles(folder)["client/names.lock.json"] ?? "";
  expect(second?.out).toMatch(/ [1-9]\d* removed in client/);
  expect(made(folder)).toEqual(["index.ts", "names.lock.json", "types.ts"]);
  expect(JSON.parse(lock)).toMatchObject({
    operations: { "GET /a": { function: "a", data: "AData" } },
    schemas: { State: { schema: "State", values: "StateValues" } },
  });
});

describe("a flag with an unknown output ends with 2, and nothing is written", () => {
  const several =
    "clients:\n  - { spec: openapi.json, output: client }\n  - { spec: openapi.json, output: b }\n";
  const cases: { args: string[]; config?: string; want: string }[] = [
    {
      args: ["--outputs", "client,pahts"],
      want: "--outputs: there is no output `pahts`; did you mean `paths`?",
    },
    { args: ["--outputs", "Client"], want: "did you mean `client`?" },
    { args: ["--outputs", "everything"], want: "the outputs are types, enums, client, paths" },
    { args: ["--outputs", "constructor"], want: "there is no output `constructor`" },
    { args: ["--outputs", " , "], want: "--outputs lists no output" },
    {
      args: ["--outputs", "client"],
      config: several,
      want: "cannot be combined with settings for one client",
    },
  ];
  const runs = cases.flatMap(({ args, config }) =>
    ["generate", "check"].map((command) => ({
      folder: makeFolder({
        "openapi.json": spec,
        "tether.config.yaml": config ?? "spec: openapi.json\noutput: client\n",
      }),
      args: [command, ...args],
    })),
  );
  let results: readonly Run[] = [];
  beforeAll(async () => {
    results = await tetherAll(runs);
  });
  test.each(cases.map((each, index) => ({ ...each, index })))("$args", ({ want, index }) => {
    for (const at of [2 * index, 2 * index + 1]) {
      expect(results[at]).toMatchObject({ code: 2, out: "", err: expect.stringContaining(want) });
      expect(readFiles(runs[at]?.folder ?? "")).not.toHaveProperty(["client/index.ts"]);
    }
  });
});

test("the help of the flag names every built-in output, and the defaults", async () => {
  const [generate, check] = await tetherAll(
    ["generate", "check"].map((command) => ({ folder: makeFolder(), args: [command, "--help"] })),
  );
  expect(declaredOutputs.map(({ name }) => name)).toContain("paths");
  for (const printed of [generate?.out, check?.out]) {
    // The list is longer than a line.
    const help = printed?.replaceAll(/\s+/g, " ");
    expect(help).toContain(declaredOutputs.map(({ name }) => name).join(", "));
    expect(help).toContain(`else ${defaultOutputs.join(",")})`);
  }
});
