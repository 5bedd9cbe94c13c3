import { beforeAll, describe, expect, test } from "vitest";
import { writeFiles } from "../support/generator.js";
import { commitAll, makeOutside } from "../support/git.js";
import { program, type Run, start, tether } from "../support/program.js";

const head = 'openapi: 3.1.0\ninfo: { title: Shop, version: "1" }\n';
const get = (id: string, maximum = 9) =>
  `  /${id}: { get: { operationId: ${id}, parameters: [{ in: query, name: n, schema: { type: integer, maximum: ${maximum} } }], responses: { "204": { description: A } } } }\n`;
const spec = (...items: string[]) => `${head}paths:\n${items.join("")}`;
const clients = (...lines: string[]) =>
  `clients:\n${lines.map((line) => `  - ${line}\n`).join("")}`;

interface Json {
  readonly findings: readonly {
    readonly kind: string;
    readonly operations: readonly { path: string }[];
  }[];
  readonly summary: { readonly failed: boolean };
}

const namesIn = ({ findings }: Json) =>
  findings.map(({ kind, operations }) => `${kind} ${operations.map(({ path }) => path)}`);

/** What is found for each client; of one alone, by no name. */
function foundBy({ out }: Run): Record<string, string[]> {
  const report = JSON.parse(out) as Json & { clients?: (Json & { client: string })[] };
  if (!report.clients) return { "": namesIn(report) };
  return Object.fromEntries(report.clients.map((each) => [each.client, namesIn(each)]));
}

function runs(folder: string, lines: readonly (readonly string[])[]): () => readonly Run[] {
  let done: readonly Run[] = [];
  beforeAll(async () => {
    done = await tether(
      folder,
      lines.map((args) => ["diff", ...args]),
    );
  });
  return () => done;
}

const json = ["--format", "json"];

describe("several clients of one spec", () => {
  const folder = makeOutside({
    "spec.yaml": spec(get("a"), get("b")),
    "old.yaml": spec(get("a"), get("b")),
    "other.yaml": spec(get("a")),
    "tether.config.yaml": clients(
      "{ spec: spec.yaml, output: one, client: { name: One } }",
      '{ spec: spec.yaml, output: out/two, filter: { paths: ["/a"] } }',
    ),
  });
  commitAll(folder, "v1");
  writeFiles(folder, { "spec.yaml": spec(get("a", 20), get("b", 3)) });
  const limit = "parameter.maximum";
  const done = runs(folder, [
    ["--since", "v1", ...json],
    ["old.yaml", ...json],
    ["old.yaml", "spec.yaml", ...json],
    ["old.yaml", "other.yaml", ...json],
    ["--since", "v1", "--client", "One", ...json],
    ["--since", "v1", "--client", "out/two", ...json],
    ["--since", "v1", "--client", "Ona", ...json],
    ["--since", "v1"],
    ["--since", "v1", "--changelog", "c.md"],
    ["v1:spec.yaml", ":spec.yaml", ...json],
    ["old.yaml", "other.yaml", "--client", "One", ...json],
    [
      "--since",
      "v1",
      "--format",
      "markdown",
      "--report",
      "html=r.html",
      "--report",
      "sarif=r.sarif",
    ],
  ]);
  test.each([0, 1, 2])("%#: each is compared, if its spec is one of the two", (index) => {
    expect(foundBy(done()[index] as Run)).toEqual({
      One: [`${limit}.lowered /b`, `${limit}.raised /a`],
      "out/two": [`${limit}.raised /a`],
    });
    expect(done()[index]?.code).toBe(1);
  });
  test("git's index is a version of it, too", () => {
    expect(foundBy(done()[9] as Run)).toEqual({ One: [], "out/two": [] });
  });
  test("two other documents are compared as written", () => {
    expect(foundBy(done()[3] as Run)).toEqual({ "": ["operation.endpoint.removed /b"] });
    expect(foundBy(done()[10] as Run)).toEqual({ "": ["operation.endpoint.removed /b"] });
  });
  test("one is chosen by its name or folder, and has its own exit code", () => {
    expect(foundBy(done()[4] as Run)).toEqual({
      "": [`${limit}.lowered /b`, `${limit}.raised /a`],
    });
    expect(foundBy(done()[5] as Run)).toEqual({ "": [`${limit}.raised /a`] });
    expect([done()[4]?.code, done()[5]?.code]).toEqual([1, 0]);
  });
  test("an unknown name is refused with those that there are", () => {
    const why = 'has no client "Ona": its clients are One, out/two; did you mean "One"?';
    expect(done()[6]).toMatchObject({ code: 2, out: "", err: expect.stringContaining(why) });
  });
  test("the text names the client in each section", () => {
    const { out } = done()[7] as Run;
    expect(out).toMatch(/^1 breaking, 1 note in One: v1:spec\.yaml \(1\) → spec\.yaml \(1\)\n/);
    expect(out).toMatch(/\n\n1 note in out\/two: v1:spec\.yaml \(1\) → spec\.yaml \(1\)\n/);
    expect(out).toMatch(/compared 2 operations with 2\n[\s\S]*compared 1 operation with 1\n/);
  });
  test("a changelog is that of one client", () => {
    expect(done()[8]).toMatchObject({ code: 2, err: expect.stringContaining("--client") });
  });
  test("Markdown has a section for each", () => {
    expect(done()[11]?.out).toMatch(
      /^## API drift in One: [\s\S]*\n## API drift in out\/two: 1 note/m,
    );
  });

  test("an entry of the allow list may be meant for any of them", async () => {
    const entry = (rule: string, place: string) =>
      `  - { rule: ${rule}, place: ${place}, reason: x, until: "2999-01-01" }\n`;
    writeFiles(folder, {
      "one.yaml": `allow:\n${entry(`${limit}.lowered`, "GET /b")}`,
      "none.yaml": `allow:\n${entry(`${limit}.lowered`, "GET /b")}${entry("operation.tag.added", "GET /b")}`,
    });
    const since = ["diff", "--since", "v1", ...json, "--allow"];
    const [one, none, alone] = await tether(folder, [
      [...since, "one.yaml"],
      [...since, "none.yaml"],
      [...since, "none.yaml", "--client", "out/two"],
    ]);
    expect(one?.code).toBe(0);
    expect(none?.code).toBe(1);
    const { clients: reports } = JSON.parse(none?.out ?? "") as {
      clients: { problems: { code: string }[] }[];
    };
    const codes = reports.map(({ problems }) => problems.map(({ code }) => code));
    expect(codes).toEqual([["allow-unused"], ["allow-unused"]]);
    // Whether an entry is for a client that is left out is not known.
    expect(alone?.code).toBe(0);
  });

  test("a finding of any of them is explained", async () => {
    const { clients: reports } = JSON.parse(done()[0]?.out ?? "") as {
      clients: { findings: { fingerprint: string }[] }[];
    };
    const [both] = reports[1]?.findings ?? [];
    const [own] = reports[0]?.findings ?? [];
    const [of, first] = await tether(folder, [
      ["explain", both?.fingerprint ?? "", "--since", "v1"],
      ["explain", own?.fingerprint ?? "", "--since", "v1"],
    ]);
    expect(of?.out).toMatch(/^For One:\n[\s\S]*^For out\/two:\n/m);
    expect(first?.out).toMatch(/^For One:\n(?![\s\S]*For out)/);
  });

  test("standard input is read once for all of them", async () => {
    const input = spec(get("a"), get("b"));
    const { code, out } = await start([program, "diff", "-", ...json], {}, input, folder);
    expect([code, Object.keys(foundBy({ code, out, err: "" }))]).toEqual([1, ["One", "out/two"]]);
  });
});

describe("clients of several specs", () => {
  const folder = makeOutside({
    "a.yaml": spec(get("a")),
    "b.yaml": spec(get("b")),
    "c.yaml": spec(get("c")),
    "tether.config.yaml": clients(
      "{ spec: a.yaml, output: a, client: { name: A } }",
      "{ spec: b.yaml, output: b, client: { name: B }, diff: { severity: { parameter.maximum.lowered: none } } }",
    ),
  });
  commitAll(folder, "v1");
  writeFiles(folder, { "a.yaml": spec(get("a", 5)), "b.yaml": spec(get("b", 5)) });
  const done = runs(folder, [
    ["--since", "v1", ...json],
    ["v1:a.yaml", ...json],
    ["c.yaml", ...json],
    ["c.yaml", "--client", "B", ...json],
    ["--since", "v1", "v1:b.yaml", ...json],
  ]);
  test("each is judged by its own severities", () => {
    const lowered = (path: string) => [`parameter.maximum.lowered ${path}`];
    expect(foundBy(done()[0] as Run)).toEqual({ A: lowered("/a"), B: [] });
    expect(done()[0]?.code).toBe(1);
  });
  test("a version of one of the specs is compared with that one", () => {
    expect(foundBy(done()[1] as Run)).toEqual({ "": ["parameter.maximum.lowered /a"] });
    expect(foundBy(done()[4] as Run)).toEqual({ "": [] });
  });
  test("of another document nobody knows which one is meant, until one is chosen", () => {
    const why = "choose a client with --client";
    expect(done()[2]).toMatchObject({ code: 2, err: expect.stringContaining(why) });
    expect(foundBy(done()[3] as Run)[""]).toContain("operation.endpoint.removed /c");
  });
});

describe("clients of another config file at that time", () => {
  const filter = (path: string) => `filter: { exclude: { paths: ["/${path}"] } }`;
  const folder = makeOutside({
    "spec.yaml": spec(get("a"), get("b"), get("c")),
    "tether.config.yaml": clients(
      `{ spec: spec.yaml, output: old, client: { name: One }, ${filter("a")} }`,
      `{ spec: spec.yaml, output: two, ${filter("b")} }`,
    ),
  });
  commitAll(folder, "v1");
  writeFiles(folder, {
    "tether.config.yaml": clients(
      "{ spec: spec.yaml, output: one, client: { name: One } }",
      "{ spec: spec.yaml, output: two }",
      "{ spec: spec.yaml, output: three }",
    ),
  });
  const done = runs(folder, [["--since", "v1", ...json]]);
  test("are found by their folder, then by their name; a new one was read as now", () => {
    expect(foundBy(done()[0] as Run)).toEqual({
      One: ["operation.endpoint.selected /a"],
      two: ["operation.endpoint.selected /b"],
      three: [],
    });
    const why = 'tether.config.yaml of "v1" does not have this client';
    expect(done()[0]?.err.match(/warning\[config-of-today\]/g)).toHaveLength(1);
    expect(done()[0]?.err).toContain(why);
  });
});

describe("a version without an operation", () => {
  const folder = makeOutside({
    "a.yaml": spec(get("a")),
    "empty.yaml": `${head}paths: {}\n`,
    "hooks.yaml": `${head}webhooks: { a: { post: { responses: { "204": { description: A } } } } }\n`,
    "spec.yaml": spec(get("a")),
    "tether.config.yaml": 'spec: spec.yaml\nfilter: { paths: ["/none"] }\n',
  });
  const done = runs(folder, [
    ["a.yaml", "empty.yaml"],
    ["empty.yaml", "a.yaml"],
    ["empty.yaml", "empty.yaml"],
    ["a.yaml", "spec.yaml"],
    ["a.yaml", "empty.yaml", "--allow-empty"],
    ["empty.yaml", "empty.yaml", "--allow-empty"],
    ["hooks.yaml", "hooks.yaml"],
  ]);
  test.each([
    [0, ["empty.yaml"]],
    [1, ["empty.yaml"]],
    [2, ["empty.yaml", "empty.yaml"]],
  ])("%#: is rather the wrong document than no drift", (index, names) => {
    const { code, out, err } = done()[index] as Run;
    expect([code, out]).toEqual([2, ""]);
    const told = [
      ...err.matchAll(/error\[version-empty\]: (\S+) has no operation and no webhook/g),
    ];
    expect(told.map(([, name]) => name)).toEqual(names);
  });
  test("is told by the filter of the config, if that leaves none", () => {
    const { code, out, err } = done()[3] as Run;
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(
      "tether.config.yaml:2:1: error[filter-empty]: the filter leaves nothing of the 1 operation of a.yaml",
    );
  });
  test("is compared if that is meant", () => {
    expect(done()[4]).toMatchObject({
      code: 1,
      out: expect.stringContaining("GET /a was removed"),
    });
    expect(done()[5]?.out).toMatch(/^no drift .*\ncompared 0 operations with 0\n$/);
  });
  test("has something to compare if it has a webhook", () => {
    expect(done()[6]).toMatchObject({
      code: 0,
      out: expect.stringContaining("compared 1 webhook with 1"),
    });
  });
});
