import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { GitObjects } from "../../generator/load/git-process.js";
import { writeFiles } from "../support/generator.js";
import { commitAll, git, makeOutside } from "../support/git.js";
import { type Run, tether } from "../support/program.js";
import { foundBy, runs } from "./diff-runs.js";

const head = 'openapi: 3.1.0\ninfo: { title: Shop, version: "1" }\n';
const get = (id: string) =>
  `  /${id}: { get: { operationId: ${id}, responses: { "204": { description: A } } } }\n`;
const spec = (...ids: string[]) => `${head}paths:\n${ids.map(get).join("")}`;
const split = (...ids: string[]) =>
  `${head}paths:\n${ids.map((id) => `  /${id}: { $ref: "paths/${id}.yaml" }\n`).join("")}`;
const item = (id: string) =>
  `get: { operationId: ${id}, responses: { "204": { description: A } } }\n`;

describe("git's index", () => {
  const folder = commitAll(
    makeOutside({
      "api/openapi.yaml": split("a", "b", "c"),
      "api/paths/a.yaml": item("a"),
      "api/paths/b.yaml": item("b"),
      "api/paths/c.yaml": item("c"),
      "tether.config.yaml": "spec: api\noutput: client\n",
    }),
    "v1",
  );
  writeFiles(folder, { "api/openapi.yaml": split("a", "b") });
  git(folder, "add", "api/openapi.yaml");
  writeFiles(folder, { "api/openapi.yaml": split("a"), "new.yaml": spec("a") });
  const done = runs(folder, [
    ["v1:api/openapi.yaml", ":api/openapi.yaml"],
    [":api/openapi.yaml", "api/openapi.yaml"],
    [":api", "./api"],
    [":./api/openapi.yaml", "v1:api"],
    [":new.yaml", "new.yaml"],
    [":api/none.yaml", "new.yaml"],
  ]);
  test("has what is staged, with all files that it refers to", () => {
    expect(foundBy(done()[0] as Run)).toEqual(["operation.endpoint.removed /c"]);
    const { base, revision } = JSON.parse(done()[0]?.out ?? "");
    expect([base.name, revision.name]).toEqual(["v1:api/openapi.yaml", ":api/openapi.yaml"]);
  });
  test.each([1, 2])("%#: is not the disk", (index) => {
    expect(foundBy(done()[index] as Run)).toEqual(["operation.endpoint.removed /b"]);
  });
  test("may be the base", () => {
    expect(foundBy(done()[3] as Run)).toEqual(["operation.endpoint.added /c"]);
  });
  test.each([
    [4, "git's index has no file new.yaml: it is not staged"],
    [5, "git's index has no file api/none.yaml: it is not staged"],
  ])("%#: does not have what is only on the disk", (index, message) => {
    expect(done()[index]).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });

  test("does not decide a merge conflict", async () => {
    const other = commitAll(makeOutside({ "spec.yaml": spec("a") }));
    git(other, "checkout", "--quiet", "-b", "side");
    writeFiles(other, { "spec.yaml": spec("b") });
    commitAll(other);
    git(other, "checkout", "--quiet", "main");
    writeFiles(other, { "spec.yaml": spec("c") });
    commitAll(other);
    expect(() => git(other, "merge", "--quiet", "side")).toThrow();
    const [run] = await tether(other, [["diff", ":spec.yaml", "HEAD:spec.yaml"]]);
    expect(run).toMatchObject({
      code: 2,
      err: expect.stringContaining("git's index has no file spec.yaml: it has a merge conflict"),
    });
  });
});

describe("files that match a pattern", () => {
  const folder = commitAll(
    makeOutside({
      "api/a.yaml": spec("a"),
      "api/sub/b.yaml": spec("b"),
      "api/c.yaml": split("c"),
      "api/paths/c.yaml": item("c"),
    }),
    "v1",
  );
  git(folder, "rm", "--quiet", "api/sub/b.yaml");
  writeFiles(folder, { "api/c.yaml": spec("c", "d"), "api/e.yaml": spec("e") });
  git(folder, "add", "api/c.yaml");
  const done = runs(folder, [
    ["v1:api/**.yaml", "api/**.yaml"],
    ["v1:./api/*.yaml", "api/*.yaml"],
    ["v1:api/*.yaml", ":api/*.yaml"],
    ["v1:none/*.yaml", "api/*.yaml"],
  ]);
  test.each([
    [0, ["removed /b", "added /d", "added /e"]],
    [1, ["added /d", "added /e"]],
    [2, ["added /d"]],
  ])("%#: are one API, also in a commit and in the index", (index, want) => {
    const kinds = want.map((each) => `operation.endpoint.${each}`);
    expect(foundBy(done()[index] as Run)).toEqual(kinds);
  });
  test("are reported if there are none", () => {
    const why = 'cannot compare "v1:none/*.yaml": no file matches';
    expect(done()[3]).toMatchObject({ code: 2, err: expect.stringContaining(why) });
  });
});

describe("a spec that was renamed", () => {
  const filter = 'filter: { exclude: { paths: ["/d"] } }\n';
  const folder = commitAll(
    makeOutside({
      "old/openapi.yaml": spec("a", "b", "c", "d"),
      "tether.config.yaml": `spec: old/openapi.yaml\noutput: client\n${filter}`,
    }),
    "v1",
  );
  git(folder, "rm", "--quiet", "--cached", "tether.config.yaml");
  commitAll(folder, "unconfigured");
  git(folder, "mv", "old", "api");
  writeFiles(folder, {
    "api/openapi.yaml": spec("a", "b", "c"),
    "tether.config.yaml": "spec: api/openapi.yaml\noutput: client\n",
  });
  commitAll(folder, "v2");
  git(folder, "mv", "api/openapi.yaml", "shop.yaml");
  writeFiles(folder, { "tether.config.yaml": "spec: shop.yaml\noutput: client\n" });
  const done = runs(folder, [
    ["v1:api/openapi.yaml", "shop.yaml"],
    ["v1:api", "shop.yaml"],
    ["v2:shop.yaml", "shop.yaml"],
    ["v1:other.yaml", "shop.yaml"],
    ["--since", "v1", "v2:api/openapi.yaml"],
    ["v1:old/openapi.yaml", "v2:api/openapi.yaml"],
  ]);
  test.each([
    [0, '"v1" has no file api/openapi.yaml: it was called old/openapi.yaml there'],
    [1, '"v1" has no file api: it was called old/openapi.yaml there'],
    // A rename counts from when it is staged.
    [2, '"v2" has no file shop.yaml: it was called api/openapi.yaml there'],
    [3, '"v1" has no file other.yaml: it is not in that commit'],
  ])("%#: is named as it was called", (index, message) => {
    const { code, err } = done()[index] as Run;
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
  test("is read with the config file that named it then", () => {
    // The filter of v1 keeps out what only v1 has.
    expect(foundBy(done()[5] as Run)).toEqual([]);
  });
  test("is found with --since, where the config file of then names it", () => {
    expect(foundBy(done()[4] as Run)).toEqual([]);
    expect(JSON.parse(done()[4]?.out ?? "").base.name).toBe("v1:old/openapi.yaml");
  });
});

describe("a spec in a submodule", () => {
  const library = commitAll(makeOutside({ "openapi.yaml": spec("a") }), "l1");
  const folder = makeOutside({ "spec.yaml": `${head}paths: { /a: { $ref: "sub/a.yaml" } }\n` });
  commitAll(folder);
  git(folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library, "sub");
  commitAll(folder, "v1");
  const done = runs(folder, [
    ["v1:sub/openapi.yaml", "spec.yaml"],
    [":sub/openapi.yaml", "spec.yaml"],
    ["v1:sub", "spec.yaml"],
    ["v1:spec.yaml", "sub"],
    ["--since", "v1", "--spec", "sub/openapi.yaml"],
    ["--since", "l1", "--spec", "sub/openapi.yaml"],
  ]);
  test.each([0, 1, 2, 3])("%#: is in no version of the repository around it", (index) => {
    const { code, err } = done()[index] as Run;
    expect(code).toBe(2);
    expect(err).toContain("sub is a submodule, a repository of its own; run the command in sub");
  });
  test("has versions of its own", () => {
    const message = 'no commit "v1" here. The spec is in a submodule, whose versions are its own';
    expect(done()[4]).toMatchObject({ code: 2, err: expect.stringContaining(message) });
    expect(done()[5]).toMatchObject({ code: 0 });
  });
});

test("a file that a reference leads to, and that git does not have, is reported at the reference", async () => {
  const folder = commitAll(makeOutside({ "openapi.yaml": split("a") }), "v1");
  writeFiles(folder, { "paths/a.yaml": item("a") });
  const [run] = await tether(folder, [["diff", "v1:openapi.yaml", "openapi.yaml"]]);
  expect(run?.err).toContain(
    'v1:openapi.yaml:4:9: error[git-file-missing]: "v1" has no file paths/a',
  );
});

test("the size of a file of a commit is limited", async () => {
  const big = `type: string\ndescription: ${"x".repeat(3_000_000)}\n`;
  const folder = commitAll(
    makeOutside({
      "openapi.yaml": `${spec("a")}components: { schemas: { A: { $ref: "a.yaml" }, B: { $ref: "b.yaml" } } }\n`,
      "a.yaml": big,
      "b.yaml": "type: string\n",
      "tether.config.yaml": "spec: openapi.yaml\nlimits: { fileMegabytes: 1 }\n",
    }),
    "v1",
  );
  const [run] = await tether(folder, [["diff", "--since", "v1"]]);
  expect(run).toMatchObject({
    code: 2,
    err: expect.stringContaining("v1:a.yaml is larger than 1 MB"),
  });
});

test("an object that is too large ends only its own reading", async () => {
  const folder = commitAll(makeOutside({ "a.txt": "x".repeat(3_000_000), "b.txt": "b" }));
  const objects = new GitObjects(folder);
  const read = (name: string) => objects.read(name, 1_000_000);
  const names = ["HEAD:b.txt", "HEAD:a.txt", "HEAD:b.txt", "HEAD:none.txt", "HEAD:a.txt"];
  const found = await Promise.all(names.map(read));
  const shown = found.map((each) => (typeof each === "string" ? each : each.bytes.toString()));
  expect(shown).toEqual(["b", "too large", "b", "missing", "too large"]);
  objects.close();
  expect(await read("HEAD:b.txt")).toMatchObject({ type: "blob" });
  objects.close();
});

test("a repository with hashes of SHA-256 is read", async () => {
  const folder = makeOutside({ "openapi.yaml": split("a"), "paths/a.yaml": item("a") });
  git(folder, "init", "--quiet", "--object-format=sha256", "--initial-branch=main");
  commitAll(folder, "v1");
  rmSync(join(folder, "paths/a.yaml"));
  writeFiles(folder, { "openapi.yaml": spec("b") });
  const [run] = await tether(folder, [["diff", "v1:openapi.yaml", "openapi.yaml"]]);
  expect(run).toMatchObject({ code: 1, out: expect.stringContaining("GET /a") });
});
