import { expect, test } from "vitest";
import { generateInto, makeFolder, specWith } from "../support/generator.js";
import { projectFiles } from "../uses/support.js";
import { impactIn } from "./support.js";

const specOf = (properties: object, required: readonly string[]) =>
  specWith({
    "POST /orders": {
      operationId: "createOrder",
      requestBody: {
        required: true,
        content: { "application/json": { schema: { type: "object", required, properties } } },
      },
      responses: { 204: { description: "" } },
    },
  });

const text = { type: "string" };
const before = specOf({ sku: text, note: text }, ["sku"]);
const after = specOf({ sku: text, quantity: { type: "integer" } }, ["sku", "quantity"]);

test("a change that another one hides from the compiler does not count as compiling", async () => {
  const folder = makeFolder({
    ...projectFiles,
    "src/a.ts":
      'import { createShop } from "../shop/index.js";\nconst shop = createShop({}).default;\nawait shop.createOrder({ body: { sku: "a", note: "b" } });\n',
    "base.yaml": before,
    "revision.yaml": after,
    "tether.config.yaml": "spec: revision.yaml\noutput: shop\nclient: { name: Shop }\n",
  });
  await generateInto(before, `${folder}/shop`, { name: "Shop" });
  const { findings } = await impactIn(folder);
  const told = findings.map(({ impact, finding, sites }) => [
    impact,
    finding.kind,
    ...sites.map(({ line, because }) => `${line} ${because ?? ""}`.trim()),
  ]);
  expect(told).toEqual([
    ["breaks", "request.property.removed", "3"],
    [
      "mayBreak",
      "request.requiredProperty.added",
      "3 It calls `createOrder`, where another change is rejected that may hide this one. Requests without it are rejected.",
    ],
  ]);
});
