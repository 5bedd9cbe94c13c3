import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { json, serve, type TestServer } from "../../runtime/server.js";
import { makeFolder, readFiles } from "../../support/generator.js";
import { runVerify } from "./run-verify.js";
import { secret, shop, shopSpec, shopWith } from "./shop.js";

/** The command around the door: what it needs before it asks, and what it writes. */

let server: TestServer;
beforeAll(async () => {
  server = await serve();
});
beforeEach(() => {
  server.respond = shop;
  server.take();
  vi.stubEnv("SHOP_KEY", secret);
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => server.close());

const host = () => new URL(server.url).host;
const base = () => ["--base-url", `${server.url}/v1`, "--rate", "1000"];
const allowed = () => [...base(), "--allow-host", host(), "--auth", "apiKey=SHOP_KEY", "--yes"];
const specIn = (folder: string) => ["--spec", join(folder, "openapi.json")];
const shopFolder = () => makeFolder({ "openapi.json": JSON.stringify(shopSpec) });

describe("before anything is sent", () => {
  const cases: [string, () => string[], RegExp, string | undefined][] = [
    [
      "a host that is not allowed",
      () => [...base(), "--yes"],
      /may not be asked: add it to `verify.allowHosts`/,
      undefined,
    ],
    [
      "nobody to ask",
      () => [...base(), "--allow-host", host()],
      /there is nobody to ask whether it may, so pass --yes/,
      undefined,
    ],
    ["a person who objects", () => [...base(), "--allow-host", host()], /was not asked/, "n"],
    [
      "a key in the URL",
      () => ["--base-url", `${server.url.replace("//", `//u:${secret}@`)}/v1`],
      /must have no user name/,
      undefined,
    ],
    [
      "a key that would travel in plain text",
      () => [
        "--base-url",
        "http://api.shop.example/v1",
        "--allow-host",
        "api.shop.example",
        "--auth",
        "SHOP_KEY",
        "--yes",
      ],
      /must begin with https/,
      undefined,
    ],
    ["no service and no recording", () => [], /pass recordings to judge, or --base-url/, undefined],
    [
      "a rate of nothing",
      () => [...allowed(), "--rate", "0"],
      /--rate must be a number above 0/,
      undefined,
    ],
    [
      "a budget for recordings",
      () => ["a.har", "--max-requests", "3"],
      /--max-requests is for asking a service/,
      undefined,
    ],
    [
      "values that are none",
      () => [
        ...allowed(),
        "--values",
        join(makeFolder({ "v.yaml": `a: { b: [${secret}, null] }` }), "v.yaml"),
      ],
      /`a.b.1` must be a value, or a list of them, and has none/,
      undefined,
    ],
  ];
  test.each(cases)("%s is one message", async (_, args, want, answer) => {
    const { code, stdout, stderr } = await runVerify([...specIn(shopFolder()), ...args()], answer);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(want);
    expect(stderr).not.toContain(secret);
    expect(server.take()).toEqual([]);
  });
});

test("a person who agrees is enough, and so are host and variable in the config", async () => {
  const folder = shopFolder();
  const config = {
    spec: "openapi.json",
    verify: { allowHosts: [host()], auth: { apiKey: "SHOP_KEY" }, exclude: ["getExport"] },
  };
  writeFileSync(join(folder, "tether.config.json"), JSON.stringify(config));
  const { code, stdout } = await runVerify(
    ["--config", join(folder, "tether.config.json"), ...base()],
    "y",
  );
  expect(stdout).toContain("4 of 10 operations seen\n0 findings, 0 notes");
  expect(stdout).toContain("not asked, because it is excluded: GET /exports/{bom_id}/");
  expect(code).toBe(0);
});

/** A shop that keeps to nothing. */
const strange = shopWith(({ target }) => {
  if (target === "/v1/boms/")
    return json({ count: "2", next: null, results: [{ id: 7, name: null }, { name: "x" }] });
  if (target === "/v1/boms/7/") return json({ id: 7, name: 3 }, 203);
  if (target === "/v1/boms/7/lines/") return json([{ uid: 5 }]);
  if (target === "/v1/boms/7/lines/5/") return json({ uid: "u5" });
  return undefined;
});

const strangeRules = [
  "answer-member-missing",
  "answer-member-unknown",
  "answer-null",
  "answer-type",
  "status-undeclared",
];

describe("a report", () => {
  beforeEach(() => {
    server.respond = strange;
  });

  test.each(["text", "json", "markdown", "github", "sarif", "junit"])(
    "as %s names each rule",
    async (format) => {
      const { code, stdout } = await runVerify([
        ...specIn(shopFolder()),
        ...allowed(),
        "--format",
        format,
      ]);
      expect(code).toBe(1);
      for (const rule of strangeRules) if (format !== "markdown") expect(stdout).toContain(rule);
      expect(stdout).toContain("GET /boms/: answer 200, next");
      expect(stdout).not.toContain(secret);
    },
  );

  test("has what is accepted apart, and an entry that has expired fails the run", async () => {
    const folder = shopFolder();
    const { stdout } = await runVerify([...specIn(folder), ...allowed(), "--json"]);
    const { findings } = JSON.parse(stdout) as {
      findings: { fingerprint: string; rule: string }[];
    };
    const entry = { reason: "known", until: "2999-01-01" };
    const list = (until: string) => ({
      allow: [
        { ...entry, until, fingerprint: findings[0]?.fingerprint },
        ...strangeRules.map((rule) => ({ ...entry, rule, place: "GET /**" })),
        { ...entry, rule: "path-slash", place: "GET /never" },
      ],
    });
    const file = join(folder, "allow.json");
    writeFileSync(file, JSON.stringify(list("2999-01-01")));
    const args = [...specIn(folder), ...allowed(), "--allow", file];
    const accepted = await runVerify(args);
    expect(accepted.stdout).toContain(`0 findings, 0 notes, ${findings.length} accepted`);
    expect(accepted.code).toBe(0);
    writeFileSync(file, JSON.stringify(list("2020-01-01")));
    expect((await runVerify([...args, "--fail-on", "never"])).code).toBe(1);
  });

  test("--fail-on never fails nothing", async () => {
    const { code } = await runVerify([...specIn(shopFolder()), ...allowed(), "--fail-on", "never"]);
    expect(code).toBe(0);
  });
});

test.each(["3.1.0", "3.0.3"])(
  "an overlay mends OpenAPI %s, and then nothing is found",
  async (openapi) => {
    server.respond = strange;
    const folder = makeFolder({ "openapi.json": JSON.stringify({ ...shopSpec, openapi }) });
    const overlay = join(folder, "overlay.json");
    const first = await runVerify([...specIn(folder), ...allowed(), "--overlay-out", overlay]);
    expect(first.code).toBe(1);
    expect(first.stderr, first.stdout).not.toContain("cannot be mended");
    const config = { spec: "openapi.json", overlays: ["overlay.json"] };
    writeFileSync(join(folder, "tether.config.json"), JSON.stringify(config));
    const again = await runVerify(["--config", join(folder, "tether.config.json"), ...allowed()]);
    expect(again.stderr).not.toContain("overlay-unmatched");
    expect(again.stdout).toContain("0 findings, 0 notes");
    expect(readFileSync(overlay, "utf8")).not.toMatch(/canary|"x"/);
  },
);

test("each file of a spec gets its overlay, and a second run adds to them", async () => {
  const { "/boms/": boms, ...others } = shopSpec.paths;
  const folder = makeFolder({
    "openapi.json": JSON.stringify({
      ...shopSpec,
      paths: { "/boms/": { $ref: "paths/boms.json" }, ...others },
    }),
    "paths/boms.json": JSON.stringify(boms),
  });
  const overlays = ["fix.json", "fix.paths-boms.json"];
  const config = join(folder, "tether.config.json");
  writeFileSync(config, JSON.stringify({ spec: "openapi.json" }));
  const run = () =>
    runVerify(["--config", config, ...allowed(), "--overlay-out", join(folder, "fix.json")]);
  server.respond = strange;
  const first = await run();
  const written = overlays.map((name) => join(folder, name)).join(", ");
  expect(first.stderr).toContain(`${written} written\n`);
  expect(first.stderr).toContain(`list under \`overlays\` in the config file: ${written}\n`);
  writeFileSync(config, JSON.stringify({ spec: "openapi.json", overlays }));
  expect((await run()).stdout).toContain("0 findings, 0 notes");
  // The next deviation does not cost what mended the ones before.
  server.respond = shopWith((arrived, response) =>
    arrived.target === "/v1/boms/"
      ? json({ total: 1, results: [] })
      : () => strange(response, arrived),
  );
  const second = await run();
  expect(second.stdout).toContain("1 finding, 0 notes");
  expect(second.stderr).toContain(`${join(folder, "fix.paths-boms.json")} written\n`);
  expect(second.stderr).not.toContain("list under");
  server.respond = strange;
  expect((await run()).stdout).toContain("0 findings, 0 notes");
});

test("where nothing can be asked, nothing is written", async () => {
  const folder = shopFolder();
  const before = readFiles(folder);
  vi.stubEnv("SHOP_KEY", "another");
  const args = [
    "--write",
    "--overlay-out",
    join(folder, "o.json"),
    "--output",
    join(folder, "r.txt"),
  ];
  const { code, stderr } = await runVerify([...specIn(folder), ...allowed(), ...args]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/answers 401 to every request/);
  expect(readFiles(folder)).toEqual(before);
  expect(existsSync(join(folder, "o.json"))).toBe(false);
});

test("a recording of the answers shows the same, and none of their values", async () => {
  server.respond = strange;
  const folder = shopFolder();
  const file = join(folder, "a.ndjson");
  const asked = await runVerify([...specIn(folder), ...allowed(), "--json", "--record", file]);
  const text = readFileSync(file, "utf8");
  expect(text).not.toMatch(/canary|u5/);
  const replayed = await runVerify([file, ...specIn(folder), ...base().slice(0, 2), "--json"]);
  const messages = ({ stdout }: { stdout: string }) =>
    (JSON.parse(stdout) as { findings: { message: string }[] }).findings.map(
      (each) => each.message,
    );
  expect(messages(replayed)).toEqual(messages(asked));
  expect(messages(asked).length).toBeGreaterThan(4);
});

test("what cannot be written is said before anything is asked", async () => {
  const folder = shopFolder();
  const broken = makeFolder({
    "openapi.json": JSON.stringify(shopSpec),
    "observations/operations.json": "[]",
  });
  const refused = await runVerify([...specIn(broken), ...allowed(), "--write"]);
  expect(refused.stderr).toMatch(/is not a file of observations/);
  expect(server.take()).toEqual([]);
  const before = readFiles(folder);
  const allow = join(makeFolder({ "allow.yaml": "allowed: []" }), "allow.yaml");
  const unread = await runVerify([...specIn(folder), ...allowed(), "--write", "--allow", allow]);
  expect([refused.code, unread.code]).toEqual([2, 2]);
  expect(readFiles(folder)).toEqual(before);
});
