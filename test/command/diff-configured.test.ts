import { describe, expect, test } from "vitest";
import { writeFiles } from "../support/generator.js";
import { commitAll, git, makeOutside } from "../support/git.js";
import { program, type Run, start, tether } from "../support/program.js";
import { foundBy, runs } from "./diff-runs.js";

const head = 'openapi: 3.1.0\ninfo: { title: Shop, version: "1" }\n';
const get = (id: string, fields = "") =>
  `  /${id}: { get: { operationId: ${id}, ${fields}responses: { "204": { description: A } } } }\n`;
const spec = (...ids: string[]) => `${head}paths:\n${ids.map((id) => get(id)).join("")}`;
const overlay = (...actions: string[]) =>
  `overlay: 1.0.0\ninfo: { title: O, version: "1" }\nactions:\n${actions.map((each) => `  - ${each}\n`).join("")}`;
const without = (path: string) => `{ target: "$.paths['${path}']", remove: true }`;
const config = (rest = "") => `spec: spec.yaml\noutput: client\n${rest}`;
const withOverlay = config("overlays: [overlay.yaml]\n");

describe("a filter of the config", () => {
  const folder = commitAll(
    makeOutside({
      "old.yaml": spec("a", "b"),
      "other.yaml": spec("a"),
      "spec.yaml": spec("a"),
      "folder/openapi.yaml": spec("a", "b"),
      "tether.config.yaml": config('filter: { exclude: { paths: ["/b"] } }\n'),
    }),
    "v1",
  );
  const done = runs(folder, [
    ["old.yaml"],
    ["old.yaml", "spec.yaml"],
    ["spec.yaml", "old.yaml"],
    ["folder", "./spec.yaml"],
    ["v1:old.yaml"],
    ["v1:old.yaml", "v1:spec.yaml"],
    ["old.yaml", "other.yaml"],
  ]);
  test.each([0, 1, 2, 3, 4, 5])("%#: applies to both, if one is the configured spec", (index) => {
    expect(foundBy(done()[index] as Run)).toEqual([]);
    expect(done()[index]?.code).toBe(0);
  });
  test("does not apply to two other documents", () => {
    expect(foundBy(done()[6] as Run)).toEqual(["operation.endpoint.removed /b"]);
  });
});

describe("what the config holds integers of 64 bits as", () => {
  const counting = (format: string) =>
    `${head}paths:\n${get("a", `parameters: [{ in: query, name: n, schema: { type: integer, format: ${format} } }], `)}`;
  const folder = commitAll(
    makeOutside({
      "old.yaml": counting("int32"),
      "spec.yaml": counting("int64"),
      "other.yaml": counting("int64"),
      "tether.config.yaml": config("client: { int64: bigint }\n"),
    }),
    "v1",
  );
  const done = runs(folder, [["old.yaml"], ["old.yaml", "other.yaml"], ["old.yaml", "--prove"]]);
  const sources = ({ out }: Run) =>
    (JSON.parse(out) as { findings: { source: string }[] }).findings.map(({ source }) => source);
  test.each([0, 2])("%#: tells whether a format is a matter of code", (index) => {
    expect(sources(done()[index] as Run)).toEqual(["breaking"]);
  });
  test("says nothing of two other documents", () => {
    expect(sources(done()[1] as Run)).toEqual(["none"]);
  });
});

describe("overlays of the config are those of the version", () => {
  const folder = makeOutside({
    "spec.yaml": spec("a", "b", "c"),
    "tether.config.yaml": config(),
  });
  commitAll(folder, "bare");
  writeFiles(folder, { "tether.config.yaml": withOverlay, "overlay.yaml": overlay(without("/b")) });
  commitAll(folder, "one");
  writeFiles(folder, { "overlay.yaml": overlay(without("/b"), without("/c")) });
  commitAll(folder, "two");
  const done = runs(folder, [
    ["--since", "bare"],
    ["--since", "one"],
    ["--since", "two"],
    ["bare:spec.yaml"],
    ["one:./spec.yaml", "two:spec.yaml"],
    ["spec.yaml", "spec.yaml"],
  ]);
  test.each([
    [0, ["operation.endpoint.removed /b", "operation.endpoint.removed /c"]],
    [1, ["operation.endpoint.removed /c"]],
    [2, []],
    [3, ["operation.endpoint.removed /b", "operation.endpoint.removed /c"]],
    [4, ["operation.endpoint.removed /c"]],
    [5, []],
  ])("%#", (index, want) => {
    expect(foundBy(done()[index] as Run)).toEqual(want);
  });
});

describe("an overlay that is not in the commit", () => {
  const outside = makeOutside({ "overlay.yaml": overlay(without("/b")) });
  const folder = makeOutside({
    ".gitignore": "overlay.yaml\n",
    "spec.yaml": spec("a", "b", "c"),
    "overlay.yaml": overlay(without("/a")),
    "tether.config.yaml": config(`overlays: [overlay.yaml, ${outside}/overlay.yaml]\n`),
  });
  commitAll(folder, "v1");
  const done = runs(folder, [["--since", "v1"]]);
  test("did not apply then, and applies if it is elsewhere", () => {
    expect(foundBy(done()[0] as Run)).toEqual(["operation.endpoint.removed /a"]);
  });
});

describe("a spec that only an overlay makes readable", () => {
  const folder = makeOutside({
    "spec.yaml": `${spec("a")}components: { schemas: { A: { $ref: "#/gone" } } }\n`,
    "overlay.yaml": overlay('{ target: "$.components", remove: true }'),
    "tether.config.yaml": withOverlay,
  });
  commitAll(folder, "v1");
  const done = runs(folder, [["--since", "v1"], ["v1:spec.yaml"], ["spec.yaml", "spec.yaml"]]);
  test.each([0, 1, 2])("%#: is read", (index) => {
    expect(done()[index]).toMatchObject({ code: 0, err: expect.not.stringContaining("error") });
  });
});

describe("the config file of a commit", () => {
  const folder = makeOutside({
    "api.yaml": spec("a", "b"),
    "tether.config.yaml": "spec: api.yaml\n",
  });
  commitAll(folder, "v1");
  git(folder, "rm", "--quiet", "api.yaml");
  writeFiles(folder, {
    "spec.yaml": spec("a"),
    "two.yaml": spec("a", "b", "c"),
    "tether.config.yaml": config(),
  });
  commitAll(folder, "v2");
  writeFiles(folder, { "tether.config.yaml": config("specs: x\n") });
  commitAll(folder, "bad");
  writeFiles(folder, { "tether.config.yaml": config() });
  const done = runs(folder, [
    ["--since", "v1"],
    ["--since", "v2", "--spec", "two.yaml"],
    ["--since", "bad"],
  ]);
  test("says where the spec was", () => {
    expect(foundBy(done()[0] as Run)).toEqual(["operation.endpoint.removed /b"]);
    expect(JSON.parse(done()[0]?.out ?? "").base.name).toBe("v1:api.yaml");
  });
  test("does not count if a flag names the spec", () => {
    expect(foundBy(done()[1] as Run)).toEqual([]);
  });
  test("is reported with its place there if it is invalid", () => {
    expect(done()[2]).toMatchObject({
      code: 2,
      err: expect.stringContaining("bad:tether.config.yaml:3:1: error[config-invalid]"),
    });
  });
});

describe("what a config file of a commit could follow and take", () => {
  const large = `${spec("a", "b")}# ${"x".repeat(2000)}\n`;
  const folder = makeOutside({
    "spec.yaml": large,
    "tether.config.yaml": config("limits: { fileMegabytes: 0.001 }\n"),
  });
  commitAll(folder, "small");
  writeFiles(folder, { "tether.config.yaml": config("limits: { fileMegabytes: 1 }\n") });
  commitAll(folder, "large");
  writeFiles(folder, { "spec.yaml": spec("a"), "tether.config.yaml": config() });
  const done = runs(folder, [
    ["--since", "small"],
    ["--since", "large"],
  ]);
  test("is what it says, in both directions", () => {
    expect(done()[0]).toMatchObject({
      code: 2,
      err: expect.stringContaining("small:spec.yaml is larger than 0.001 MB"),
    });
    expect(foundBy(done()[1] as Run)).toEqual(["operation.endpoint.removed /b"]);
  });
});

describe("a commit without the config file", () => {
  const filter = 'filter: { exclude: { paths: ["/b"] } }\n';
  const folder = commitAll(makeOutside({ "spec.yaml": spec("a", "b") }), "v1");
  const outside = makeOutside({ "tether.config.yaml": config(filter) });
  writeFiles(folder, { "tether.config.yaml": config(filter) });
  const done = runs(folder, [
    ["--since", "v1"],
    ["v1:spec.yaml"],
    ["--since", "v1", "--spec", "spec.yaml"],
    ["v1:spec.yaml", "spec.yaml", "--config", `${outside}/tether.config.yaml`],
  ]);
  test.each([0, 1])("%#: is read with the current one, which is said", (index) => {
    const { code, err } = done()[index] as Run;
    expect([code, foundBy(done()[index] as Run)]).toEqual([0, []]);
    const message = '"v1" has no tether.config.yaml, so that version is read with the current';
    expect(err).toContain(`warning[config-of-today]: ${message}`);
  });
  test.each([2, 3])("%#: is nothing to say without a config file in the repository", (index) => {
    expect(done()[index]?.err).not.toContain("config-of-today");
  });
});

describe("limits of the config apply to every version", () => {
  const large = `${spec("a")}# ${"x".repeat(1000)}\n`;
  const folder = commitAll(
    makeOutside({
      "spec.yaml": spec("a"),
      "small.yaml": spec("a"),
      "large.yaml": large,
      "tether.config.yaml": config("limits: { fileMegabytes: 0.001 }\n"),
    }),
    "v1",
  );
  const done = runs(folder, [
    ["small.yaml", "large.yaml"],
    ["large.yaml"],
    ["v1:large.yaml", "small.yaml"],
    ["small.yaml", "small.yaml"],
  ]);
  test.each([0, 1, 2])("%#: too large", (index) => {
    expect(done()[index]).toMatchObject({
      code: 2,
      err: expect.stringContaining("file-too-large"),
    });
  });
  test("small enough", () => expect(done()[3]?.code).toBe(0));
  test("standard input", async () => {
    const { code, err } = await start([program, "diff", "-"], {}, large, folder);
    expect(code).toBe(2);
    expect(err).toContain("standard input is larger than 0.001 MB");
  });
});

describe("a warning about the revision", () => {
  const odd = spec("a").replace("operationId", "security: [{ nope: [] }], operationId");
  const folder = makeOutside({ "odd.yaml": odd, "fine.yaml": spec("a") });
  const done = runs(folder, [
    ["fine.yaml", "odd.yaml"],
    ["odd.yaml", "fine.yaml"],
    ["odd.yaml", "odd.yaml"],
  ]);
  test("is printed once, with its place", () => {
    for (const index of [0, 2]) {
      const { err } = done()[index] as Run;
      expect(err.match(/warning\[/g)).toHaveLength(1);
      expect(err).toContain("odd.yaml:4:29: warning[security-unknown]");
    }
  });
  test("is not printed for the base", () => expect(done()[1]?.err).not.toContain("warning"));
});

test("empty responses are a warning in either version, and no reason not to compare", async () => {
  const empty = `${head}paths:\n  /a:\n    get:\n      operationId: a\n      responses:\n`;
  const folder = makeOutside({ "empty.yaml": empty, "full.yaml": spec("a") });
  const [now, before] = await tether(folder, [
    ["diff", "full.yaml", "empty.yaml"],
    ["diff", "empty.yaml", "full.yaml"],
  ]);
  expect(now).toMatchObject({ code: 1, out: expect.stringContaining("204") });
  expect(now?.err).toContain("empty.yaml:7:7: warning[responses-empty]");
  expect(before).toMatchObject({ code: 1, out: expect.stringContaining("204") });
  expect(before?.err).toContain("empty.yaml:7:7: warning[responses-empty]");
});

test("a spec on a server has no versions in git", async () => {
  const folder = commitAll(makeOutside({ "a.txt": "" }), "v1");
  const [run] = await tether(folder, [
    ["diff", "--since", "v1", "--spec", "https://a.test/openapi.yaml"],
  ]);
  expect(run).toMatchObject({ code: 2, err: expect.stringContaining("is on a server") });
});

test("git's driver reads the configured spec with its config", async () => {
  const folder = makeOutside({
    "spec.yaml": spec("a", "b"),
    "tether.config.yaml": config('filter: { exclude: { paths: ["/b"] } }\n'),
    "old.yaml": spec("a", "b"),
    "new.yaml": spec("a"),
  });
  const driven = (path: string) => [
    "diff",
    "--git-driver",
    path,
    "old.yaml",
    "0",
    "100644",
    "new.yaml",
    "0",
    "100644",
  ];
  const [configured, other] = await tether(folder, [driven("spec.yaml"), driven("x.yaml")]);
  expect(configured?.out).not.toContain("/b");
  expect(other?.out).toContain("/b");
});

test("an old config file may choose outputs in another version's syntax", async () => {
  const old = 'client: { paths: true, gone: 1 }\nfilter: { exclude: { paths: ["/b"] } }\n';
  const folder = commitAll(
    makeOutside({ "spec.yaml": spec("a", "b"), "tether.config.yaml": config(old) }),
    "v1",
  );
  writeFiles(folder, { "tether.config.yaml": config("outputs: { paths: true }\n") });
  const [run] = await tether(folder, [["diff", "--since", "v1", "--format", "json"]]);
  expect(run).toMatchObject({ code: 0, err: expect.not.stringContaining("error") });
  // The filter of then is read all the same.
  expect(foundBy(run as Run)).toEqual(["operation.endpoint.selected /b"]);
});
