import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { tetherAll } from "../support/command-line.js";
import { makeFolder, readFiles, specWith } from "../support/generator.js";

const spec = specWith({ "GET /a": { operationId: "a", tags: ["one"] } });

const inOne = (folder: string, ...lines: string[][]) =>
  tetherAll(lines.map((args) => ({ folder, args })));

/** The config file of a folder, as data. */
const configIn = (folder: string) =>
  parse(readFileSync(join(folder, "tether.config.yaml"), "utf8")) as {
    spec: string;
    output: string;
    client: Record<string, unknown>;
  };

describe("init and then generate", () => {
  test.each(["openapi.json", "api/openapi.json", "spec/openapi.yml", "openapi/openapi.yaml"])(
    "makes the client of %s",
    async (path) => {
      const folder = makeFolder({ [path]: spec });
      const [init, generated, check] = await inOne(folder, ["init"], ["generate"], ["check"]);
      expect(init).toEqual({
        code: 0,
        out: "tether.config.yaml written. Next: `npx spec-tether generate`.\n",
        err: "",
      });
      expect(generated).toMatchObject({ code: 0 });
      expect(check).toMatchObject({ code: 0 });
      expect(configIn(folder).spec).toBe(path);
      expect(readFiles(folder)["generated/client.ts"]).toContain("export function createThings(");
    },
  );

  test("use the folder, the name and the extension of the flags", async () => {
    const folder = makeFolder({ "a.json": spec });
    const flags = ["--spec", "a.json", "--out", "src/a: b", "--name", "Acme"];
    const [, generated] = await inOne(
      folder,
      ["init", ...flags, "--import-extension", "none"],
      ["generate"],
    );
    expect(generated).toMatchObject({ code: 0 });
    expect(readFiles(folder)["src/a: b/client.ts"]).toContain("export function createAcme(");
    expect(configIn(folder).client).toEqual({ importExtension: "none", name: "Acme" });
  });

  test("without a spec, name the missing file and the line that names it", async () => {
    const folder = makeFolder();
    const [init, generated, check] = await inOne(folder, ["init"], ["generate"], ["check"]);
    expect(init).toMatchObject({ code: 0, out: "tether.config.yaml written.\n" });
    expect(init?.err).toContain("openapi.yaml does not exist yet.");
    const line =
      readFileSync(join(folder, "tether.config.yaml"), "utf8")
        .split("\n")
        .findIndex((each) => each.startsWith("spec:")) + 1;
    for (const run of [generated, check]) {
      expect(run).toMatchObject({ code: 2, out: "" });
      expect(run?.err).toContain(
        `tether.config.yaml:${line}:1: error[file-unreadable]: cannot read openapi.yaml: there is no such file\n`,
      );
      expect(run?.err).toContain(`${line} | spec: "openapi.yaml"`);
    }
  });
});

test("a spec that a flag names has no line in the config file", async () => {
  const folder = makeFolder({ "c.yaml": "spec: a.json\n" });
  const [run] = await inOne(folder, ["generate", "--config", "c.yaml", "--spec", "gone.json"]);
  expect(run?.err).toMatch(/^tether: reading the spec\nerror\[file-unreadable\]: cannot read gone/);
});

describe("init writes the config file and nothing else", () => {
  test.each([[["init"]], [["init", "--yes"]]])("%j", async (args) => {
    const folder = makeFolder({ "openapi.json": spec });
    const [run] = await inOne(folder, args);
    expect(run).toMatchObject({ code: 0 });
    expect(Object.keys(readFiles(folder))).toEqual(["openapi.json", "tether.config.yaml"]);
  });
});

test("init does not overwrite an existing config file without --force", async () => {
  const folder = makeFolder({ "tether.config.yaml": "spec: mine.yaml\n", "openapi.json": spec });
  const [plain, yes] = await inOne(folder, ["init"], ["init", "--yes"]);
  for (const run of [plain, yes]) {
    expect(run).toMatchObject({ code: 2, out: "" });
    expect(run?.err).toContain("tether.config.yaml already exists; nothing was changed");
    expect(run?.err).toContain("--force");
  }
  expect(readFiles(folder)["tether.config.yaml"]).toBe("spec: mine.yaml\n");
  const [forced] = await inOne(folder, ["init", "--yes", "--force"]);
  expect(forced).toMatchObject({ code: 0 });
  expect(configIn(folder).spec).toBe("openapi.json");
});

describe("init writes the import extension into the config file", () => {
  const bundler = '{ "compilerOptions": { "moduleResolution": "bundler" } }';

  test("from the tsconfig.json nearest to the output, with the reason", async () => {
    const folder = makeFolder({ "openapi.json": spec, "web/tsconfig.json": bundler });
    await inOne(folder, ["init", "--out", "web/src/api"]);
    expect(readFileSync(join(folder, "tether.config.yaml"), "utf8")).toContain(
      "  importExtension: none # tsconfig.json: moduleResolution is bundler\n",
    );
  });

  test("and generate uses the config file alone", async () => {
    const folder = makeFolder({ "openapi.json": spec, "tsconfig.json": bundler });
    await inOne(folder, ["generate", "--spec", "openapi.json", "--out", "client"]);
    expect(readFiles(folder)["client/index.ts"]).toContain('"./client.js"');
  });

  test("from a flag, which must be one of three values", async () => {
    const folder = makeFolder({ "openapi.json": spec });
    const [wrong, alsoWrong] = await inOne(
      folder,
      ["init", "--import-extension", ".ts"],
      ["generate", "--spec", "openapi.json", "--import-extension", "mjs"],
    );
    for (const run of [wrong, alsoWrong]) {
      expect(run).toMatchObject({ code: 2, out: "" });
      expect(run?.err).toContain("--import-extension must be one of js, ts, none");
    }
    expect(Object.keys(readFiles(folder))).toEqual(["openapi.json"]);
  });
});
