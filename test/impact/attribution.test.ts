import { join } from "node:path";
import { expect, test } from "vitest";
import { generateInto, makeFolder, specWith, writeFiles } from "../support/generator.js";
import { projectFiles } from "../uses/support.js";
import { impactIn } from "./support.js";

const object = (...names: readonly string[]) => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
});

/** `Output` is a schema, a property of what is sent, and one of what no operation has. */
const specOf = (isBefore: boolean) =>
  specWith(
    {
      "PUT /payload": {
        operationId: "putPayload",
        requestBody: {
          content: { "application/json": { schema: { $ref: "#/components/schemas/Payload" } } },
        },
      },
    },
    {
      components: {
        schemas: {
          Payload: object("id", ...(isBefore ? ["Output"] : [])),
          FamilyData: object("cost", ...(isBefore ? ["Output"] : [])),
          ...(isBefore && { Output: object("text") }),
        },
      },
    },
  );

test("an error is of the finding of its type, where several are about something of its name", async () => {
  const folder = makeFolder({
    ...projectFiles,
    "src/a.ts": `import type { components } from "../shop/paths.js";
type schemas = components["schemas"];
export type Output = schemas["Output"];
export class Span {
  familyData: schemas["FamilyData"] = {};
  set(text: string): void {
    this.familyData.Output = text;
  }
}
export const payload: schemas["Payload"] = { id: "1", Output: "o" };
`,
    "base.yaml": specOf(true),
    "revision.yaml": specOf(false),
  });
  const outputs = { client: false, enums: false, paths: true } as const;
  await generateInto(specOf(true), join(folder, "shop"), { name: "Shop" }, outputs);
  writeFiles(folder, {
    "tether.config.yaml":
      "spec: revision.yaml\noutput: shop\nclient: { name: Shop }\noutputs: { client: false, enums: false, paths: true }\n",
  });
  const { findings, unexplained } = await impactIn(folder);
  expect(unexplained).toEqual([]);
  const broken = findings.flatMap(({ finding, sites }) =>
    sites.flatMap(({ proof, line }) => (proof ? [`${line} ${finding.message}`] : [])),
  );
  expect(broken.sort()).toEqual([
    '10 the optional property "Output" was removed from the request body',
    "3 the schema Output was removed",
    '7 the optional property "Output" was removed from the schema FamilyData; no operation uses the schema',
  ]);
});
