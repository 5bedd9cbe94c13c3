import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { allOutputs, generateInto, makeFolder, specWith } from "../support/generator.js";
import { projectFiles } from "../uses/support.js";
import { impactIn, written } from "./support.js";

const content = (schema: object) => ({
  description: "",
  content: { "application/json": { schema } },
});
const object = (properties: object) => ({ type: "object", properties });
const text = { type: "string" };

/** The error of one operation is written where it is; that of the other has a name, and so has a part of it. */
const specOf = (inline: object, named: object) =>
  specWith(
    {
      "GET /order": {
        operationId: "getOrder",
        responses: {
          200: content(object({ id: text })),
          409: content(object({ why: object({ reason: inline, at: text }), code: text })),
        },
      },
      "GET /team": {
        operationId: "getTeam",
        responses: {
          200: content(object({ id: text })),
          409: content({ $ref: "#/components/schemas/Problem" }),
        },
      },
    },
    {
      servers: [{ url: "https://shop.example" }],
      components: {
        schemas: {
          Problem: object({
            causes: { type: "array", items: { $ref: "#/components/schemas/Cause" } },
          }),
          Cause: object({ reason: named, part: object({ line: named }) }),
        },
      },
    },
  );
const before = specOf(text, text);

let shop: string;
beforeAll(async () => {
  const folder = join(makeFolder(), "shop");
  await generateInto(before, folder, { name: "Shop" }, allOutputs);
  shop = folder;
});

/** The lines that a change of the errors' fields may break, for one of both operations. */
async function linesOf(revision: string, code: string) {
  const folder = makeFolder({
    ...projectFiles,
    "src/a.ts": `import { createShop } from "../shop/index.js";\nimport { createShopFetch } from "../shop/fetch.js";\nexport const api = createShopFetch({});\nexport const shop = createShop({}).default;\n${code}\n`,
    "base.yaml": before,
    "revision.yaml": revision,
    "tether.config.yaml":
      "spec: revision.yaml\noutput: shop\nclient: { name: Shop }\noutputs: { paths: true, enums: { inner: true }, fetch: true, schemas: { validators: true }, observe: true }\n",
  });
  symlinkSync(shop, join(folder, "shop"));
  const report = await impactIn(folder);
  expect(report.errorsBefore).toEqual([]);
  return written(report);
}

const facade = (call: string) =>
  `const outcome = await shop.${call}().result();\nconst error = outcome.ok || outcome.status !== 409 ? undefined : outcome.error;\n`;

test.each([
  ["openapi-fetch", 'const { error } = await api.GET("/order");\n', "error", 6],
  ["the facade", facade("getOrder"), "error?.body", 7],
])("an inline body of an error, by %s", async (_, call, body, line) => {
  const revision = specOf({ type: "integer" }, text);
  const own = (lines: string[]) => lines.filter((each) => each.endsWith(`:${line}`));
  const met = async (code: string) => own(await linesOf(revision, `${call}${code}`));
  expect(await met(`JSON.stringify(${body});`)).toEqual([`  src/a.ts:${line}`]);
  expect(await met(`JSON.stringify(${body}?.why);`)).toEqual([`  src/a.ts:${line}`]);
  expect(await met(`String(${body}?.why?.reason);`)).toEqual([`  src/a.ts:${line}`]);
  expect(await met(`JSON.stringify(${body}?.code);`)).toEqual([]);
});

test.each([
  ["openapi-fetch", 'const { error } = await api.GET("/team");\n', "error", 6],
  ["the facade", facade("getTeam"), "error?.body", 7],
])("a part of an error that has a name, by %s", async (_, call, body, line) => {
  const own = (lines: string[]) => lines.filter((each) => each.endsWith(`:${line}`));
  const met = async (code: string) =>
    own(await linesOf(specOf(text, { type: "integer" }), `${call}${code}`));
  expect(await met(`JSON.stringify(${body});`)).toEqual(Array(2).fill(`  src/a.ts:${line}`));
  expect(await met(`JSON.stringify(${body}?.causes);`)).toEqual(
    Array(2).fill(`  src/a.ts:${line}`),
  );
  expect(await met(`JSON.stringify(${body}?.causes?.[0]?.part);`)).toEqual([`  src/a.ts:${line}`]);
});
