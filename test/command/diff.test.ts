import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { writeFiles } from "../support/generator.js";
import { commitAll, git, makeOutside } from "../support/git.js";
import { program, type Run, start, tether } from "../support/program.js";

const spec = (part: string, limit = 10) => `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /parts:
    get:
      operationId: listParts
      tags: [parts]
      parameters:
        - { name: limit, in: query, schema: { type: integer, maximum: ${limit} } }
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { $ref: "${part}#/Part" } } }
  /orders:
    get: { operationId: listOrders, tags: [orders], responses: { "204": { description: none } } }
`;
const part = (fields: string) =>
  `Part: { type: object, required: [id], properties: { id: { type: string }${fields} } }\n`;

/** Two commits: the property goes from a file beside the spec, and the spec itself changes. */
function history(): string {
  const folder = makeOutside({
    "package.json": '{ "name": "shop-client", "version": "1.4.0" }',
    "tether.config.yaml": "spec: api/openapi.yaml\noutput: client\n",
    "api/openapi.yaml": spec("../shared/part.yaml"),
    "shared/part.yaml": part(", name: { type: string }"),
  });
  commitAll(folder, "v1");
  writeFiles(folder, {
    "api/openapi.yaml": spec("../shared/part.yaml", 5),
    "shared/part.yaml": part(""),
  });
  return commitAll(folder, "v2");
}

describe("versions", () => {
  const folder = history();
  let runs: Run[];
  const lines = [
    ["diff", "v1:api/openapi.yaml", "--format", "json"],
    ["diff", "--since", "v1", "--format", "json"],
    ["diff", "v1:./api", "v2:api/", "--format", "json"],
    ["diff", "v1:api/openapi.yaml", "v1:api/openapi.yaml"],
    ["diff", "v1:api/openapi.yaml", "api", "--fail-on", "never"],
    ["diff", "api", "api"],
  ];
  beforeAll(async () => {
    runs = await tether(folder, lines);
  });

  test.each([0, 1, 2])("%#: a commit is read with all files that it refers to", (index) => {
    const { code, out } = runs[index] as Run;
    const report = JSON.parse(out);
    expect(code).toBe(1);
    expect(report.summary.breaking).toBeGreaterThan(1);
    const files = report.findings.flatMap((each: { base: { file: string } }) => each.base.file);
    expect(new Set(files)).toEqual(new Set(["v1:api/openapi.yaml", "v1:shared/part.yaml"]));
    expect(report.semver).toMatchObject({ bump: "major", version: "2.0.0" });
  });

  test("comparing a version with itself finds no drift", () => {
    expect([runs[3]?.code, runs[5]?.code]).toEqual([0, 0]);
    expect(runs[3]?.out).toMatch(/^no drift in v1:api\/openapi\.yaml \(1\)/);
  });

  test("--fail-on never finds the same and exits with 0", () => {
    expect(runs[4]).toMatchObject({ code: 0, out: expect.stringMatching(/^\d breaking/) });
  });
});

describe("an unreadable version never counts as no drift", () => {
  const folder = history();
  writeFiles(folder, {
    "half.yaml": spec("x.yaml").replace(/(?<=parameters:)[\s\S]*/, "\n"),
    "torn.yaml": 'openapi: "3.1.0\n',
    "empty.yaml": "",
    "former.yaml": "swagger: '1.2'\n",
  });
  const cases: [string[], RegExp][] = [
    [["v9:api/openapi.yaml"], /error\[git-version-unknown\]: there is no commit "v9" here\n/],
    [["v1:api/other.yaml"], /error\[git-file-missing\].*api\/other\.yaml/],
    [["v1:shared"], /error\[git-file-missing\].*the folder has none of openapi\.yaml/],
    [["--", "--output=x:y"], /error\[version-invalid\].*a git version cannot start with a hyphen/],
    [["-", "-"], /error\[config-invalid\]: only one version can be standard input/],
    [["missing.yaml"], /error\[file-unreadable\]/],
    [["half.yaml"], /error\[/],
    [["torn.yaml"], /error\[yaml-syntax\]/],
    [["empty.yaml"], /error\[not-openapi\].*the file is empty/],
    [["former.yaml"], /error\[not-openapi\].*it is Swagger "1\.2"/],
    [["shared"], /error\[version-invalid\].*the folder has none of openapi\.yaml/],
    [["http://127.0.0.1:9/x.yaml"], /error\[remote-unreadable\]/],
    [[], /error\[config-invalid\]: there is nothing to compare with/],
    [["api"], /error\[config-invalid\]: api is the configured spec itself, .*use --since, or/],
    [["api", "api", "api"], /error\[config-invalid\]: unexpected argument "api"/],
    [["--since", "v9"], /error\[git-version-unknown\]/],
    [
      ["api", "--format", "pdf"],
      /error\[config-invalid\]: --format must be one of text, .*, not "pdf"/,
    ],
    [["api", "--class", "wire,x"], /error\[config-invalid\]: --class must be one of/],
    [["api", "--report", "json"], /error\[config-invalid\]: --report must be NAME=FILE/],
    [["api", "--fail-on", "x"], /error\[config-invalid\]: --fail-on must be one of/],
    [["api", "api", "--allow", "none.yaml"], /error\[file-unreadable\]/],
    [["api", "api", "--output", "package.json/x"], /error\[report-unwritable\]/],
  ];
  let runs: Run[];
  beforeAll(async () => {
    runs = await tether(
      folder,
      cases.map(([args]) => ["diff", ...args]),
    );
  });

  test.each(cases.map(([args, want], index) => [args.join(" "), want, index] as const))(
    "diff %s",
    (_, want, index) => {
      const { code, out, err } = runs[index] as Run;
      expect(err).toMatch(want);
      expect(err).not.toMatch(/should not have happened|\n\s+at /);
      expect([code, out]).toEqual([2, ""]);
    },
  );

  test("a shallow clone says that it is one", async () => {
    const clone = makeOutside();
    git(clone, "clone", "--quiet", "--depth=1", `file://${folder}`, "clone");
    const [run] = await tether(join(clone, "clone"), [["diff", "--since", "HEAD~1"]]);
    expect(run?.code).toBe(2);
    expect(run?.err).toContain("this clone is shallow: it has only the newest commits");
  });

  test("a folder outside a repository, and a machine without git", async () => {
    const outside = makeOutside({ "openapi.yaml": spec("x.yaml") });
    const [run] = await tether(outside, [["diff", "v1:a.yaml", "openapi.yaml"]]);
    expect([run?.code, run?.err]).toEqual([2, expect.stringContaining("git-not-repository")]);
    const [without] = await tether(outside, [["diff", "v1:a.yaml", "openapi.yaml"]], { PATH: "" });
    expect([without?.code, without?.err]).toEqual([2, expect.stringContaining("git-missing")]);
  });
});

describe("a hostile repository", () => {
  test("runs no hook, filter or monitor, and follows no link out of the commit", async () => {
    const folder = history();
    const trap = join(folder, "trap.sh");
    const sprung = join(folder, "sprung");
    writeFileSync(trap, `#!/bin/sh\ntouch "${sprung}"\ncat\n`, { mode: 0o755 });
    git(folder, "config", "core.fsmonitor", trap);
    git(folder, "config", "core.pager", trap);
    git(folder, "config", "diff.t.textconv", trap);
    git(folder, "config", "filter.t.smudge", trap);
    writeFiles(folder, { ".gitattributes": "*.yaml diff=t filter=t\n" });
    git(folder, "-c", "core.fsmonitor=false", "-c", "filter.t.smudge=cat", "add", ".gitattributes");
    const link = git(folder, "hash-object", "-w", "--stdin-paths", "--no-filters").trim();
    expect(link).toBe("");
    const [run] = await tether(folder, [["diff", "v1:api/openapi.yaml", "v2:api/openapi.yaml"]]);
    expect(run?.code).toBe(1);
    expect(existsSync(sprung)).toBe(false);
  });
});

describe("options", () => {
  const folder = history();
  let runs: Run[];
  beforeAll(async () => {
    runs = await tether(folder, [
      ["diff", "--since", "v1", "--tag", "orders"],
      ["diff", "--since", "v1", "--path", "/parts", "--class", "source"],
      ["diff", "--since", "v1", "--operation", "listOrders"],
      [
        "diff",
        "--since",
        "v1",
        "--output",
        "out/report.md",
        "--format",
        "markdown",
        "--report",
        "html=out/report.html",
        "--report",
        "sarif=out/report.sarif",
      ],
      ["diff", "--since", "v1", "--changeset", "--changelog", "CHANGELOG.md", "--quiet"],
      ["diff", "--since", "v1", "--changeset", "--changelog", "CHANGELOG.md", "--quiet"],
      ["diff", "--since", "v1", "--prove", "--format", "json"],
    ]);
  });

  test("filters by tag, path, class and operation", () => {
    expect([runs[0]?.code, runs[2]?.code]).toEqual([0, 0]);
    expect(runs[0]?.out).toMatch(/^no drift/);
    expect(runs[1]?.code).toBe(1);
    expect(runs[1]?.out).not.toContain("maximum");
  });

  test("writes several reports in one run", () => {
    expect(readdirSync(join(folder, "out")).sort()).toEqual([
      "report.html",
      "report.md",
      "report.sarif",
    ]);
    expect(runs[3]?.out).toBe("");
  });

  test("writes a changeset and a changelog, the same ones each time", () => {
    const files = readdirSync(join(folder, ".changeset"));
    expect(files).toEqual([expect.stringMatching(/^api-drift-[0-9a-f]{8}\.md$/)]);
    const changeset = readFileSync(join(folder, ".changeset", files[0] ?? ""), "utf8");
    expect(changeset).toMatch(
      /^---\n"shop-client": major\n---\n\nShop 1 → 1: \d breaking changes, /,
    );
    const changelog = readFileSync(join(folder, "CHANGELOG.md"), "utf8");
    expect(changelog.match(/^## Unreleased$/gm)).toHaveLength(1);
    expect(changelog.match(/\*\*Breaking:\*\*/g)?.length).toBeGreaterThan(1);
    expect(runs[4]?.out).toBe("");
  });

  test("--prove shows TypeScript's messages", () => {
    const { findings } = JSON.parse(runs[6]?.out ?? "") as { findings: { proof: string[] }[] };
    expect(findings.flatMap(({ proof }) => proof).join()).toMatch(
      /^data: Property 'name' does not exist on the new type\.$/,
    );
    expect(runs[6]?.err).not.toContain("please report it");
  });
});

test("accepted findings pass until they disappear or their entry expires", async () => {
  const folder = history();
  const [first] = await tether(folder, [["diff", "--since", "v1", "--format", "json"]]);
  const prints = (JSON.parse(first?.out ?? "").findings as { fingerprint: string; level: string }[])
    .filter(({ level }) => level === "breaking")
    .map(({ fingerprint }) => fingerprint);
  const accept = (fingerprint: string) => [
    ...["allow", fingerprint, "--reason", "agreed", "--until", "2999-12-31", "--owner", "us"],
  ];
  const runs = await tether(folder, [
    ...prints.map(accept),
    ["diff", "--since", "v1"],
    ["diff", "v1:api/openapi.yaml", "v1:api/openapi.yaml"],
    ["allow", prints[0] ?? "", "--until", "2999-12-31"],
    ["allow", prints[0] ?? "", "--reason", "x", "--until", "2001-01-01"],
    ["allow", "nonsense", "--reason", "x", "--until", "2999-12-31"],
  ]);
  const [passes, unused, ...refused] = runs.slice(prints.length);
  expect(passes).toMatchObject({
    code: 0,
    out: expect.stringContaining(`Accepted (${prints.length})`),
  });
  expect(unused).toMatchObject({ code: 1, out: expect.stringContaining("error[allow-unused]") });
  expect(refused.map(({ code }) => code)).toEqual([2, 2, 2]);
  writeFileSync(
    join(folder, ".tether-allow.yaml"),
    readFileSync(join(folder, ".tether-allow.yaml"), "utf8").replaceAll("2999", "2001"),
  );
  const [expired] = await tether(folder, [["diff", "--since", "v1"]]);
  expect(expired).toMatchObject({ code: 1, out: expect.stringContaining("error[allow-expired]") });
});

test("a URL, and standard input", async () => {
  const document = spec("x")
    .replace(/\$ref: .*?"/, "x: ")
    .replace('#/Part"', "1");
  const server = createServer((request, response) => {
    const known = request.url === "/openapi.yaml";
    response.writeHead(known ? 200 : 404).end(known ? document : "");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://u:secret@127.0.0.1:${(server.address() as AddressInfo).port}`;
  const folder = makeOutside({ "openapi.yaml": document.replace("listOrders", "getOrders") });
  try {
    const plain = url.replace("u:secret@", "");
    const [same, other, missing, login] = await tether(folder, [
      ["diff", `${plain}/openapi.yaml`, `${plain}/openapi.yaml`],
      ["diff", `${plain}/openapi.yaml`, "openapi.yaml"],
      ["diff", `${plain}/other.yaml`, "openapi.yaml"],
      ["diff", `${url}/other.yaml`, "openapi.yaml"],
    ]);
    expect([same?.code, other?.code, missing?.code]).toEqual([0, 1, 2]);
    expect(missing?.err).toContain("returned status 404");
    expect(login?.err).not.toContain("secret@");
    const piped = await start([program, "diff", "-", "openapi.yaml"], {}, document, folder);
    expect(piped.code).toBe(1);
    expect(piped.out).toContain("standard input");
  } finally {
    server.close();
  }
});

test("colours only for a terminal or by FORCE_COLOR, never with NO_COLOR; no commands in GitHub's log", async () => {
  const folder = history();
  writeFiles(folder, {
    "a.yaml": spec("x")
      .replace(/\$ref: .*?"/, "x: ")
      .replace('#/Part"', "1"),
    "b.yaml": spec("x")
      .replace(/\$ref: .*?"/, "x: ")
      .replace('#/Part"', "1")
      .replace("description: none", 'description: "x\\n::error::forged"'),
  });
  const lines = [
    ["diff", "a.yaml", "b.yaml", "--format", "markdown"],
    ["diff", "--since", "v1"],
  ];
  const runs = await Promise.all([
    tether(folder, lines, { FORCE_COLOR: "1" }),
    tether(folder, lines, { FORCE_COLOR: "1", NO_COLOR: "1", GITHUB_ACTIONS: "true" }),
  ]);
  expect(runs.map(([, run]) => run?.out.includes("\u001b["))).toEqual([true, false]);
  for (const { out } of runs[1] ?? []) expect(out).not.toMatch(/^\s*::/m);
});

test("git diff shows findings through the driver, and lines where there is no spec", async () => {
  const folder = history();
  writeFiles(folder, {
    "solo.yaml": spec("x")
      .replace(/\$ref: .*?"/, "x: ")
      .replace('#/Part"', "1"),
    ".gitattributes": "*.yaml diff=tether\n",
  });
  commitAll(folder, "v3");
  writeFiles(folder, {
    "solo.yaml": spec("x", 5)
      .replace(/\$ref: .*?"/, "x: ")
      .replace('#/Part"', "1"),
    "shared/part.yaml": part(", more: { type: string }"),
  });
  commitAll(folder, "v4");
  const command = `"${process.execPath}" "${program}" diff --git-driver`;
  git(folder, "config", "diff.tether.command", command);
  const shown = git(folder, "log", "-1", "-p", "--ext-diff");
  expect(shown).toContain('the maximum of the query parameter "limit" was lowered from 10 to 5');
  expect(shown).toMatch(/a\/solo\.yaml:9:\d+ → b\/solo\.yaml:9:\d+/);
  expect(shown).toContain(
    "+Part: { type: object, required: [id], properties: { id: { type: string }, more:",
  );
});
