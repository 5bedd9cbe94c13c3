import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hashOf } from "../../generator/disk/index.js";
import { check } from "../../generator/generate/check.js";
import { generate } from "../../generator/generate/generate.js";
import { type Files, makeFolder, readFiles, specWith, writeFiles } from "../support/generator.js";

const yaml = `openapi: 3.1.0
info:
  title: Things
  version: "1"
paths:
  /a:
    get:
      operationId: a
      tags: [one]
      summary: A line.
      description: |
        Kept as it is:

        - first
        - second
      responses:
        "204":
          description: >
            Folded
            into one.
`;
const project: Files = {
  "tether.config.yaml": "# Ours\nspec: api/openapi.yaml\noutput: client\noverlays: [o.yaml]\n",
  "api/openapi.yaml": yaml,
  "o.yaml":
    "overlay: 1.0.0\ninfo: { title: O, version: '1' }\nactions:\n  - target: $.info\n    update:\n      description: |\n        Two\n        lines.\n",
};
const toCrlf = (files: Files): Files =>
  Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, text.replaceAll("\n", "\r\n")]),
  );
const optionsOf = (folder: string) => ({ config: join(folder, "tether.config.yaml") });

async function generated(files: Files): Promise<string> {
  const folder = makeFolder(files);
  await generate(optionsOf(folder));
  return folder;
}

test("a spec, an overlay and a config with CRLF line ends give the same bytes", async () => {
  const [unix, windows] = [await generated(project), await generated(toCrlf(project))];
  const client = readFiles(join(unix, "client"));
  expect(readFiles(join(windows, "client"))).toEqual(client);
  expect(client["groups/one.ts"]).toContain("- second");
  expect(client[".tether.json"]).toContain('"api/openapi.yaml"');
  expect(Object.values(client).join("")).not.toContain("\r");
});

test("so does JSON, and a text in it with such line ends keeps them", async () => {
  const text = JSON.stringify(
    JSON.parse(
      specWith(
        { "GET /a": { operationId: "a", tags: ["one"] } },
        {
          components: {
            schemas: { S: { type: "string", enum: ["a\r\nb"] } },
          },
        },
      ),
    ),
    null,
    2,
  );
  const files = { ...project, "api/openapi.yaml": text };
  const [unix, windows] = [await generated(files), await generated(toCrlf(files))];
  expect(readFiles(join(windows, "client"))).toEqual(readFiles(join(unix, "client")));
  expect(readFiles(join(unix, "client"))["types.ts"]).toContain("a\\r\\nb");
});

describe("in a checkout with CRLF line ends", () => {
  test("check succeeds, and generate writes nothing", async () => {
    const folder = await generated(project);
    writeFiles(folder, toCrlf(readFiles(folder)));
    const before = readFiles(folder);
    expect(before["client/index.ts"]).toContain("\r\n");
    expect(await check(optionsOf(folder))).toMatchObject({ current: true, differences: [] });
    expect((await generate(optionsOf(folder))).differences).toEqual([]);
    expect(readFiles(folder)).toEqual(before);
  });

  test("a change is still found, and removed files are recognized as ours", async () => {
    const folder = await generated(project);
    writeFiles(folder, toCrlf(readFiles(folder)));
    writeFiles(folder, {
      "api/openapi.yaml": yaml.replace("[one]", "[two]").replaceAll("\n", "\r\n"),
      "client/names.lock.json": "{}\r\n",
    });
    const kinds = (await check(optionsOf(folder))).differences.map(
      ({ kind, path }) => `${kind} ${path}`,
    );
    expect(kinds).toContain("added groups/two.ts");
    expect(kinds).toContain("removed groups/one.ts");
    expect(kinds.join()).not.toContain("runtime/");
  });

  test("another change of whitespace is found", async () => {
    const folder = await generated(project);
    const path = join(folder, "client/client.ts");
    writeFileSync(path, readFileSync(path, "utf8").replaceAll("\n", "\r\r\n"));
    expect((await check(optionsOf(folder))).differences.map(({ path }) => path)).toEqual([
      "client.ts",
    ]);
  });
});

test("git does not change the files, whatever its settings, and hides no file of others", async () => {
  const folder = await generated(project);
  writeFiles(folder, { "client/mine.ts": "mine\n" });
  const git = (cwd: string, ...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", ...args], {
      cwd,
      encoding: "utf8",
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" },
    });
  git(folder, "init", "-q");
  git(folder, "add", ".");
  git(folder, "commit", "-qm", "All");
  const clone = join(makeFolder(), "clone");
  git(folder, "clone", "-q", "-c", "core.autocrlf=true", folder, clone);
  const { "mine.ts": mine, ...files } = readFiles(join(clone, "client"));
  expect(mine).toBe("mine\r\n");
  const { "mine.ts": _, ...before } = readFiles(join(folder, "client"));
  expect(files).toEqual(before);
  expect(readFiles(clone)["api/openapi.yaml"]).toContain("\r\n");
  expect((await check(optionsOf(clone))).current).toBe(true);

  const paths = [...Object.keys(files), "mine.ts"].map((path) => `client/${path}`);
  const told = git(clone, "check-attr", "linguist-generated", "--", ...paths)
    .trim()
    .split("\n");
  expect(told.filter((line) => !line.endsWith(": set"))).toEqual([
    "client/mine.ts: linguist-generated: unspecified",
  ]);
});

describe("an existing .gitattributes", () => {
  const inPlace = { ...project, "tether.config.yaml": "spec: api/openapi.yaml\noutput: .\n" };
  const its = "*.png binary\n";

  test("belongs to its owner, and the run is not affected", async () => {
    const folder = await generated({ ...inPlace, ".gitattributes": its });
    expect(readFiles(folder)).toMatchObject({ ".gitattributes": its });
    expect(readFiles(folder)[".tether.json"]).not.toContain(".gitattributes");
    expect(await check(optionsOf(folder))).toMatchObject({ current: true, differences: [] });
  });

  test("may be a link or a folder, which is not read", async () => {
    for (const make of [
      (path: string) => symlinkSync("/dev/zero", path),
      (path: string) => mkdirSync(path),
    ]) {
      const folder = makeFolder(inPlace);
      make(join(folder, ".gitattributes"));
      await generate(optionsOf(folder));
      expect((await check(optionsOf(folder))).current).toBe(true);
    }
  });

  test("belongs to its owner without its first line, and to us again after it is removed", async () => {
    const folder = await generated(inPlace);
    const ours = readFiles(folder)[".gitattributes"];
    expect(ours).toMatch(/^# Generated by spec-tether\./);
    writeFiles(folder, { ".gitattributes": its });
    await generate(optionsOf(folder));
    expect(readFiles(folder)[".gitattributes"]).toBe(its);
    rmSync(join(folder, ".gitattributes"));
    expect((await check(optionsOf(folder))).differences.map(({ path }) => path)).toContain(
      ".gitattributes",
    );
    await generate(optionsOf(folder));
    expect(readFiles(folder)[".gitattributes"]).toBe(ours);
  });

  test("of ours is checked like any other file", async () => {
    const folder = await generated(inPlace);
    writeFiles(folder, { ".gitattributes": "# Generated by spec-tether.\n* binary\n" });
    const { current, differences } = await check(optionsOf(folder));
    expect(current).toBe(false);
    expect(differences.map(({ path }) => path)).toEqual([".gitattributes"]);
  });
});

test("a hash is that of the text with LF line ends, for text and bytes", () => {
  const hash = hashOf("é\nb\n");
  for (const same of ["é\r\nb\r\n", Buffer.from("é\r\nb\n"), Buffer.from("é\nb\n")]) {
    expect(hashOf(same)).toBe(hash);
  }
  for (const other of ["é\rb\n", "é\r\r\nb\n", "é\n\nb\n"]) expect(hashOf(other)).not.toBe(hash);
});
