import { join } from "node:path";
import { expect, test } from "vitest";
import type { ClientFields } from "../../generator/config-fields.js";
import { impactOf } from "../../generator/impact/index.js";
import { must } from "../../generator/narrowing.js";
import { generateInto, makeFolder, specWith } from "../support/generator.js";
import { projectFiles } from "../uses/support.js";
import { written } from "./support.js";

const specOf = (note: string) =>
  specWith(
    {
      "PUT /orders": {
        operationId: "putOrder",
        requestBody: {
          content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } },
        },
      },
    },
    {
      components: {
        schemas: { Order: { type: "object", properties: { [note]: { type: "integer" } } } },
      },
    },
  );

const manners: Readonly<Record<string, NonNullable<ClientFields["outputs"]>>> = {
  "types and paths": { client: false, enums: false, paths: true },
  "paths alone": { client: false, enums: false, types: false, paths: { standalone: true } },
};

// Its folder is called as no client can be, and no config says how it was made.
test.each(Object.entries(manners))("a client that is %s is made anew", async (_, outputs) => {
  const folder = makeFolder({
    ...projectFiles,
    "src/a.ts":
      'import createClient from "openapi-fetch";\nimport type { components, paths } from "./client/paths.js";\nconst api = createClient<paths>({});\nconst body: components["schemas"]["Order"] = { note: 1 };\nawait api.PUT("/orders", { body });\n',
    "base.yaml": specOf("note"),
    "revision.yaml": specOf("remark"),
  });
  await generateInto(specOf("note"), join(folder, "src/client"), undefined, outputs);
  const [result] = await impactOf({
    base: join(folder, "base.yaml"),
    revision: join(folder, "revision.yaml"),
    projects: [folder],
  });
  const { report } = must(result, "a project has a report");
  expect(report.errorsBefore).toEqual([]);
  expect(written(report)).toEqual(["breaks request.property.renamed", "  src/a.ts:4 TS2353"]);
});

const withBodies = (sent: string, answered: string) => {
  const content = (name: string, kept: string) => ({
    content: {
      "application/json": {
        schema: {
          type: "object",
          properties: { [name]: { type: "integer" }, [kept]: { type: "string" } },
        },
      },
    },
  });
  return specWith({
    "POST /track": {
      operationId: "track",
      requestBody: content(sent, "session"),
      responses: { 200: { description: "", ...content(answered, "id") } },
    },
  });
};

test("a value that goes on as a whole is met, where only `paths` says what it is", async () => {
  const folder = makeFolder({
    ...projectFiles,
    "src/a.ts":
      'import createClient from "openapi-fetch";\nimport type { paths } from "./gen/paths.js";\nconst api = createClient<paths>({});\nexport const send = async (body: any) => {\n  const { data } = await api.POST("/track", { body });\n  return JSON.stringify(data);\n};\nexport const id = (await api.POST("/track", { body: { session: "s" } })).data?.id;\n',
    "base.yaml": withBodies("reason", "done"),
    "revision.yaml": withBodies("cause", "finished"),
  });
  const outputs = must(manners["types and paths"], "a manner");
  await generateInto(withBodies("reason", "done"), join(folder, "src/gen"), undefined, outputs);
  const [result] = await impactOf({
    base: join(folder, "base.yaml"),
    revision: join(folder, "revision.yaml"),
    projects: [folder],
  });
  const { findings } = must(result, "a project has a report").report;
  const lines = findings.flatMap(({ impact, finding, sites }) =>
    sites.flatMap(({ uses, line }) =>
      uses
        .filter(({ whole }) => whole)
        .map(({ name }) => `${impact} ${finding.kind} ${line} ${name}`),
    ),
  );
  expect(lines.sort()).toEqual([
    "mayBreak request.property.renamed 5 track.body",
    "mayBreak response.property.renamed 6 track.answer",
  ]);
});
