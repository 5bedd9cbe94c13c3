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
