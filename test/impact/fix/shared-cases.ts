import type { FixCase } from "./cases.js";

const facade =
  'import { createShop } from "../shop/index.js";\nconst shop = createShop({}).default;\n';
const api =
  'import { createShopFetch } from "../shop/fetch.js";\nconst api = createShopFetch({});\n';

/** What several operations share, and the answers of one operation with several statuses. */
export const sharedCases: Readonly<Record<string, FixCase>> = {
  "a response that operations share": {
    before: `${facade}const { orders, count } = await shop.listOrders();\nexport const all = [orders[0]?.total, count, (await shop.listArchive()).orders];`,
    after: `${facade}const { results: orders, count } = await shop.listOrders();\nexport const all = [orders[0]?.total, count, (await shop.listArchive()).results];`,
  },
  "one that has the name of a schema": {
    before: `${facade}const thing = await shop.getThing();\nexport const all = [thing.size, thing.inner?.size];`,
    after: `${facade}const thing = await shop.getThing();\nexport const all = [thing.extent, thing.inner?.size];`,
  },
  "parameters and a request body that operations share": {
    before: `${facade}await shop.listOrders({ limit: 1, filter: { since: "s" } });\nawait shop.listArchive({ limit: 2 });\nawait shop.createOrder({ body: { reference: "r", lines: [{ sku: "s" }] } });`,
    after: `${facade}await shop.listOrders({ page_size: 1, filter: { from: "s" } });\nawait shop.listArchive({ page_size: 2 });\nawait shop.createOrder({ body: { purchase: "r", lines: [{ article: "s" }] } });`,
  },
  "errors, also one that is the answer of another operation": {
    before: `${facade}const it = await shop.listOrders().result();\nexport const why = it.ok ? undefined : it.status === 403 ? it.error.body.err : it.status === 404 ? it.error.body.reason : it.status === 500 ? it.error.body.trace : undefined;\nexport const no = (await shop.replaceOrder({ body: { reference: "r" } })).err;`,
    after: `${facade}const it = await shop.listOrders().result();\nexport const why = it.ok ? undefined : it.status === 403 ? it.error.body.message : it.status === 404 ? it.error.body.cause : it.status === 500 ? it.error.body.correlation : undefined;\nexport const no = (await shop.replaceOrder({ body: { purchase: "r" } })).message;`,
  },
  "an error with a field of the answer's name, which stays": {
    before: `${facade}const it = await shop.getThing().result();\nexport const all = it.ok ? it.data.size : it.status === 404 ? it.error.body.size : 0;`,
    after: `${facade}const it = await shop.getThing().result();\nexport const all = it.ok ? it.data.extent : it.status === 404 ? it.error.body.size : 0;`,
  },
  "answers of several statuses that have the same new name": {
    before: `${facade}const made = await shop.createOrder({ body: { reference: "r" } });\nconst it = await shop.createOrder({ body: { reference: "r" } }).result();\nexport const all = [made.sum, it.ok && it.data.sum, it.ok && it.status === 201 && it.data.sum];`,
    after: `${facade}const made = await shop.createOrder({ body: { purchase: "r" } });\nconst it = await shop.createOrder({ body: { purchase: "r" } }).result();\nexport const all = [made.amount, it.ok && it.data.amount, it.ok && it.status === 201 && it.data.amount];`,
  },
  "answers of which only the one with this status has a new name": {
    before: `${facade}const it = await shop.archiveOrder().result();\nexport const all = [it.ok && it.status === 200 && it.data.weight, it.ok && it.status === 201 && it.data.weight];`,
    after: `${facade}const it = await shop.archiveOrder().result();\nexport const all = [it.ok && it.status === 200 && it.data.mass, it.ok && it.status === 201 && it.data.weight];`,
  },
  "a field of a schema that others extend": {
    before: `${facade}import type { Cat } from "../shop/index.js";\nexport const all = (await shop.getCat()).name + (await shop.getDog()).name;\nexport const named = (cat: Cat) => cat["name"];`,
    after: `${facade}import type { Cat } from "../shop/index.js";\nexport const all = (await shop.getCat()).label + (await shop.getDog()).label;\nexport const named = (cat: Cat) => cat["label"];`,
  },
  "openapi-fetch: what operations share": {
    before: `${api}const { data, error } = await api.GET("/orders", { params: { query: { limit: 1, filter: { since: "s" } } } });\nconst thing = await api.GET("/things");\nconst made = await api.POST("/orders", { body: { reference: "r", lines: [{ sku: "a" }] } });\nexport const all = [data?.orders, error, thing.data?.size, thing.error?.size, thing.data?.inner?.size, made.data?.sum, made.error?.err];\nexport const name = (await api.GET("/animals/cat")).data?.name;`,
    after: `${api}const { data, error } = await api.GET("/orders", { params: { query: { page_size: 1, filter: { from: "s" } } } });\nconst thing = await api.GET("/things");\nconst made = await api.POST("/orders", { body: { purchase: "r", lines: [{ article: "a" }] } });\nexport const all = [data?.results, error, thing.data?.extent, thing.error?.size, thing.data?.inner?.size, made.data?.amount, made.error?.message];\nexport const name = (await api.GET("/animals/cat")).data?.label;`,
  },
  "types of what operations share": {
    before:
      'import type { RequestBodies, ResponseBodies } from "../shop/types.js";\nimport type { components, operations } from "../shop/paths.js";\nexport const a = (it: ResponseBodies["OrderList"]["application/json"]) => it.orders;\nexport const b: RequestBodies["OrderBody"]["application/json"] = { reference: "r" };\nexport const c = (it: components["responses"]["OrderList"]["content"]["application/json"]) => it.orders;\nexport const d = (it: operations["listOrders"]["responses"][404]["content"]["application/json"]) => it.reason;\nexport type E = components["responses"]["Forbidden"]["content"]["application/json"]["err"];',
    after:
      'import type { RequestBodies, ResponseBodies } from "../shop/types.js";\nimport type { components, operations } from "../shop/paths.js";\nexport const a = (it: ResponseBodies["OrderList"]["application/json"]) => it.results;\nexport const b: RequestBodies["OrderBody"]["application/json"] = { purchase: "r" };\nexport const c = (it: components["responses"]["OrderList"]["content"]["application/json"]) => it.results;\nexport const d = (it: operations["listOrders"]["responses"][404]["content"]["application/json"]) => it.cause;\nexport type E = components["responses"]["Forbidden"]["content"]["application/json"]["message"];',
  },
};
