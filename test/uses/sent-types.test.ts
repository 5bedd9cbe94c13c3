import { expect, test } from "vitest";
import { impactIn } from "../impact/support.js";
import { generateInto, makeFolder, specWith } from "../support/generator.js";
import { projectFiles, usesIn } from "./support.js";

const content = (name: string) => ({
  content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } },
});
// What only the server writes makes the type that is sent another one.
const thing = (own: string) => ({
  type: "object",
  properties: { id: { type: "string", readOnly: true }, [own]: { type: "string" } },
});
const specOf = (title: string) =>
  specWith(
    Object.fromEntries(
      ["Part", "Order"].map((name) => [
        `PUT /${name}`,
        {
          operationId: `put${name}`,
          requestBody: content(name),
          responses: { 200: { description: "", ...content(name) } },
        },
      ]),
    ),
    { components: { schemas: { Part: thing("mpn"), Order: thing(title) } } },
  );

const code = `import { createShop } from "../shop/index.js";
import type { Writable } from "../shop/index.js";
const shop = createShop({}).default;
export const part: Writable["Part"] = { mpn: "a" };
await shop.putPart({ body: part });
export const order: Writable["Order"] = { title: "a" };
await shop.putOrder({ body: order });
`;

async function project() {
  const folder = makeFolder({
    ...projectFiles,
    "src/a.ts": code,
    "base.yaml": specOf("title"),
    "revision.yaml": specOf("heading"),
    "tether.config.yaml": "spec: revision.yaml\noutput: shop\nclient: { name: Shop }\n",
  });
  await generateInto(specOf("title"), `${folder}/shop`, { name: "Shop" });
  return folder;
}

test("a type that is sent belongs to the operations that send it, and to no other with such a type", async () => {
  const { uses } = usesIn(await project());
  const written = uses.filter(({ kind }) => kind === "bodyField");
  expect(written.map(({ line, operations }) => [line, operations])).toEqual([
    [4, ["putPart"]],
    [6, ["putOrder"]],
  ]);
});

test("a change of it meets no caller of another", async () => {
  const { findings } = await impactIn(await project());
  const hit = findings.flatMap(({ sites }) => sites.map(({ line }) => line));
  expect([...new Set(hit)]).toEqual([6]);
});
