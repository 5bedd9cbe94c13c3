import { camel, kebabCase, listOf, type Scaffold } from "./scaffold.js";

/** A file of `generator/cli` that counts the operations of a spec. */
export const command: Scaffold = {
  name: kebabCase,
  example: "`list-operations`",
  files: (name) => ({
    [`generator/cli/${name}-command.ts`]: `import { loadSpec } from "../load/index.js";
import { command } from "./define-command.js";

export const ${camel(name)}Command = command({
  arguments: "SPEC",
  count: [1, 1],
  flags: {},
  async run(_, [spec = ""], terminal) {
    const { document, warnings } = await loadSpec(spec);
    terminal.diagnostics(warnings);
    terminal.result(\`\${Object.keys(document["paths"] ?? {}).length} paths\`);
    return 0;
  },
});
`,
    [`test/command/${name}.test.ts`]: `import { expect, test } from "vitest";
import { tether } from "../support/command-line.js";
import { makeFolder, specWith } from "../support/generator.js";

test("${name} counts the paths of a spec", async () => {
  const folder = makeFolder({ "openapi.json": specWith({ "GET /pets": {}, "GET /owners": {} }) });
  expect(await tether(folder, "${name}", "openapi.json")).toEqual({
    code: 0,
    out: "2 paths\\n",
    err: expect.any(String),
  });
});

test("${name} says what it cannot read, and exits with 2", async () => {
  const { code, out, err } = await tether(makeFolder(), "${name}", "missing.yaml");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain("file-unreadable");
});
`,
  }),
  register(name, open) {
    const entries = listOf(open("generator/cli/commands.ts"), "commands");
    entries.addElement(`{
    name: "${name}",
    summary: "count the paths of a spec",
    load: async () => (await import("./${name}-command.js")).${camel(name)}Command,
  }`);
  },
  next: (name) => [
    `  1. Give it its arguments, flags and exit codes in generator/cli/${name}-command.ts. It parses and prints;`,
    "     what it does is a function of a room or a use case beside generator/generate/generate.ts.",
    "  2. Say in ARCHITECTURE.md which rooms `cli` uses now, and run `npm run docs`.",
    "  3. Enter it in CHANGELOG.md.",
  ],
};
