import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../../generator/diagnostics/index.js";
import { tool } from "../../generator/disk/tool.js";
import { type Run, runs, tether, tetherAll, tetherApart } from "../support/command-line.js";
import { type Files, makeFolder, readFiles, specWith, writeFiles } from "../support/generator.js";

const spec = specWith({
  "GET /a": { operationId: "a", tags: ["one"] },
  "GET /b/{id}": { operationId: "b", tags: ["two"] },
});
const project: Files = {
  "tether.config.yaml": "spec: api/openapi.json\noutput: client\nclient:\n  name: Acme\n",
  "api/openapi.json": spec,
};

afterAll(() => {
  expect(runs.length).toBeGreaterThan(20);
  for (const { out, err } of runs) {
    expect(out + err).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
    expect(out + err).not.toContain("should not have happened");
  }
});

const ofProject = makeFolder(project);

test("a project's life: check, generate, generate again, check", async () => {
  const folder = ofProject;
  const [missing, first, second, current] = await tetherAll(
    ["check", "generate", "generate", "check"].map((command) => ({ folder, args: [command] })),
  );
  expect(missing?.code).toBe(1);
  expect(missing?.out).toMatch(
    /^client is stale: \d+ files differ\. Run `npx spec-tether generate`\.\n {2}added {3}index\.ts\n/,
  );

  expect(first?.code).toBe(0);
  expect(first?.out).toMatch(
    /^2 operations in 2 groups\n\d+ files written, 0 unchanged, 0 removed in client \(\d+\.\d s\)\n$/,
  );
  expect(first?.err).toContain("tether: reading the spec\n");
  expect(first?.err).toMatch(
    /^api\/openapi\.json:1:\d+: warning\[path-parameter-undeclared\]: \{id\} of \/b\/\{id\} is not declared/m,
  );
  expect(readFiles(folder)["client/client.ts"]).toContain("export function createAcme(");

  expect(second?.code).toBe(0);
  expect(second?.out).toMatch(
    /\nnothing to write: all \d+ files in client are current \(\d+\.\d s\)\n$/,
  );
  expect(current).toMatchObject({ code: 0, out: "client is current\n" });
});

test("check lists what differs, shows the start of it, and writes nothing", async () => {
  const folder = ofProject;
  writeFiles(folder, {
    "api/openapi.json": spec.replace('"operationId":"a"', '"operationId":"c"'),
    // Without the lock the name changes.
    "client/names.lock.json": "{}",
  });
  rmSync(join(folder, "client/groups/two.ts"));
  const before = readFiles(folder);
  const stale = await tether(folder, "check");
  expect(stale.code).toBe(1);
  expect(stale.out).toContain("client is stale: 8 files differ.");
  expect(stale.out).toContain("  changed index.ts\n");
  expect(stale.out).toContain("  added   groups/two.ts\n");
  expect(stale.out).toMatch(/^-\/\/ Spec: Things 1, sha256 \w+$/m);
  expect(stale.out).toMatch(/^… \d+ more lines$/m);
  // Three diffs of at most 12 lines, and the list.
  expect(stale.out.split("\n").length).toBeLessThan(60);
  expect(readFiles(folder)).toEqual(before);
});

test("--rename uses the names that the spec suggests, instead of those in the lock", async () => {
  const folder = makeFolder({
    ...project,
    "client/names.lock.json": '{"operations":{"GET /a":"z"}}',
  });
  const [kept, renamed] = await tetherAll([
    { folder, args: ["generate"] },
    { folder, args: ["generate", "--rename"] },
  ]);
  expect(kept?.err).toContain("GET /a keeps the name z, but the spec now suggests a");
  expect(renamed?.err).toContain("GET /a was called z and is now called a");
  expect(readFiles(folder)["client/names.lock.json"]).toContain('"function":"a"');
});

test("--quiet leaves warnings and errors", async () => {
  const folder = makeFolder(project);
  const stale = makeFolder(project);
  const [generated, current, changed] = await tetherAll([
    { folder, args: ["generate", "--quiet"] },
    { folder, args: ["check", "-q"] },
    { folder: stale, args: ["check", "--quiet"] },
  ]);
  expect(generated).toMatchObject({ code: 0, out: "" });
  expect(generated?.err).toMatch(
    /^api\/openapi\.json:1:\d+: warning\[.*\n.*\n +\| +\^\n {2}at: \/paths\/.*\n {2}help: .*\n$/,
  );
  expect(current).toMatchObject({ code: 0, out: "", err: generated?.err });
  expect(changed).toMatchObject({ code: 1, out: "", err: generated?.err });
});

test("a spec and a folder are enough; flags override the config file that --config names", async () => {
  const bare = makeFolder({ "any.yaml": spec });
  const configured = makeFolder({
    "sub/my.yaml": project["tether.config.yaml"] ?? "",
    "sub/api/openapi.json": spec,
  });
  const results = await tetherAll([
    { folder: bare, args: ["generate", "--spec", "any.yaml", "--out", "x/y"] },
    { folder: configured, args: ["generate", "--config", "sub/my.yaml", "--name", "other name"] },
  ]);
  expect(results.map(({ code }) => code)).toEqual([0, 0]);
  expect(readFiles(bare)["x/y/client.ts"]).toContain("export function createThings(");
  expect(readFiles(configured)["sub/client/client.ts"]).toContain(
    "export function createOtherName(",
  );
});

test("--help and --version, by flags and by `help`", async () => {
  const folder = makeFolder();
  const versions = [["--version"], ["-v"], ["check", "--version"], ["check", "-v"]];
  for (const run of await tetherAll(versions.map((args) => ({ folder, args }))))
    expect(run).toEqual({ code: 0, out: `${tool}\n`, err: "" });
  const lines = [
    ...[["--help"], ["-h"], ["help"], ["help", "generate"]],
    ...[
      ["generate", "--help"],
      ["check", "-h"],
    ],
  ];
  const [long, short, help, ofGenerate, ...ofCommands] = await tetherAll(
    lines.map((args) => ({ folder, args })),
  );
  expect([short, help]).toEqual([long, long]);
  expect(ofGenerate).toEqual(ofCommands[0]);
  for (const { code, out, err } of [long as Run, ...ofCommands]) {
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const isOverview = out === long?.out;
    const words = isOverview
      ? ["generate", "check", "--version"]
      : ["--spec FILE", "--out FOLDER", "--name NAME", "--config FILE", "--quiet", "--help"];
    for (const word of words) expect(out).toContain(word);
  }
});

describe("a run that cannot start ends with 2, and says why on standard error", () => {
  const cases: { name: string; files?: Files; args: string[]; want: RegExp }[] = [
    {
      name: "no command",
      args: [],
      want: /^tether: no command given\. Try `npx spec-tether --help`\.\n$/,
    },
    {
      name: "an unknown command",
      args: ["generat"],
      want: /^tether: there is no command "generat"; did you mean "generate"\? Try /,
    },
    {
      name: "one argument too many",
      args: ["check", "x"],
      want: /^tether: unexpected argument "x"\./,
    },
    {
      name: "an unknown flag",
      args: ["generate", "--forced"],
      want: /^tether: there is no flag "--forced"; did you mean "--force"\? Try `npx spec-tether generate --help`\.\n$/,
    },
    {
      name: "an unknown flag that is like no other",
      args: ["generate", "-Q"],
      want: /^tether: there is no flag "-Q"\. Try `npx spec-tether generate --help`\.\n$/,
    },
    {
      name: "a flag without its value",
      args: ["generate", "--out"],
      want: /^tether: --out needs a value; one that begins with a dash is written as --out=VALUE\. Try [^\n]*\n$/,
    },
    {
      name: "a value with a dash, which could be a flag",
      args: ["generate", "--out", "-x"],
      want: /^tether: --out needs a value; [^\n]* --out=VALUE\. Try [^\n]*\n$/,
    },
    {
      name: "a value for a flag that takes none",
      args: ["generate", "--force=yes"],
      want: /^tether: --force takes no value\. Try [^\n]*\n$/,
    },
    {
      name: "no config file",
      args: ["generate"],
      want: /^error\[config-invalid\]: no spec was given, and there is no tether\.config\.yaml/,
    },
    {
      name: "a config file that is missing",
      args: ["generate", "--config", "nope.yaml"],
      want: /error\[file-unreadable\]: cannot read nope\.yaml: there is no such file\n/,
    },
    {
      name: "a spec that is missing",
      args: ["check", "--spec", "nope.yaml"],
      want: /error\[file-unreadable\]: cannot read nope\.yaml: there is no such file\n/,
    },
    {
      name: "a config file that is broken",
      files: { "tether.config.yaml": "spec: a\nspec: b\n" },
      args: ["generate"],
      want: /^tether\.config\.yaml:2:1: error\[yaml-syntax\]/m,
    },
    {
      name: "a config file that is a list",
      files: { "tether.config.yaml": "- spec\n" },
      args: ["generate"],
      want: /^tether\.config\.yaml:1:1: error\[config-invalid\]: a config file must be an object/m,
    },
    {
      name: "an unknown setting",
      files: { "tether.config.yaml": "spec: a\noutpt: b\n" },
      args: ["generate"],
      want: /^tether\.config\.yaml:2:1: error\[config-invalid\]: `outpt` is not a field; did you mean `output`\?$/m,
    },
    {
      name: "an unknown setting that is like no other",
      files: { "tether.config.yaml": "spec: a\nwhatever: b\n" },
      args: ["generate"],
      want: /^tether\.config\.yaml:2:1: error\[config-invalid\]: `whatever` is not a field; the fields of a config file are spec, output, client, .*, limits$/m,
    },
    {
      name: "a setting in the wrong object",
      files: { "tether.config.yaml": "spec: a\nimportExtension: ts\n" },
      args: ["generate"],
      want: /`importExtension` is not a field; did you mean `client\.importExtension`\?$/m,
    },
    {
      name: "a setting far inside",
      files: { "tether.config.yaml": "spec: a\nfilter:\n  exclude:\n    tag: [x]\n" },
      args: ["generate"],
      want: /^tether\.config\.yaml:4:5: error\[config-invalid\]: `filter\.exclude\.tag` is not a field; did you mean `tags`\?$/m,
    },
    {
      name: "a value that is close to one",
      files: { "tether.config.yaml": "spec: a\nclient: { int64: bigit }\n" },
      args: ["generate"],
      want: /`client\.int64` must be one of number, bigint, string, but is "bigit"; did you mean "bigint"\?$/m,
    },
    {
      name: "a misspelt name of an output",
      files: { "tether.config.yaml": "spec: a\noutputs: { pahts: true }\n" },
      args: ["generate"],
      want: /did you mean `paths`\?$/m,
    },
    {
      name: "a misspelt output of a flag",
      args: ["generate", "--spec", "a", "--outputs", "clinet"],
      want: /--outputs: there is no output `clinet`; did you mean `client`\?$/m,
    },
    {
      name: "a misspelt value of a flag",
      args: ["diff", "a", "b", "--fail-on", "warnin"],
      want: /--fail-on must be one of .*, not "warnin"; did you mean "warning"\?$/m,
    },
    {
      name: "a flag with one dash",
      args: ["generate", "-quiet"],
      want: /^tether: there is no flag "-quiet"; did you mean "--quiet"\?/,
    },
    {
      name: "help about an unknown command",
      args: ["help", "chek"],
      want: /^tether: there is no command "chek"; did you mean "check"\?/,
    },
    {
      name: "a setting of another kind",
      files: { "tether.config.yaml": "spec: a\nclient:\n  name: 5\n" },
      args: ["generate"],
      want: /^tether\.config\.yaml:3:3: error\[config-invalid\]: `client\.name` must be a string, but is 5$/m,
    },
    {
      name: "an unknown setting of the client",
      files: { "tether.config.yaml": "spec: a\nclient:\n  nam: A\n" },
      args: ["generate"],
      want: /^tether\.config\.yaml:3:3: error\[config-invalid\]: `client\.nam` is not a field; did you mean `name`\?$/m,
    },
    {
      name: "an empty config file",
      files: { "tether.config.yaml": "" },
      args: ["generate"],
      want: /^tether\.config\.yaml:1:1: error\[config-invalid\]: `spec` is missing/,
    },
    {
      name: "a spec that is broken",
      files: {
        ...project,
        "api/openapi.json": spec.replace('"tags":["one"]', '"parameters":[{"in":"query"}]'),
      },
      args: ["generate"],
      want: /^api\/openapi\.json:1:\d+: error\[wrong-shape\]: a parameter must be an object with `name` and `in`, but is one without `name`\n.*\n.*\n {2}at: \/paths\/.*\n {2}help: /m,
    },
    {
      name: "a folder in which another's file stands",
      files: { ...project, "client/index.ts": "mine" },
      args: ["generate"],
      want: /error\[output-foreign\]: .*client\/index\.ts exists and was not written by tether; nothing was changed$/m,
    },
  ];
  const folders = cases.map(({ files = {} }) => makeFolder(files));
  let results: readonly Run[] = [];
  beforeAll(async () => {
    results = await tetherAll(
      cases.map(({ args }, index) => ({ folder: folders[index] ?? "", args })),
    );
  });
  test.each(cases.map((line, index) => ({ ...line, index })))("$name", ({ files, want, index }) => {
    const { code, out, err } = results[index] as Run;
    expect(err).toMatch(want);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(readFiles(folders[index] ?? "")).toEqual(files ?? {});
  });
});

test("several clients are each reported; if one fails, the exit code is 2", async () => {
  const folder = makeFolder({
    "tether.config.yaml":
      "clients:\n  - { spec: a.json, output: a }\n  - { spec: b.json, output: b }\n",
    "a.json": "{",
    "b.json": spec,
  });
  const [generated, checked] = await tetherAll([
    { folder, args: ["generate", "--quiet"] },
    { folder, args: ["check"] },
  ]);
  expect(generated?.code).toBe(2);
  expect(generated?.err).toMatch(/^a was not changed:\na\.json:1:\d+: error\[yaml-syntax\]/m);
  expect(checked?.code).toBe(2);
  expect(checked?.err).toMatch(/^a cannot be checked:\na\.json:1:\d+: error\[yaml-syntax\]/m);
  expect(checked?.out).toBe("b is current\n");
});

test("a failure is the exit code of the process", async () => {
  expect(await tetherApart(makeFolder(), "nonsense")).toMatchObject({ code: 2, out: "" });
});

test("help and explanations fit into 80 columns", async () => {
  const folder = makeFolder();
  const helps = ["", "generate", "check", "diff", "explain", "allow", "capture", "init", "types"];
  const lines = [
    ...helps.map((name) => [...(name === "" ? [] : [name]), "--help"]),
    ...["ref-remote", "paths-alike", "response.enum.added"].map((name) => ["explain", name]),
  ];
  const runs = await tetherAll(lines.map((args) => ({ folder, args })));
  expect(runs.map(({ code }) => code)).toEqual(lines.map(() => 0));
  const printed = runs.flatMap(({ out }) => out.split("\n"));
  expect(printed.length).toBeGreaterThan(100);
  expect(printed.filter((line) => line.length > 80)).toEqual([]);
});

test("explain lists the codes, and prints the entry of each", async () => {
  const folder = makeFolder();
  const lines = [["explain"], ["explain", "ref-remote"], ["explain", "toString"]];
  const [list, one, none] = await tetherAll(lines.map((args) => ({ folder, args })));
  expect(
    list?.out
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" ")[0]),
  ).toEqual(Object.keys(catalogue).sort());
  const { title, cause, help } = catalogue["ref-remote"];
  const parts = (one?.out ?? "").trimEnd().split("\n\n");
  expect(parts.map((part) => part.replaceAll("\n", " "))).toEqual([
    `error[ref-remote]: ${title}`,
    cause,
    help,
  ]);
  expect(none).toMatchObject({ code: 2, out: "" });
});
