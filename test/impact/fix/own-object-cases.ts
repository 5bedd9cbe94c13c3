import type { FixCase } from "./cases.js";

const facade = 'import { createShop } from "../shop/index.js";\nconst shop = createShop({});\n';
const api =
  'import { createShopFetch } from "../shop/fetch.js";\nconst api = createShopFetch({});\n';

/** Objects of the code's own that go nowhere but into calls of the client, and what reads them. */
export const ownObjectCases: Readonly<Record<string, FixCase>> = {
  "a body in a constant, and what reads it": {
    before: `${facade}const reference = "r";\nconst body = { reference, lines: [] };\nconst other = { "reference": "o" };\nawait shop.orders.create({ body });\nawait shop.orders.create({ body: other });\nconst { reference: sent } = body;\nexport const all = [sent, body.reference, other["reference"], reference];`,
    after: `${facade}const reference = "r";\nconst body = { purchaseReference: reference, lines: [] };\nconst other = { "purchaseReference": "o" };\nawait shop.orders.create({ body });\nawait shop.orders.create({ body: other });\nconst { purchaseReference: sent } = body;\nexport const all = [sent, body.purchaseReference, other["purchaseReference"], reference];`,
  },
  "one that a function makes, with a condition, and sends twice": {
    before: `${facade}export async function send(note?: string) {\n  const body = { reference: "r" };\n  if (note) body.reference = note;\n  await shop.orders.create({ body });\n  return shop.orders.create({ body: { ...body } });\n}`,
    after: `${facade}export async function send(note?: string) {\n  const body = { purchaseReference: "r" };\n  if (note) body.purchaseReference = note;\n  await shop.orders.create({ body });\n  return shop.orders.create({ body: { ...body } });\n}`,
  },
  "arguments in a constant, and a body in them": {
    before: `${facade}const params = { order_id: "1", body: { note: "n" } };\nawait shop.orders.update(params);\nexport const id = params.order_id;`,
    after: `${facade}const params = { id: "1", body: { remark: "n" } };\nawait shop.orders.update(params);\nexport const id = params.id;`,
  },
  "one that a function of the client's type takes": {
    before: `${facade}import type { OrderInput } from "../shop/index.js";\nconst send = (body: OrderInput) => shop.orders.create({ body });\nconst body = { reference: "r" };\nawait send(body);`,
    after: `${facade}import type { OrderInput } from "../shop/index.js";\nconst send = (body: OrderInput) => shop.orders.create({ body });\nconst body = { purchaseReference: "r" };\nawait send(body);`,
  },
  "one that satisfies the client's type, and what reads it": {
    before:
      'import type { OrderInput } from "../shop/index.js";\nexport const input = { reference: "r" } satisfies OrderInput;\nexport const read = input.reference;\nexport const { reference } = input;',
    after:
      'import type { OrderInput } from "../shop/index.js";\nexport const input = { purchaseReference: "r" } satisfies OrderInput;\nexport const read = input.purchaseReference;\nexport const { purchaseReference: reference } = input;',
  },
  "openapi-fetch: a body and parameters in constants": {
    before:
      `${api}const body = { note: "n" };\nconst params = { path: { order_id: "1" } };\nawait api.PATCH("/orders/{order_id}", { params, body });\nexport const all = [body.note, params.path];`.replace(
        ", params.path",
        "",
      ),
    after: `${api}const body = { remark: "n" };\nconst params = { path: { id: "1" } };\nawait api.PATCH("/orders/{id}", { params, body });\nexport const all = [body.remark];`,
  },
};
