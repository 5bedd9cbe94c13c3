import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { allOutputs, generateInto, makeFolder, specWith } from "../support/generator.js";
import { projectFiles } from "../uses/support.js";
import { impactIn, written } from "./support.js";

const specOf = (headers: object) =>
  specWith({
    "GET /order": {
      operationId: "getOrder",
      responses: {
        200: {
          description: "",
          headers,
          content: {
            "application/json": {
              schema: {
                type: "object",
                properties: { id: { type: "string" } },
              },
            },
          },
        },
      },
    },
  });
const before = specOf({
  "X-Total": { required: true, schema: { type: "integer" } },
});

let shop: string;
beforeAll(async () => {
  const folder = join(makeFolder(), "shop");
  await generateInto(before, folder, { name: "Shop" }, allOutputs);
  shop = folder;
});

/** What a header that is not sent any more means for code. */
async function impactOn(code: string) {
  const folder = makeFolder({
    ...projectFiles,
    "src/a.ts": `${code}\nexport {};\n`,
    "base.yaml": before,
    "revision.yaml": specOf({}),
    "tether.config.yaml":
      "spec: revision.yaml\noutput: shop\nclient: { name: Shop }\noutputs: { paths: true, enums: { inner: true }, fetch: true, schemas: { validators: true }, observe: true }\n",
  });
  symlinkSync(shop, join(folder, "shop"));
  return written(await impactIn(folder));
}

const facade =
  'import { createShop } from "../shop/index.js"; const shop = createShop({}).default;\n';
const api =
  'import { createShopFetch } from "../shop/fetch.js"; const api = createShopFetch({});\n';

test("a header that goes leaves calls alone of which only the body is read", async () => {
  expect(
    await impactOn(
      `${facade}(await shop.getOrder()).id;
await shop.getOrder();
void shop.getOrder().then((each) => each.id);
const { data } = await api.GET("/order");
const it = await api.GET("/order");
export const all = [data?.id, it.data?.id, it.error];
const outcome = await shop.getOrder().result();
if (outcome.ok) outcome.data.id;
export const later = () => shop.getOrder();
${api}`,
    ),
  ).toEqual(["untouched response.requiredHeader.removed"]);
});

test("and may break those whose response goes on, or is asked for", async () => {
  expect(
    await impactOn(
      `${facade}${api}const raw = await shop.getOrder().response();
const { response } = await api.GET("/order");
const it = await api.GET("/order");
export const all = [raw.headers, response.headers, it.response.headers];
export const outcome = await shop.getOrder().result();
export const given = (await shop.getOrder().result()).response;
export const own = async () => await shop.getOrder().result();
console.log(await api.GET("/order"));
(await shop.getOrder()).id;
export { outcome as other };
declare const console: { log(value: unknown): void };`,
    ),
  ).toEqual([
    "mayBreak response.requiredHeader.removed",
    "  src/a.ts:3",
    "  src/a.ts:4",
    "  src/a.ts:5",
    "  src/a.ts:7",
    "  src/a.ts:8",
    "  src/a.ts:9",
    "  src/a.ts:10",
  ]);
});

test("and leaves them alone if of an error something else is asked for", async () => {
  expect(
    await impactOn(
      'import { createShop, StatusError } from "../shop/index.js";\nconst why = (error: StatusError) => {\n  const { status, body } = error;\n  return [status, body, error.message];\n};\n(await createShop({}).default.getOrder().catch(why));',
    ),
  ).toEqual(["untouched response.requiredHeader.removed"]);
});

test("a header that the client's types have is proved where it is read", async () => {
  expect(
    await impactOn(
      `${facade}const it = await shop.getOrder().result();\nexport const total = it.ok ? it.headers["x-total"] : 0;\n(await shop.getOrder()).id;`,
    ),
  ).toEqual(["breaks response.requiredHeader.removed", "  src/a.ts:3 TS2339"]);
});

test.each([
  [
    "a hook that each response passes",
    'import { createShop } from "../shop/index.js";\nconst shop = createShop({ onResponse: ({ response }) => void response?.headers.get("x-total") }).default;\n(await shop.getOrder()).id;',
  ],
  [
    "middleware of openapi-fetch",
    `${api}api.use({ onResponse: ({ response }) => void response.headers.get("x-total") });\nexport const { data } = await api.GET("/order");`,
  ],
  [
    "the headers of an error",
    'import { createShop, StatusError } from "../shop/index.js";\nconst why = (error: unknown) => error instanceof StatusError ? error.headers : undefined;\n(await createShop({}).default.getOrder().catch(why));',
  ],
  [
    "the headers of an error, taken out of it",
    'import { createShop, StatusError } from "../shop/index.js";\nconst why = (error: unknown) => {\n  if (!(error instanceof StatusError)) return undefined;\n  const { headers } = error;\n  return headers;\n};\n(await createShop({}).default.getOrder().catch(why));',
  ],
  [
    "the headers of an error, taken out under another name by a parameter",
    'import { createShop, type StatusError } from "../shop/index.js";\nconst why = ({ headers: sent, status }: StatusError) => [sent, status];\n(await createShop({}).default.getOrder().catch(why));',
  ],
  [
    "the headers of an error, taken out by an assignment",
    'import { createShop, type StatusError } from "../shop/index.js";\nlet headers: Headers | undefined;\nconst why = (error: StatusError) => {\n  ({ headers } = error);\n  return headers;\n};\n(await createShop({}).default.getOrder().catch(why));',
  ],
  [
    "the headers of an error, by a key",
    'import { createShop, type StatusError } from "../shop/index.js";\nconst why = (error: StatusError) => error["headers"];\n(await createShop({}).default.getOrder().catch(why));',
  ],
  [
    "what is left of an error",
    'import { createShop, type StatusError } from "../shop/index.js";\nconst why = ({ status, ...rest }: StatusError) => [status, rest];\n(await createShop({}).default.getOrder().catch(why));',
  ],
  [
    "a copy of an error",
    'import { createShop, type StatusError } from "../shop/index.js";\nconst why = (error: StatusError) => ({ ...error });\n(await createShop({}).default.getOrder().catch(why));',
  ],
  [
    "a call that a variable holds",
    `${facade}const call = shop.getOrder();\nexport const total = (await call.response()).headers.get("x-total");`,
  ],
])("%s may read those of any call", async (_, code) => {
  expect((await impactOn(code)).map((each) => each.split(":")[0])).toEqual([
    "mayBreak response.requiredHeader.removed",
    "  src/a.ts",
  ]);
});
