import { join } from "node:path";
import { capturePages, mergeRecordings } from "../../generator/capture/index.js";
import type { Code, Diagnostic } from "../../generator/diagnostics/index.js";
import { json, Project, twin } from "../merge/support.js";
import { type Files, makeFolder } from "../support/generator.js";

interface DiagnosticCase {
  readonly code: Code;
  readonly given: Files;
  readonly run: (folder: string) => Promise<readonly Diagnostic[]>;
  readonly want: RegExp;
}

const spec = `openapi: 3.1.1
info: { title: Lots, version: "1" }
paths:
  /lots:
    get:
      operationId: listLots
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses: { "200": { description: Lots. } }
`;
const lots = (type: string, id = "4100011") => {
  const parameters = [{ name: "limit", in: "query", schema: { type } }];
  return twin(
    "List Lots",
    "GET /lots",
    { parameters, responses: { 200: json({ type: "object" }) } },
    { id },
  );
};
const schema = (type: string, name: string) =>
  twin(
    name,
    `GET /${name}`,
    { responses: { 200: json({ $ref: "#/components/schemas/Thing" }) } },
    { schemas: { Thing: { type } } },
  );

const into = (isNew: boolean) => async (folder: string) => {
  const sources = [join(folder, "pages")];
  const target = join(folder, "spec/openapi.yaml");
  return (await capturePages({ sources, target, isNew, cacheFolder: makeFolder() })).warnings;
};

const recorded = async (folder: string) => {
  const target = join(folder, "observed.yaml");
  return mergeRecordings({ recordings: [join(folder, "a.har")], target, isNew: true }).warnings;
};

const entry = {
  request: { method: "GET", url: "https://api.test/a", headers: [] },
  response: { status: 200, headers: [], content: { text: "{}", mimeType: "application/json" } },
};

/** What raises each code about pages and recordings. */
export const captureCases: readonly DiagnosticCase[] = [
  { code: "source-unusable", given: {}, run: into(true), want: /^source-unusable$/ },
  {
    code: "page-failed",
    given: { "pages/a.md": lots("integer"), "pages/b.txt": "PK\u0003\u0004" },
    run: into(true),
    want: /^page-failed$/,
  },
  {
    code: "page-unusable",
    given: { "pages/a.md": lots("integer"), "pages/b.txt": "404\nThis page could not be found.\n" },
    run: into(true),
    want: /^page-unusable at pages\/b\.txt:1:1$/,
  },
  {
    code: "page-contradicts-itself",
    given: {
      "pages/a.md": twin("A", "POST /a", {
        requestBody: {
          content: {
            "application/json": {
              schema: { type: "object", properties: { a: { type: "integer" } } },
              example: { a: ["no integer"] },
            },
          },
        },
      }),
    },
    run: into(true),
    want: /^page-contradicts-itself at pages\/a\.md:\d+:\d+$/,
  },
  {
    code: "page-contradicts-spec",
    given: { "spec/openapi.yaml": spec, "pages/a.md": lots("string") },
    run: into(false),
    want: /^page-contradicts-spec at spec\/openapi\.yaml:7:\d+$/,
  },
  {
    code: "page-duplicate",
    given: { "pages/a.md": lots("string"), "pages/b.md": lots("integer", "4100012") },
    run: into(true),
    want: /^page-duplicate$/,
  },
  {
    code: "page-gone",
    given: {},
    run: async () => {
      const { mergeCaptured } = await import("../../generator/capture/merge/index.js");
      const project = new Project({ "spec/openapi.yaml": spec });
      await project.capture({ "a.md": lots("integer") });
      project.edit("spec/captures/api-4100011.yaml", (text) =>
        text.replace(/^page: .*$/m, "page: https://docs.example.com/list-lots-4100011"),
      );
      const merged = mergeCaptured(project.entry, [], { completeHosts: ["docs.example.com"] });
      const { warningsOf } = await import("../../generator/capture/capture-warnings.js");
      return warningsOf(merged);
    },
    want: /^page-gone$/,
  },
  {
    code: "page-lists-more",
    given: {
      "spec/openapi.yaml": spec,
      "pages/a.txt": "- list lotsGET\n- Weigh a lotPOST\n",
    },
    run: into(false),
    want: /^page-lists-more at pages\/a\.txt:2:1$/,
  },
  {
    code: "component-renamed",
    given: { "pages/a.md": schema("string", "a"), "pages/b.md": schema("integer", "b") },
    run: into(true),
    want: /^component-renamed$/,
  },
  {
    code: "anchor-unshared",
    given: {
      "spec/openapi.yaml": spec
        .replace("parameters: [{", "parameters: &all [{")
        .replace(/(\/lots:\n)((?:.*\n)+)/, "$1$2  /bins:\n    get: { parameters: *all }\n"),
      "pages/a.md": lots("integer").replace('"integer"', '"integer", "maximum": 9'),
    },
    run: into(false),
    want: /^anchor-unshared at spec\/openapi\.yaml:7:\d+$/,
  },
  {
    code: "capture-reprinted",
    given: {
      "spec/openapi.yaml": spec.replace(
        /responses: .*/,
        'responses:\n        ? "404"\n        : { description: No lots. }',
      ),
      "pages/a.md": lots("integer"),
    },
    run: into(false),
    want: /^capture-reprinted at spec\/openapi\.yaml:1:1$/,
  },
  {
    code: "capture-unmergeable",
    given: {
      "spec/openapi.yaml": spec,
      "spec/captures/broken.yaml": "facts: none\n",
      "pages/a.md": lots("integer"),
    },
    run: into(false),
    want: /^capture-unmergeable$/,
  },
  {
    code: "recording-unreadable",
    given: { "a.har": "{}" },
    run: recorded,
    want: /^recording-unreadable$/,
  },
  {
    code: "recording-entry-skipped",
    given: { "a.har": JSON.stringify({ log: { entries: [{}, entry] } }) },
    run: recorded,
    want: /^recording-entry-skipped$/,
  },
];
