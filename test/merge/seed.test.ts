import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadSpec } from "../../generator/load/index.js";
import { lintSpec } from "../../scripts/lint-spec.js";
import { writeFiles } from "../support/generator.js";
import { type Fields, fieldsOf } from "../support/provenance.js";
import { Project, shared, spec } from "./support.js";

const page = `${shared}facts/update-api-key.page.txt`;
const isThere = existsSync(page);

/** An operation with every reference followed, without words of ours. */
async function factsAt(entry: string, path: string, method: string): Promise<unknown> {
  const { document, resolve } = await loadSpec(entry);
  const bare = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(bare);
    if (typeof value !== "object" || value === null) return value;
    const { $ref } = value as Fields;
    if (typeof $ref === "string") return bare(resolve($ref));
    const facts = Object.entries(value).filter(
      ([key, part]) =>
        !key.startsWith("x-") && !(key === "description" && typeof part === "string"),
    );
    return Object.fromEntries(facts.map(([key, part]) => [key, bare(part)]));
  };
  const operation = fieldsOf(fieldsOf(fieldsOf(document["paths"])[path])[method]);
  const { parameters, requestBody, responses, security = document["security"] } = operation;
  return bare({ parameters, body: fieldsOf(requestBody)["content"], responses, security });
}

/** The repository's spec without what only the page documents. */
function withoutPage(operation: string): Project {
  const project = new Project("this repository's");
  const drop = (file: string, ...names: string[]) => {
    for (const name of names) {
      const member = new RegExp(`^( *)"?${name}"?:\\n(\\1 .*\\n|\\n(?=\\1 ))*`, "m");
      project.edit(file, (text) => text.replace(member, ""));
    }
  };
  drop("spec/components/schemas.yaml", "ApiKey", "ApiKeyUpdate");
  drop("spec/components/responses.yaml", "UpdatedApiKey");
  drop("spec/openapi.yaml", "ApiKey", "ApiKeyUpdate", "UpdatedApiKey", "/integrations/api_keys/");
  if (operation !== "") {
    project.edit("spec/openapi.yaml", (text) =>
      text.replace(
        "  # auth\n",
        '  # auth\n  "/v1/api_keys/":\n    $ref: "paths/auth.yaml#/~1v1~1api_keys~1"\n',
      ),
    );
  }
  writeFiles(project.folder, {
    "spec/paths/auth.yaml": operation || "# Nothing is known of it.\n",
  });
  return project;
}

const inferred = `# Of this group only a title is known.
"/v1/api_keys/":
  patch:
    operationId: updateApiKey
    tags: [Auth]
    summary: Change an API key
    x-client: { group: auth, method: updateApiKey }
    x-provenance:
      title: { level: documented, quote: "Update API Key", sources: [nav-la] }
      method: { level: inferred, because: "Convention M-update (spec/README.md): it updates." }
      path: { level: inferred, because: "Convention C-collection (spec/README.md): plural name." }
      request: { level: undocumented }
      response: { level: undocumented }
    requestBody: { required: false, content: { application/json: { schema: {} } } }
    responses:
      "2XX":
        $ref: "../components/responses.yaml#/UndocumentedSuccess"
      "4XX":
        $ref: "../components/responses.yaml#/UndocumentedClientError"
`;

describe.skipIf(!isThere)("the seed page (../shared/facts)", () => {
  test("states what the spec has, so only its snapshot is written", async () => {
    const project = new Project("this repository's");
    const before = project.files();
    const report = await project.capture(page);
    expect(report).toMatchObject({ changes: [], conflicts: [], contradictions: [], missing: 0 });
    const after = project.files();
    const added = Object.keys(after).filter((file) => !(file in before));
    expect(added).toEqual([expect.stringMatching(/^captures\/update-api-key-\w+\.yaml$/)]);
    expect(Object.fromEntries(Object.entries(after).filter(([file]) => file in before))).toEqual(
      before,
    );
  });

  test.each([
    ["of which it knows the title", inferred],
    ["that does not know it", ""],
  ])("gives a spec %s the same as what stands in this repository's", async (_, operation) => {
    const project = withoutPage(operation);
    const { before, after, conflicts } = await project.capture(page);
    expect(conflicts).toEqual([]);
    expect((after.total.response ?? 0) - (before?.total.response ?? 0)).toBe(1);
    const want = await factsAt(`${spec}openapi.yaml`, "/integrations/api_keys/", "patch");
    expect(await factsAt(project.entry, "/integrations/api_keys/", "patch")).toEqual(want);
    expect(want).toMatchObject({
      responses: { 200: { content: {} } },
      body: { "application/json": {} },
    });
    expect(project.problems()).toEqual([]);
    expect(await lintSpec(project.entry)).toEqual([]);
    expect(await project.capture(page)).toMatchObject({ changes: [], differences: [] });
  });
});
