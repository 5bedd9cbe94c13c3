import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { lintSpec } from "../scripts/lint-spec.js";
import { entryFile, type Fields, provenanceProblems } from "./support/provenance.js";

const folder = fileURLToPath(new URL("../spec/", import.meta.url));
const vocabulary = JSON.parse(readFileSync(`${folder}provenance.schema.json`, "utf8")) as Fields;

describe("lintSpec", () => {
  test("finds nothing in the description", async () => {
    expect(await lintSpec(folder + entryFile)).toEqual([]);
  });

  test("says where a problem is, including warnings", async () => {
    const other = mkdtempSync(join(tmpdir(), "lint-spec-"));
    try {
      const file = join(other, "openapi.yaml");
      writeFileSync(
        file,
        [
          "openapi: 3.1.1",
          "info: { title: Things, version: 1.0.0 }",
          "servers: [{ url: https://things.test }]",
          "security: []",
          "paths:",
          "  /v1/things/:",
          "    get:",
          "      operationId: listThings",
          '      responses: { "200": { description: Things }, "4XX": { description: None } }',
          "",
        ].join("\n"),
      );
      const problems = (await lintSpec(file)).map(({ line, column, rule }) => ({
        line,
        column,
        rule,
      }));
      expect(problems).toEqual([
        { line: 2, column: 1, rule: "info-license" },
        { line: 7, column: 5, rule: "operation-summary" },
      ]);
    } finally {
      rmSync(other, { recursive: true });
    }
  });

  test("fails if there is no description", async () => {
    await expect(lintSpec(`${folder}missing.yaml`)).rejects.toThrow("missing.yaml");
  });
});

describe("the provenance check complains about", () => {
  // Only as much of a description as the check looks at.
  const sound = () => ({
    "x-sources": { page: { title: "A page", shows: "Something." } },
    servers: [{ url: "https://example.test", "x-provenance": documented() }],
    tags: [{ name: "Things", "x-provenance": documented() }],
    paths: {
      "/v1/things/": {
        post: {
          operationId: "createThing",
          "x-client": { group: "things", method: "create" },
          "x-provenance": {
            title: { ...documented(), quote: "Create Thing" },
            method: documented(),
            path: { level: "inferred", because: "It follows." },
            request: { level: "undocumented" },
            response: { level: "undocumented" },
          },
          requestBody: { required: false, content: { "application/json": { schema: {} } } },
          responses: { "2XX": { $ref: "#/components/responses/Open" } },
        },
      },
    },
    webhooks: {},
    components: {
      responses: {
        Open: {
          "x-provenance": { level: "undocumented" },
          content: { "application/json": { schema: {} } },
        },
      },
    },
  });
  const documented = () => ({ level: "documented", sources: ["page"] });

  // biome-ignore lint/suspicious/noExplicitAny: the tests break it in ways that no type allows
  let broken: any;
  const problems = () => provenanceProblems(new Map([[entryFile, broken]]), vocabulary);
  const operation = () => broken.paths["/v1/things/"].post;
  const at = "openapi.yaml#/paths/~1v1~1things~1/post";

  beforeEach(() => {
    broken = sound();
  });

  test("nothing in a sound description", () => {
    expect(problems()).toEqual([]);
  });

  test("an operation without provenance", () => {
    delete operation()["x-provenance"];
    expect(problems()).toContain(`${at}: has no x-provenance`);
  });

  test("a server, a tag and a component without provenance", () => {
    delete broken.servers[0]["x-provenance"];
    delete broken.tags[0]["x-provenance"];
    delete broken.components.responses.Open["x-provenance"];
    expect(problems()).toEqual([
      "openapi.yaml#/servers/0: has no x-provenance",
      "openapi.yaml#/tags/0: has no x-provenance",
      "openapi.yaml#/components/responses/Open: has no x-provenance",
    ]);
  });

  test("a parameter and a response without provenance", () => {
    operation().parameters = [{ name: "x", in: "query" }];
    operation().responses["4XX"] = { content: { "application/json": { schema: {} } } };
    expect(problems()).toEqual([
      `${at}/parameters/0: has no x-provenance`,
      `${at}/responses/4XX: has no x-provenance`,
    ]);
  });

  test("a part of an operation that has no statement", () => {
    delete operation()["x-provenance"].path;
    expect(problems().join()).toContain("must have required property 'path'");
  });

  test("documented without a source", () => {
    operation()["x-provenance"].method = { level: "documented" };
    expect(problems().join()).toContain("/method must have required property 'sources'");
    operation()["x-provenance"].method = { level: "documented", sources: [] };
    expect(problems().join()).toContain("/method/sources must NOT have fewer than 1 items");
  });

  test("documented with a reason", () => {
    operation()["x-provenance"].method.because = "It is so.";
    expect(problems().join()).toContain("/method must NOT have unevaluated properties");
  });

  test("inferred without a reason", () => {
    delete operation()["x-provenance"].path.because;
    expect(problems().join()).toContain("/path must have required property 'because'");
  });

  test("undocumented with a source", () => {
    operation()["x-provenance"].request.sources = ["page"];
    expect(problems()).not.toEqual([]);
  });

  test("an unknown level", () => {
    operation()["x-provenance"].path.level = "verified";
    expect(problems().join()).toContain("/path/level must be equal to one of the allowed values");
  });

  test("a documented title without the vendor's words", () => {
    delete operation()["x-provenance"].title.quote;
    expect(problems().join()).toContain("/title must have required property 'quote'");
  });

  test("a statement on a property that breaks the vocabulary", () => {
    const schema = { properties: { id: { "x-provenance": { level: "inferred" } } } };
    broken.components.schemas = { Thing: { "x-provenance": documented(), ...schema } };
    expect(problems().join()).toContain("Thing/properties/id/x-provenance: is no statement");
  });

  test("a tag with pages that have no id, no level or no source", () => {
    const tag = broken.tags[0]["x-provenance"];
    tag.pages = [{ ...documented(), ids: ["api-1"], gaps: "Which operations they describe." }];
    expect(problems()).toEqual([]);
    tag.pages = [{ ...documented(), ids: ["1"] }];
    expect(problems().join()).toContain("/pages/0/ids/0 must match pattern");
    tag.pages = [{ ids: ["api-1"], sources: ["page"] }];
    expect(problems().join()).toContain("/pages/0 must have required property 'level'");
    tag.pages = [{ level: "documented", ids: ["api-1"] }];
    expect(problems().join()).toContain("/pages/0 must have required property 'sources'");
    tag.pages = [{ level: "undocumented", ids: ["api-1"] }];
    expect(problems().join()).toContain("/pages/0/level must be equal to one of");
    tag.pages = [{ ...documented(), ids: ["api-1"] }];
    tag.pages[0].sources = ["rumour"];
    expect(problems().join()).toContain("names no source: rumour");
  });

  test("a webhook with a path", () => {
    const { title, method, path, request, response } = operation()["x-provenance"];
    const post = { "x-provenance": { title, method, request, response } };
    broken.webhooks.thing = { post };
    expect(problems()).toEqual([]);
    Object.assign(post["x-provenance"], { path });
    expect(problems().join()).toContain("must NOT have additional properties");
  });

  test("a source that does not exist, and one that is never used", () => {
    broken.servers[0]["x-provenance"].sources = ["rumour"];
    broken["x-sources"].other = { title: "Another page", shows: "Nothing." };
    expect(problems()).toEqual([
      "openapi.yaml#/servers/0/x-provenance/sources: names no source: rumour",
      "openapi.yaml#/x-sources/other: is never used",
    ]);
  });

  test("a path without the slash at its end", () => {
    broken.paths = { "/v1/things": broken.paths["/v1/things/"] };
    expect(problems()).toEqual(["openapi.yaml#/paths/~1v1~1things: does not end with a slash"]);
  });

  test("a path that refers to another one, and a file's path that nothing refers to", () => {
    const item = broken.paths["/v1/things/"];
    item.post.responses["2XX"].$ref = "../openapi.yaml#/components/responses/Open";
    broken.paths = { "/v1/things/": { $ref: "paths/things.yaml#/~1v1~1thing~1" } };
    const things = { "/v1/thing/": item, "/v1/lost/": {} };
    const all = new Map<string, unknown>([
      [entryFile, broken],
      ["paths/things.yaml", things],
    ]);
    expect(provenanceProblems(all, vocabulary)).toEqual([
      "openapi.yaml#/paths/~1v1~1things~1: refers to paths/things.yaml#/~1v1~1thing~1",
      "paths/things.yaml#/~1v1~1lost~1: is not listed in openapi.yaml",
    ]);
  });

  test("an undocumented body that has a schema", () => {
    operation().requestBody.content["application/json"].schema.type = "object";
    broken.components.responses.Open.content["application/json"].schema.type = "object";
    expect(problems()).toEqual([
      `${at}: has an undocumented request that is not open`,
      `${at}/responses/2XX: is an undocumented response that is not open`,
    ]);
  });

  test("an operation without a name in the client", () => {
    operation()["x-client"] = { group: "Things" };
    expect(problems().join()).toContain("is no operationClient");
  });
});
