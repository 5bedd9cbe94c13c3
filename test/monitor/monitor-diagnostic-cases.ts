import { join } from "node:path";
import { type Code, type Diagnostic, DiagnosticError } from "../../generator/diagnostics/index.js";
import { type MonitorOptions, monitor } from "../../generator/monitor/index.js";
import { json, twin } from "../merge/support.js";
import { type Files, makeFolder, specWith } from "../support/generator.js";
import { makeOutside } from "../support/git.js";

interface DiagnosticCase {
  readonly code: Code;
  readonly given: Files;
  readonly run: (folder: string) => Promise<readonly Diagnostic[]>;
  readonly want: RegExp;
}

const before = specWith({ "GET /a": { operationId: "a" }, "GET /b": { operationId: "b" } });
const both: Files = { "base.json": before, "now.json": before };

/** What a run with these options, paths below the folder, says. */
const run =
  (options: Partial<MonitorOptions> = {}, env: MonitorOptions["env"] = {}) =>
  async (folder: string): Promise<readonly Diagnostic[]> => {
    const { config, sources } = options;
    try {
      const report = await monitor({
        spec: join(folder, "now.json"),
        env,
        cacheFolder: makeFolder(),
        ...options,
        baseline: join(folder, "base.json"),
        ...(config !== undefined && { config: join(folder, config) }),
        ...(sources && { sources: sources.map((source) => join(folder, source)) }),
        ...(sources && { spec: undefined as never }),
      });
      return report.problems;
    } catch (error) {
      if (error instanceof DiagnosticError) return error.diagnostics;
      throw error;
    }
  };

const github = {
  GITHUB_ACTIONS: "true",
  GITHUB_REPOSITORY: "acme/shop",
  GH_TOKEN: "token-of-a-test",
};

/** What raises each code about a monitored API. */
export const monitorCases: readonly DiagnosticCase[] = [
  {
    code: "baseline-missing",
    given: { "now.json": before },
    run: run(),
    want: /^baseline-missing$/,
  },
  { code: "baseline-exists", given: both, run: run({ init: true }), want: /^baseline-exists$/ },
  {
    // The overlay is for Swagger 2.0, and the linked document is OpenAPI 3.
    code: "baseline-unfaithful",
    given: {
      "config.yaml": "spec: base.json\noverlays: [overlay.yaml]\n",
      "overlay.yaml":
        "overlay: 1.0.0\ninfo: { title: x, version: '1' }\nactions: [{ target: $.definitions.A, update: { type: integer } }]\n",
      "now.json": JSON.stringify({
        swagger: "2.0",
        info: { title: "x", version: "1" },
        paths: {
          "/a": {
            get: {
              responses: {
                200: { description: "x", schema: { $ref: "#/definitions/A" } },
                400: { description: "x", schema: { $ref: "other.json#/B" } },
              },
            },
          },
        },
        definitions: { A: { type: "string" } },
      }),
      "other.json": '{ "B": { "type": "string" } }',
    },
    run: run({ init: true, config: "config.yaml" }),
    want: /^baseline-unfaithful$/,
  },
  {
    code: "page-instead-of-spec",
    given: { ...both, "now.json": "<!doctype html><title>Log in</title>" },
    run: run(),
    want: /^page-instead-of-spec$/,
  },
  {
    code: "api-empty",
    given: { ...both, "now.json": specWith({}) },
    run: run(),
    want: /^api-empty$/,
  },
  {
    code: "operations-lost",
    given: { ...both, "now.json": specWith({ "GET /a": { operationId: "a" } }) },
    run: run(),
    want: /^operations-lost$/,
  },
  {
    code: "pages-unread",
    given: {
      "base.json": before,
      "pages/a.md": twin("A", "GET /a", { responses: { 200: json({ type: "object" }) } }),
      "pages/b.txt": "PK\u0003\u0004",
    },
    run: run({ sources: ["pages"] }),
    want: /^pages-unread$/,
  },
  {
    code: "document-has-secret",
    given: {
      ...both,
      "config.yaml": "spec: base.json\nheaders: { authorization: Bearer abcdefgh }\n",
      "now.json": before.replace("Things", "abcdefgh"),
    },
    run: run({ config: "config.yaml" }),
    want: /^document-has-secret$/,
  },
  {
    code: "forge-unusable",
    given: both,
    run: run({ issue: true }),
    want: /^forge-unusable$/,
  },
  {
    code: "forge-failed",
    given: both,
    // Nothing is sent to a malformed address.
    run: run({ issue: true }, { ...github, GITHUB_API_URL: "http://[" }),
    want: /^forge-failed$/,
  },
  {
    code: "checkout-unusable",
    given: {},
    run: async () => {
      const folder = makeOutside({
        "base.json": before,
        "now.json": before.replace('"a"', '"a","summary":"A"'),
      });
      return run({ pullRequest: true }, github)(folder);
    },
    want: /^checkout-unusable$/,
  },
];
