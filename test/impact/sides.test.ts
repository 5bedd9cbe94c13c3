import { expect, test } from "vitest";
import { generateInto, makeFolder, specWith } from "../support/generator.js";
import { projectFiles } from "../uses/support.js";
import { impactIn } from "./support.js";

const specOf = (properties: object) => {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Invoice" } } };
  return specWith(
    {
      "POST /invoices": {
        operationId: "createInvoice",
        requestBody: { required: true, content },
        responses: { 201: { description: "", content } },
      },
    },
    { components: { schemas: { Invoice: { type: "object", properties } } } },
  );
};

const text = { type: "string" };
const before = specOf({ number: text, note: text });

async function toldOf(call: string) {
  const folder = makeFolder({
    ...projectFiles,
    "src/a.ts": `import { createShop } from "../shop/index.js";\nconst shop = createShop({}).default;\n${call}\n`,
    "base.yaml": before,
    "revision.yaml": specOf({ number: text }),
    "tether.config.yaml": "spec: revision.yaml\noutput: shop\nclient: { name: Shop }\n",
  });
  await generateInto(before, `${folder}/shop`, { name: "Shop" });
  const { findings } = await impactIn(folder);
  return findings.map(({ impact, finding: { message, fix } }) => [impact, message, fix]);
}

const removedFrom = (where: string) => `the optional property "note" was removed from the ${where}`;

test.each([
  [
    "who reads it",
    'const made = await shop.createInvoice({ body: { number: "1" } });\nString(made.note);',
    [removedFrom("response body"), "Stop reading it."],
  ],
  [
    "who sends it",
    'await shop.createInvoice({ body: { number: "1", note: "n" } });',
    [removedFrom("request body"), "Stop sending it."],
  ],
])("a schema that is sent and received, told to %s", async (_, call, want) => {
  expect(await toldOf(call)).toEqual([["breaks", ...want]]);
});
