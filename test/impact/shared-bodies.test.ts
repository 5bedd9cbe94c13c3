import { join } from "node:path";
import { expect, test } from "vitest";
import { generateInto, makeFolder, specWith, writeFiles } from "../support/generator.js";
import { projectFiles } from "../uses/support.js";
import { impactIn, written } from "./support.js";

const specOf = (type: string) => {
  const response = (name: string) => ({ $ref: `#/components/responses/${name}` });
  const content = (properties: object) => ({
    description: "",
    content: { "application/json": { schema: { type: "object", properties } } },
  });
  return specWith(
    {
      "GET /me": { operationId: "getMe", responses: { 200: response("Me") } },
      "GET /team": { operationId: "getTeam", responses: { 200: response("Team") } },
    },
    {
      components: {
        responses: {
          Me: content({ score: { type }, name: { type: "string" } }),
          Team: content({ title: { type: "string" } }),
        },
      },
    },
  );
};

test("a body that operations may share is met as a whole, and by no call of another operation", async () => {
  const folder = makeFolder({
    ...projectFiles,
    "src/a.ts":
      'import { createShop } from "../shop/index.js";\nconst shop = createShop({}).default;\nconst me = await shop.getMe();\nJSON.stringify(me);\nJSON.stringify(await shop.getTeam());\nString(me.name);\n',
    "base.yaml": specOf("integer"),
    "revision.yaml": specOf("number"),
  });
  await generateInto(specOf("integer"), join(folder, "shop"), { name: "Shop" });
  writeFiles(folder, {
    "tether.config.yaml": "spec: revision.yaml\noutput: shop\nclient: { name: Shop }\n",
  });
  expect(written(await impactIn(folder))).toEqual([
    "mayBreak response.type.widened",
    "  src/a.ts:4",
  ]);
});
