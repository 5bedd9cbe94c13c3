import { rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { initCommand } from "../../generator/cli/init-command.js";
import { assertFolder } from "../../generator/cli/standard-streams.js";
import { createTerminal } from "../../generator/cli/terminal.js";
import { writeTypes } from "../../generator/cli/types-command.js";
import { frameOf } from "../../generator/diagnostics/code-frame.js";
import {
  type Code,
  catalogue,
  type Diagnostic,
  DiagnosticError,
  diagnose,
  excerptOf,
  formatDiagnostic,
  formatDiagnostics,
  print,
} from "../../generator/diagnostics/index.js";
import { type GenerateOptions, generate } from "../../generator/generate/generate.js";
import { buildApi } from "../../generator/model/index.js";
import { captureCases } from "../capture/capture-diagnostic-cases.js";
import { diffCases } from "../diff-report/diff-diagnostic-cases.js";
import { fixCases } from "../impact/fix/fix-diagnostic-cases.js";
import { impactCases } from "../impact/impact-diagnostic-cases.js";
import { mockCases } from "../mock/mock-diagnostic-cases.js";
import { monitorCases } from "../monitor/monitor-diagnostic-cases.js";
import {
  diagnosticsOf,
  type Files,
  format,
  load,
  makeFolder,
  placed,
  specOf,
  specWith,
} from "../support/generator.js";
import { usesCases } from "../uses/uses-diagnostic-cases.js";
import { verifyCases } from "../wire/verify/verify-diagnostic-cases.js";
import { moduleOf } from "./custom-output.js";

interface Case {
  readonly code: Code;
  /** Files of the folder; the spec is `openapi.json`. */
  readonly given: Files;
  readonly options?: (folder: string) => GenerateOptions;
  /** Default: generates. */
  readonly run?: (folder: string) => Promise<readonly Diagnostic[]>;
  readonly want: RegExp;
}

const spec = (text: string): Files => ({ "openapi.json": text });
const schemas = (value: object): Files => spec(specOf({ components: { schemas: value } }));

/** What raises each code. */
const cases: readonly Case[] = [
  {
    code: "config-invalid",
    given: { "config.yaml": "output: x\nspecs: y\n" },
    options: (folder) => ({ config: join(folder, "config.yaml") }),
    want: /^config-invalid at config\.yaml:2:1$/,
  },
  {
    code: "install-failed",
    given: { "openapi.json": specOf({}), "package.json": '{"name":"a"}' },
    run: async (folder) => {
      // No package manager is found, as where none is installed.
      const { cwd, path } = { cwd: process.cwd(), path: process.env["PATH"] };
      process.chdir(folder);
      process.env["PATH"] = folder;
      try {
        const found: Diagnostic[] = [];
        const terminal = {
          ...createTerminal(true),
          diagnostics: (all: readonly Diagnostic[]) => void found.push(...all),
        };
        const flags = { yes: true, outputs: "fetch", install: true };
        expect(await initCommand.run(flags as never, [], terminal)).toBe(2);
        return found;
      } finally {
        process.chdir(cwd);
        process.env["PATH"] = path;
      }
    },
    want: /^install-failed$/,
  },
  {
    code: "folder-gone",
    given: {},
    run: async (folder) => {
      const before = process.cwd();
      process.chdir(folder);
      rmdirSync(folder);
      try {
        return await diagnosticsOf((async () => assertFolder())());
      } finally {
        process.chdir(before);
      }
    },
    want: /^folder-gone$/,
  },
  { code: "file-unreadable", given: {}, want: /^file-unreadable$/ },
  {
    code: "remote-unreadable",
    given: {},
    options: () => ({ spec: "http://" }),
    want: /^remote-unreadable$/,
  },
  {
    code: "file-too-large",
    given: spec(`${" ".repeat(50_000_000)}{}`),
    want: /^file-too-large$/,
  },
  {
    code: "file-not-text",
    given: spec("HERE"),
    options: (folder) => {
      const path = join(folder, "openapi.json");
      writeFileSync(path, Buffer.from([0x7b, 0x0a, 0x22, 0xff, 0x22, 0x7d]));
      return { spec: path };
    },
    want: /^file-not-text at openapi\.json:2:2$/,
  },
  { code: "yaml-syntax", given: spec("a: ["), want: /^yaml-syntax at openapi\.json:1:5$/ },
  { code: "not-openapi", given: spec("{}"), want: /^not-openapi at openapi\.json:1:1$/ },
  {
    code: "ref-version",
    given: {
      ...schemas({ A: { $ref: "old.json#/definitions/A" } }),
      "old.json": '{ "swagger": "2.0", "definitions": { "A": {} } }',
    },
    want: /^ref-version at openapi\.json:1:\d+$/,
  },
  {
    code: "body-twice",
    given: spec(
      JSON.stringify({
        swagger: "2.0",
        paths: {
          "/a": {
            post: { parameters: ["a", "b"].map((name) => ({ name, in: "body", schema: {} })) },
          },
        },
      }),
    ),
    want: /^body-twice at openapi\.json:1:\d+$/,
  },
  {
    code: "wrong-shape",
    given: spec(specOf({ tags: {} })),
    want: /^wrong-shape at openapi\.json:1:\d+$/,
  },
  {
    code: "responses-empty",
    given: spec(specWith({ "GET /a": { responses: null } })),
    want: /^responses-empty at openapi\.json:1:\d+$/,
  },
  {
    code: "schema-empty",
    given: schemas({ A: null }),
    want: /^schema-empty at openapi\.json:1:\d+$/,
  },
  {
    code: "required-flag",
    given: schemas({ A: { type: "string", required: true } }),
    want: /^required-flag at openapi\.json:1:\d+$/,
  },
  {
    code: "nesting-too-deep",
    given: spec("[".repeat(2000) + "]".repeat(2000)),
    want: /^nesting-too-deep at openapi\.json:1:1$/,
  },
  {
    code: "aliases-multiply",
    given: spec(
      `a: &a [${"1,".repeat(200)}]\nb: &b [${"*a,".repeat(200)}]\nc: [${"*b,".repeat(200)}]`,
    ),
    want: /^aliases-multiply at openapi\.json:1:1$/,
  },
  {
    code: "ref-unresolved",
    given: schemas({ A: { $ref: "#/nope" } }),
    want: /^ref-unresolved at openapi\.json:1:\d+$/,
  },
  {
    code: "ref-ignored",
    given: spec(specOf({ components: { examples: { A: { $ref: "#/gone" } } } })),
    want: /^ref-ignored at openapi\.json:1:\d+$/,
  },
  {
    code: "ref-kind",
    given: schemas({ A: { $ref: "#/components/schemas" } }),
    want: /^ref-kind at openapi\.json:1:\d+$/,
  },
  {
    code: "ref-siblings",
    given: spec(
      specOf({
        openapi: "3.0.3",
        components: {
          schemas: { A: {}, B: { items: { $ref: "#/components/schemas/A", nullable: true } } },
        },
      }),
    ),
    want: /^ref-siblings at openapi\.json:1:\d+$/,
  },
  {
    code: "dynamic-ref-ignored",
    given: schemas({ A: { $dynamicRef: "#node" } }),
    want: /^dynamic-ref-ignored at openapi\.json:1:\d+$/,
  },
  {
    code: "ref-circular",
    given: schemas({ A: { $ref: "#/components/schemas/A" } }),
    want: /^ref-circular at openapi\.json:1:\d+$/,
  },
  {
    code: "refs-multiply",
    given: spec(
      specOf({
        components: { schemas: { A: { properties: { $ref: "#/x-maps/0" } } } },
        "x-maps": Array.from({ length: 5 }, (_, at) =>
          Object.fromEntries(
            Array.from({ length: 25 }, (_, key) => [
              key,
              at < 4 ? { properties: { $ref: `#/x-maps/${at + 1}` } } : {},
            ]),
          ),
        ),
      }),
    ),
    want: /^refs-multiply at openapi\.json:1:\d+$/,
  },
  {
    code: "ref-remote",
    given: schemas({ A: { $ref: "https://a.example/b.json" } }),
    want: /^ref-remote at openapi\.json:1:\d+$/,
  },
  {
    code: "overlay-invalid",
    given: { ...spec(specOf({})), "config.yaml": "spec: openapi.json\noverlays: [config.yaml]\n" },
    options: (folder) => ({ config: join(folder, "config.yaml") }),
    want: /^overlay-invalid at config\.yaml:1:1$/,
  },
  {
    code: "overlay-endless",
    given: {
      ...spec(specOf({ "x-a": [[[[[[[1]]]]]]] })),
      "config.yaml": "spec: openapi.json\noverlays: [o.yaml]\n",
      // Each step selects the same ten times, so that all are more than a million.
      "o.yaml": `overlay: 1.0.0\nactions:\n  - target: $['x-a']${`[${"*,".repeat(9)}*]`.repeat(7)}\n    remove: true\n`,
    },
    options: (folder) => ({ config: join(folder, "config.yaml") }),
    want: /^overlay-endless at o\.yaml:3:5$/,
  },
  {
    code: "overlay-unmatched",
    given: {
      ...spec(specOf({})),
      "config.yaml": "spec: openapi.json\noverlays: [o.yaml]\n",
      "o.yaml": "overlay: 1.0.0\nactions:\n  - target: $.nope\n    remove: true\n",
    },
    options: (folder) => ({ config: join(folder, "config.yaml") }),
    want: /^overlay-unmatched at o\.yaml:3:5$/,
  },
  {
    code: "overlay-elsewhere",
    given: {
      ...spec(specOf({})),
      "config.yaml": "spec: openapi.json\noverlays: [o.yaml]\n",
      "o.yaml": "overlay: 1.0.0\nextends: nope.json\nactions:\n  - target: $\n    remove: true\n",
    },
    options: (folder) => ({ config: join(folder, "config.yaml") }),
    want: /^overlay-elsewhere at o\.yaml:2:1$/,
  },
  {
    code: "filter-unmatched",
    given: {
      ...spec(specOf({})),
      "config.yaml": "spec: openapi.json\nfilter:\n  exclude:\n    tags: [nope]\n",
    },
    options: (folder) => ({ config: join(folder, "config.yaml") }),
    want: /^filter-unmatched at config\.yaml:4:12$/,
  },
  {
    code: "filter-empty",
    given: {
      ...spec(specWith({ "GET /a": {} })),
      "config.yaml": "spec: openapi.json\nfilter:\n  exclude:\n    methods: [get]\n",
    },
    options: (folder) => ({ config: join(folder, "config.yaml") }),
    want: /^filter-empty at config\.yaml:2:1$/,
  },
  {
    code: "server-variable",
    given: spec(specOf({ servers: [{ url: "https://{a}.test" }] })),
    want: /^server-variable at openapi\.json:1:\d+$/,
  },
  {
    code: "servers-empty",
    given: spec(specWith({ "GET /a": { servers: [] } })),
    want: /^servers-empty at openapi\.json:1:\d+$/,
  },
  {
    code: "paths-alike",
    given: spec(specOf({ paths: { "/a?b=1": {}, "/a?b=2": {} } })),
    want: /^paths-alike at openapi\.json:1:\d+$/,
  },
  {
    code: "method-misplaced",
    given: spec(
      specOf({ openapi: "3.2.0", paths: { "/a": { additionalOperations: { GET: {} } } } }),
    ),
    want: /^method-misplaced at openapi\.json:1:\d+$/,
  },
  {
    code: "security-unknown",
    given: spec(specOf({ security: [{ a: [] }] })),
    want: /^security-unknown at openapi\.json:1:\d+$/,
  },
  {
    code: "credentials-clash",
    given: spec(
      specOf({
        security: [{ basic: [], bearer: [] }],
        components: {
          securitySchemes: {
            basic: { type: "http", scheme: "basic" },
            bearer: { type: "http", scheme: "bearer" },
          },
        },
      }),
    ),
    want: /^credentials-clash at openapi\.json:1:\d+$/,
  },
  {
    code: "credential-beyond-token",
    given: spec(
      specOf({ components: { securitySchemes: { a: { type: "http", scheme: "digest" } } } }),
    ),
    want: /^credential-beyond-token at openapi\.json:1:\d+$/,
  },
  {
    code: "type-unknown",
    given: schemas({ A: { type: "int" } }),
    want: /^type-unknown at openapi\.json:1:\d+$/,
  },
  {
    code: "number-unusable",
    given: schemas({ A: { maximum: "5" } }),
    want: /^number-unusable at openapi\.json:1:\d+$/,
  },
  {
    code: "number-inexact",
    given: schemas({ A: { enum: [2 ** 53] } }),
    want: /^number-inexact at openapi\.json:1:\d+$/,
  },
  {
    code: "schema-unsatisfiable",
    given: schemas({ A: { allOf: [{ type: "string" }, { type: "integer" }] } }),
    want: /^schema-unsatisfiable at openapi\.json:1:\d+$/,
  },
  {
    code: "operation-id-duplicate",
    given: spec(specWith({ "GET /a": { operationId: "a" }, "PUT /a": { operationId: "a" } })),
    want: /^operation-id-duplicate at openapi\.json:1:\d+$/,
  },
  {
    code: "path-parameter-undeclared",
    given: spec(specWith({ "GET /{a}": {} })),
    want: /^path-parameter-undeclared at openapi\.json:1:\d+$/,
  },
  {
    code: "path-parameter-unused",
    given: spec(specWith({ "GET /a": { parameters: [{ name: "b", in: "path" }] } })),
    want: /^path-parameter-unused at openapi\.json:1:\d+$/,
  },
  {
    code: "value-unsendable",
    given: spec(
      specWith({
        "GET /a": {
          parameters: [
            { name: "sort", in: "query", schema: { type: "array", items: { type: "object" } } },
          ],
        },
      }),
    ),
    want: /^value-unsendable at openapi\.json:1:\d+$/,
  },
  {
    code: "server-other-origin",
    given: spec(
      specWith(
        { "GET /a": { servers: [{ url: "https://b.test" }] } },
        { servers: [{ url: "https://a.test" }] },
      ),
    ),
    want: /^server-other-origin at openapi\.json:1:\d+$/,
  },
  {
    code: "schema-of-itself",
    given: schemas({ A: { oneOf: [{ $ref: "#/components/schemas/A" }, { type: "string" }] } }),
    want: /^schema-of-itself at openapi\.json:1:\d+$/,
  },
  {
    code: "schema-endless",
    given: schemas({
      A: { allOf: [{ $ref: "#/components/schemas/B" }] },
      B: { allOf: [{ $ref: "#/components/schemas/A" }] },
    }),
    want: /^schema-endless at openapi\.json:1:\d+$/,
  },
  {
    code: "left-out",
    given: spec(specOf({ components: { securitySchemes: { a: { type: "mutualTLS" } } } })),
    want: /^left-out at openapi\.json:1:\d+$/,
  },
  {
    code: "name-changed",
    given: {
      ...spec(specWith({ "GET /a": { operationId: "a" } })),
      "out/names.lock.json": '{ "operations": { "GET /a": "b" } }',
    },
    want: /^name-changed at openapi\.json:1:\d+$/,
  },
  {
    code: "extension-invalid",
    given: spec(
      specWith({
        "GET /a": { "x-provenance": { title: 1, method: 1, path: 1, request: 1, response: 1 } },
      }),
    ),
    want: /^extension-invalid at openapi\.json:1:\d+$/,
  },
  {
    code: "pagination-invalid",
    given: spec(specWith({ "GET /a": { "x-pagination": { style: "pages" } } })),
    want: /^pagination-invalid at openapi\.json:1:\d+$/,
  },
  {
    code: "output-unwritable",
    given: { ...spec(specOf({})), out: "a file" },
    want: /^output-unwritable$/,
  },
  {
    code: "types-unwritable",
    given: { "a/b": "" },
    run: (folder) => diagnosticsOf(writeTypes(join(folder, "a/b/c.ts"), "")),
    want: /^types-unwritable$/,
  },
  {
    code: "names-lock-invalid",
    given: { ...spec(specOf({})), "out/names.lock.json": '{ "schemas": 1 }' },
    want: /^names-lock-invalid at out\/names\.lock\.json:1:3$/,
  },
  ...(
    [
      ["output-module-unusable", "export default {};"],
      ["output-failed", moduleOf({ files: '() => { throw new Error("no"); }' })],
      ["output-file-refused", moduleOf({ files: '() => [{ path: "../a.ts", text: "" }]' })],
    ] as const
  ).map(
    ([code, module]): Case => ({
      code,
      given: {
        ...spec(specOf({})),
        "own.mjs": module,
        "config.yaml": "spec: openapi.json\noutputs:\n  ./own.mjs: true\n",
      },
      options: (folder) => ({ config: join(folder, "config.yaml") }),
      want: new RegExp(`^${code}( at (config\\.yaml:3|own\\.mjs:6):\\d+)?$`),
    }),
  ),
  {
    code: "output-foreign",
    given: { ...spec(specOf({})), "out/index.ts": "mine" },
    want: /^output-foreign$/,
  },
  ...diffCases,
  ...captureCases,
  ...monitorCases,
  ...usesCases,
  ...impactCases,
  ...verifyCases,
  ...mockCases,
  ...fixCases,
];

test("every code of the catalogue has a case", () => {
  expect(cases.map(({ code }) => code)).toEqual(Object.keys(catalogue));
});

test.each(cases)("$code is raised", async ({ code, given, options, run, want }) => {
  const folder = makeFolder(given);
  const input = options?.(folder) ?? { spec: join(folder, "openapi.json") };
  const running =
    run?.(folder) ??
    generate({ ...input, output: join(folder, "out") }).then(({ warnings }) => warnings);
  const diagnostics = await running.catch((error: unknown) => {
    if (error instanceof DiagnosticError) return error.diagnostics;
    throw error;
  });
  expect(diagnostics.length).toBeGreaterThan(0);
  for (const diagnostic of diagnostics) {
    expect(placed(diagnostic)).toMatch(want);
    expect(diagnostic).toMatchObject({
      code,
      severity: catalogue[code].severity,
      help: catalogue[code].help,
    });
    expect(diagnostic.message).not.toMatch(/undefined|\[object/);
  }
});

test("every entry helps: a title without a full stop, a help in whole sentences", () => {
  for (const [code, { title, cause, help }] of Object.entries(catalogue)) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(title).toMatch(/^[A-Z$].*[^.]$/);
    expect(cause).toMatch(/^.*\.$/);
    expect(help).toMatch(/^.*\.$/);
  }
});

describe("a message", () => {
  const place = { file: "a.yaml", line: 3, column: 7 };
  const of = (why: string) => diagnose("yaml-syntax", { why }, place);

  test("is a line that editors understand, and the help below it", () => {
    expect(formatDiagnostic(of("broken"))).toBe(
      "a.yaml:3:7: error[yaml-syntax]: broken\n  help: Fix the syntax here. If a server sent the document, it may have sent only a part of it.",
    );
  });

  test("shows the line, a mark under the place, and the node's pointer", async () => {
    const run = load({ "a.yaml": "openapi: 3.1.0\ninfo: { title: x }\ntags: {}\n" });
    const [found] = await diagnosticsOf(run.then((spec) => buildApi(spec, { name: undefined })));
    expect(format(found ? [found] : [])).toBe(
      [
        'a.yaml:3:1: error[wrong-shape]: "tags" must be a list, but is an object',
        "  3 | tags: {}",
        "    | ^",
        "  at: /tags",
        "  help: Correct the node, or remove it.",
      ].join("\n"),
    );
  });

  test.each([
    { name: "the first line", given: ["ab\ncd", 0], want: "  1 | ab\n    | ^" },
    { name: "the last line, at its end", given: ["ab\ncd", 5], want: "  1 | cd\n    |   ^" },
    { name: "a tab is one column", given: ["\tab", 1], want: "  1 |  ab\n    |  ^" },
    { name: "CRLF", given: ["ab\r\ncd", 1], want: "  1 | ab\n    |  ^" },
    { name: "colour codes", given: ["\u001b[1m!", 4], want: "  1 | \\u001b[1m!\n    |          ^" },
    {
      name: "the part around a place in a line of megabytes",
      given: [`${"x".repeat(1_000_000)}!${"y".repeat(1_000_000)}`, 1_000_000],
      want: `  1 | ${"x".repeat(48)}!${"y".repeat(47)}\n    | ${" ".repeat(48)}^`,
    },
  ])("frames $name", ({ given: [text, offset], want }) => {
    expect(print(frameOf(1, excerptOf(text as string, offset as number)))).toBe(want);
  });

  test("escapes control characters of the spec", () => {
    const text = formatDiagnostic(of("a\u001b[31m\u0000\r\u2028\u202e\u009bz"));
    expect(text).toContain("a\\u001b[31m\\u0000\\u000d\\u2028\\u202e\\u009bz");
  });

  test("of 10,000 characters is cut", () => {
    expect(of("x".repeat(10_000)).message).toBe(`${"x".repeat(2000)}…`);
  });

  test("is one of the first 20; the number of further ones is printed", () => {
    const text = formatDiagnostics(Array.from({ length: 25 }, (_, index) => of(`no ${index}`)));
    expect(text).toContain("no 19\n");
    expect(text).not.toContain("no 20\n");
    expect(text.split("\n").at(-1)).toBe("… and 5 more");
  });
});
