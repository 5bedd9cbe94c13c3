import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Run, runs, tether, tetherAll, tetherApart } from "../support/command-line.js";
import { type Files, makeFolder, readFiles } from "../support/generator.js";
import { moduleOf, projectWith } from "./custom-output.js";

interface Case {
  readonly name: string;
  /** The source of `own.mjs`, if it is that. */
  readonly module?: string;
  /** `outputs` of the config; default: that module. */
  readonly outputs?: Record<string, unknown>;
  readonly files?: Files;
  /** What standard error says, line ends and all. */
  readonly want: RegExp;
}

const atKey = String.raw`tether\.config\.yaml:3:\d+`;
const unusable = (why: string, where = atKey, key = String.raw`\./own\.mjs`) =>
  new RegExp(
    `^${where}: error\\[output-module-unusable\\]: the output "${key}" cannot be used: ${why}`,
    "m",
  );
const failed = (why: string, where = atKey) =>
  new RegExp(`^${where}: error\\[output-failed\\]: the output "routes" failed: ${why}`, "m");
const refused = (path: string, why: string, name = "routes") =>
  new RegExp(
    `error\\[output-file-refused\\]: the output "${name}" wants to write "${path}": ${why}`,
    "m",
  );
/** A line of the module itself. */
const inModule = (line: number) => String.raw`own\.mjs:${line}:\d+`;
const file = (path: string) => `() => [{ path: ${JSON.stringify(path)}, text: "" }]`;

const cases: Case[] = [
  // Which module
  {
    name: "is not there",
    outputs: { "./gone.mjs": true },
    want: unusable("there is no .*gone.mjs$", atKey, "./gone.mjs"),
  },
  {
    name: "is a folder",
    files: { "own.mjs/a.txt": "" },
    want: unusable(".*own.mjs is not a file$"),
  },
  {
    name: "is no package",
    outputs: { "@acme/gone": {} },
    want: unusable("no package with that name is installed in ", atKey, "@acme/gone"),
  },
  {
    name: "is a misspelt output of ours",
    outputs: { pahts: true },
    want: unusable(".*; did you mean `paths`\\?", atKey, "pahts"),
  },
  {
    name: "is of Node",
    outputs: { fs: true },
    want: unusable("it is a built-in module of Node.js$", atKey, "fs"),
  },
  // Loading it
  {
    name: "cannot be parsed",
    module: "export default {\n",
    want: unusable("Unexpected end of input|Unexpected token"),
  },
  {
    name: "throws",
    module: 'const a = 1;\nthrow new Error("not today");\n',
    want: unusable("not today$", inModule(2)),
  },
  { name: "throws no error", module: "throw null;\n", want: unusable("null$") },
  {
    name: "throws what throws",
    module: "throw { toString() { throw 1; } };\n",
    want: unusable("it threw a value that cannot be shown$"),
  },
  {
    name: "throws several lines",
    module: 'throw new Error("a\\n::error::b\\u001b[31m");\n',
    want: unusable(String.raw`a\\n::error::b\\u001b\[31m$`, inModule(1)),
  },
  {
    name: "imports what is not there",
    module: 'import "./gone.js";\n',
    want: unusable("Cannot find module "),
  },
  {
    name: "never comes to an end",
    module: "await new Promise(() => {});\n",
    want: unusable("its promise never settles$"),
  },
  // Its shape
  {
    name: "exports nothing",
    module: "export const a = 1;\n",
    want: unusable("its default export must be an output, but is missing$"),
  },
  {
    name: "exports a function",
    module: "export default () => {};\n",
    want: unusable("its default export must be an output, but is a function$"),
  },
  {
    name: "has no name",
    module: moduleOf({ name: "undefined" }),
    want: unusable("`name` must be a name, but is missing$"),
  },
  {
    name: "has a name of several lines",
    module: moduleOf({ name: '"a\\nb"' }),
    want: unusable("`name` must be a name, but is "),
  },
  {
    name: "has no options",
    module: moduleOf({ options: "undefined" }),
    want: unusable("`options` must be a JSON Schema, but is missing$"),
  },
  {
    name: "has packages as text",
    module: moduleOf({ packages: '"a"' }),
    want: unusable('`packages` must be a list of strings, but is "a"$'),
  },
  {
    name: "has a package that is none",
    module: moduleOf({ packages: "[1]" }),
    want: unusable("`packages` must be a list of strings, but is a list$"),
  },
  {
    name: "has claims as a list",
    module: moduleOf({ claims: "[]" }),
    want: unusable("`claims` must be a function, but is a list$"),
  },
  {
    name: "has no files",
    module: moduleOf({ files: "undefined" }),
    want: unusable("`files` must be a function, but is missing$"),
  },
  {
    name: "has what no output has",
    module: moduleOf({ needs: '["types"]' }),
    want: unusable(
      'an output has no member "needs"; its members are name, options, claims, packages, files$',
    ),
  },
  {
    name: "throws when it is looked at",
    module: 'export default { get name() { throw new Error("no"); } };\n',
    want: unusable("no$", inModule(1)),
  },
  {
    name: "is called as one of ours",
    module: moduleOf({ name: '"paths"' }),
    want: unusable("its name `paths` is already the name of a built-in output$"),
  },
  {
    name: "is called as another",
    outputs: { "./own.mjs": true, "./other.mjs": true },
    module: moduleOf(),
    files: { "other.mjs": moduleOf() },
    want: unusable("its name `routes` is already the name of ./own.mjs$", atKey, "./other.mjs"),
  },
  // The schema of its options
  {
    name: "has options of a list",
    module: moduleOf({ options: '{ type: "array" }' }),
    want: unusable("`options` must have `type: object`, or be `{}` for no options$"),
  },
  {
    name: "has a keyword that nobody checks",
    module: moduleOf({ options: '{ type: "object", properties: { a: { pattern: "x" } } }' }),
    want: unusable(
      '`options.properties.a` has the keyword "pattern", which is not supported; the supported keywords are type, enum, ',
    ),
  },
  {
    name: "has a type that is none",
    module: moduleOf({ options: '{ type: "object", properties: { a: { type: "text" } } }' }),
    want: unusable("`options.properties.a.type` must be one of object, array"),
  },
  {
    name: "has a default that does not fit",
    module: moduleOf({
      options: '{ type: "object", properties: { a: { type: "integer", default: "1" } } }',
    }),
    want: unusable('`options.properties.a.default` does not fit: must be an integer, but is "1"$'),
  },
  {
    name: "has a schema that has no end",
    module: `const options = { type: "object" };\noptions.properties = { options };\n${moduleOf({ options: "options" })}`,
    want: unusable("Maximum call stack size exceeded$"),
  },
  // Its options
  {
    name: "is given options and has none",
    outputs: { "./own.mjs": { a: 1 } },
    module: moduleOf(),
    want: new RegExp(
      String.raw`^${atKey}: error\[config-invalid\]: .outputs\["\./own\.mjs"\]\.a. is not an option; there are no options$`,
      "m",
    ),
  },
  {
    name: "is given an option that is misspelt, deep",
    outputs: { "./own.mjs": { list: [{ deph: 1 }] } },
    module: moduleOf({
      options:
        '{ type: "object", properties: { list: { type: "array", items: { type: "object", additionalProperties: false, properties: { depth: {} } } } } }',
    }),
    want: new RegExp(
      String.raw`^${atKey}: error\[config-invalid\]: .outputs\["\./own\.mjs"\]\.list\[0\]\.deph. is not an option; did you mean .depth.\?$`,
      "m",
    ),
  },
  {
    name: "lacks an option that it needs",
    module: moduleOf({ options: '{ type: "object", required: ["title"] }' }),
    want: /error\[config-invalid\]: `outputs\["\.\/own\.mjs"\]` needs `title`$/m,
  },
  // What its functions do
  {
    name: "throws in claims",
    module: moduleOf({ claims: '() => { throw new TypeError("odd"); }' }),
    want: failed("odd$", inModule(5)),
  },
  {
    name: "claims no list",
    module: moduleOf({ claims: '() => "a"' }),
    want: failed('claims returned "a" instead of a list of strings$'),
  },
  {
    name: "claims a promise",
    module: moduleOf({ claims: "async () => []" }),
    want: failed("claims returned an object instead of a list of strings$"),
  },
  {
    name: "claims what is no name",
    module: moduleOf({ claims: '() => ["a-b"]' }),
    want: failed('claims returned "a-b", which is not a TypeScript identifier$'),
  },
  {
    name: "throws in files",
    module: moduleOf({ files: "(contract) => contract.gone.x" }),
    want: failed("Cannot read properties of undefined", inModule(6)),
  },
  {
    name: "promises and throws",
    module: moduleOf({ files: 'async () => { await 1; throw new Error("later"); }' }),
    want: failed("later$", inModule(6)),
  },
  {
    name: "promises and never gives",
    module: moduleOf({ files: "() => new Promise(() => {})" }),
    want: failed("its promise never settles$"),
  },
  {
    name: "gives no list",
    module: moduleOf({ files: "() => ({})" }),
    want: failed("files returned an object instead of a list$"),
  },
  {
    name: "gives nothing",
    module: moduleOf({ files: "() => {}" }),
    want: failed("files returned missing instead of a list$"),
  },
  {
    name: "gives a file without text",
    module: moduleOf({ files: '() => [{ path: "a.md" }]' }),
    want: failed("`text` of file 1 must be well-formed text, but is missing$"),
  },
  {
    name: "gives bytes",
    module: moduleOf({ files: '() => [{ path: "a", text: new Uint8Array(1) }]' }),
    want: failed("`text` of file 1 must be well-formed text, but is an object$"),
  },
  {
    name: "gives half of a character",
    module: moduleOf({ files: '() => [{ path: "a", text: "\\ud800" }]' }),
    want: failed("`text` of file 1 must be well-formed text, but is text with a lone surrogate$"),
  },
  {
    name: "gives null",
    module: moduleOf({ files: "() => [null]" }),
    want: failed("`path` of file 1 must be well-formed text, but is missing$"),
  },
  // Its files
  ...["../a.md", "b/../../a.md", "a/.."].map((path) => ({
    name: `leads out: ${path}`,
    module: moduleOf({ files: file(path) }),
    want: refused(path.replaceAll(".", "\\."), "it is outside the output folder$"),
  })),
  ...["/a.md", "C:/a.md", "\\\\server\\a"].map((path) => ({
    name: `is absolute: ${path}`,
    module: moduleOf({ files: file(path) }),
    want: refused(path.replaceAll("\\", "\\\\"), "the path must be relative to the output folder$"),
  })),
  ...["", "a//b", "a/", "a\\b", "con.md", "a:b", `${"a".repeat(201)}`, "a ", "a\u0000b"].map(
    (path) => ({
      name: `cannot be stored: ${JSON.stringify(path.slice(0, 10))}`,
      module: moduleOf({ files: file(path) }),
      want: /error\[output-file-refused\]: .*: some file systems cannot store it$/m,
    }),
  ),
  ...[".git/hooks/pre-commit", ".tether.json", ".gitattributes", "./a.md"].map((path) => ({
    name: `begins with a dot: ${path}`,
    module: moduleOf({ files: file(path) }),
    want: refused(
      path.replaceAll(".", "\\."),
      "names that begin with a dot are reserved for git and tether$",
    ),
  })),
  ...["index.ts", "names.lock.json", "Index.TS"].map((path) => ({
    name: `is ours: ${path}`,
    module: moduleOf({ files: file(path) }),
    want: refused(path.replaceAll(".", "\\."), "the tool itself writes that file too$"),
  })),
  ...(
    [
      ["types.ts", "types"],
      ["Client.ts", "client"],
      ["groups", "client"],
      ["runtime/index.ts/x", "client"],
    ] as const
  ).map(([path, owner]) => ({
    name: `is that of an output of ours: ${path}`,
    module: moduleOf({ files: file(path) }),
    want: refused(path.replaceAll(".", "\\."), `${owner} writes that file too$`),
  })),
  {
    name: "is made twice",
    module: moduleOf({
      files: '() => ["e\\u0301", "\\u00e9"].map((path) => ({ path, text: "" }))',
    }),
    want: refused("é", "it writes that file twice$"),
  },
  {
    name: "is made by two",
    outputs: { "./own.mjs": true, "./other.mjs": true },
    module: moduleOf(),
    files: { "other.mjs": moduleOf({ name: '"other"' }) },
    want: refused("routes\\.md", "routes writes that file too$", "other"),
  },
];

describe("a custom output that", () => {
  const folders = cases.map(({ module, outputs = { "./own.mjs": true }, files = {} }) =>
    projectWith(outputs, { ...(module !== undefined && { "own.mjs": module }), ...files }),
  );
  const before = folders.map(readFiles);
  let results: readonly Run[] = [];
  beforeAll(async () => {
    // What never settles ends its process; all the others share one.
    const alone = cases.map(({ name }) => /never/.test(name));
    const lines = folders.map((folder) => ({ folder, args: ["generate"] }));
    const shared = await tetherAll(lines.filter((_, index) => !alone[index]));
    results = await Promise.all(
      lines.map(({ folder, args }, index) =>
        alone[index] ? tetherApart(folder, ...args) : (shared.shift() as Run),
      ),
    );
  });

  test.each(cases.map((each, index) => ({ ...each, index })))(
    "$name: one message, exit 2, nothing written",
    ({ want, index }) => {
      const { code, out, err } = results[index] as Run;
      expect(err).toMatch(want);
      expect(err.match(/error\[/g)).toHaveLength(1);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(readFiles(folders[index] ?? "")).toEqual(before[index]);
      for (const run of runs) expect(run.err).not.toContain("should not have happened");
    },
  );

  test("is in a language that this Node does not import", async () => {
    const folder = projectWith({ "./own.xyz": true }, { "own.xyz": moduleOf() });
    expect(await tether(folder, "generate")).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /Node [\d.]+ cannot import such a file; write it as \.js or \.mjs$/m,
      ),
    });
  });

  test("fails also ends check with 2, and does not affect other clients", async () => {
    const folder = makeFolder({
      "own.mjs": moduleOf({ files: '() => { throw new Error("no"); }' }),
      "openapi.json": '{"openapi":"3.1.0","info":{"title":"A","version":"1"},"paths":{}}',
      "tether.config.yaml":
        'clients:\n  - { spec: openapi.json, output: a, outputs: { "./own.mjs": true } }\n  - { spec: openapi.json, output: b }\n',
    });
    const [generate, check] = await tetherAll(
      ["generate", "check"].map((command) => ({ folder, args: [command] })),
    );
    for (const run of [generate, check]) {
      expect(run?.code).toBe(2);
      expect(run?.err).toMatch(/own\.mjs:6:\d+: error\[output-failed\]/);
    }
    const made = Object.keys(readFiles(folder));
    expect(made).toContain(join("b", "client.ts"));
    expect(made.filter((path) => path.startsWith("a/"))).toEqual([]);
  });
});
