/** Code of a caller before and after, both written by hand. */
export interface FixCase {
  readonly before: string;
  readonly after: string;
  /** Default: `.ts`. */
  readonly extension?: ".tsx" | ".js";
}

const facade = 'import { createShop } from "../shop/index.js";\nconst shop = createShop({});\n';
const api =
  'import { createShopFetch } from "../shop/fetch.js";\nconst api = createShopFetch({});\n';
const jsx =
  "declare global {\n  namespace JSX {\n    interface IntrinsicElements { b: { title?: string } }\n    interface Element {}\n  }\n}\n";

const order = (id: string) => `const order = await shop.orders.get({ ${id}: "1" });\n`;

export const cases: Readonly<Record<string, FixCase>> = {
  "facade: method, argument, field": {
    before: `${facade}const all = await shop.orders.list({ limit: 5 });\nall.map((each) => each.total);`,
    after: `${facade}const all = await shop.orders.search({ page_size: 5 });\nall.map((each) => each.amount);`,
  },
  "a group whose operations all moved": {
    before: `${facade}const { payments } = shop;\nawait payments.list();\nawait shop\n  .payments // all of them\n  .list();`,
    after: `${facade}const { billing: payments } = shop;\nawait payments.list();\nawait shop\n  .billing // all of them\n  .list();`,
  },
  "one operation that moved to another group": {
    before: `${facade}const { customers } = shop;\nawait customers.list();\nawait shop.customers.get({ customer_id: "1" });`,
    after: `${facade}const { customers } = shop;\nawait customers.all();\nawait shop.people.get({ customer_id: "1" });`,
  },
  "standalone functions, imported by name": {
    before:
      'import { createShopClient, listOrders } from "../shop/index.js";\nimport type { ListOrdersData } from "../shop/index.js";\nexport const all: ListOrdersData = await listOrders(createShopClient({}));\nexport const functions = { listOrders };\nexport type Fn = typeof listOrders;',
    after:
      'import { createShopClient, searchOrders } from "../shop/index.js";\nimport type { SearchOrdersData } from "../shop/index.js";\nexport const all: SearchOrdersData = await searchOrders(createShopClient({}));\nexport const functions = { listOrders: searchOrders };\nexport type Fn = typeof searchOrders;',
  },
  "an import under an alias keeps it": {
    before:
      'import { createShopClient, listOrders as all, type Order as Sale } from "../shop/index.js";\nexport const first: Sale | undefined = (await all(createShopClient({})))[0];',
    after:
      'import { createShopClient, searchOrders as all, type SalesOrder as Sale } from "../shop/index.js";\nexport const first: Sale | undefined = (await all(createShopClient({})))[0];',
  },
  "an import whose new name is taken gets an alias": {
    before:
      'import { createShopClient, listOrders } from "../shop/index.js";\nconst searchOrders = 1;\nexport const all = await listOrders(createShopClient({}), { limit: searchOrders });',
    after:
      'import { createShopClient, searchOrders as listOrders } from "../shop/index.js";\nconst searchOrders = 1;\nexport const all = await listOrders(createShopClient({}), { page_size: searchOrders });',
  },
  "namespace import, and types in it": {
    before:
      'import * as lib from "../shop/index.js";\nexport const show = (order: lib.Order) => order.total;\nexport const all = await lib.listOrders(lib.createShopClient({}));',
    after:
      'import * as lib from "../shop/index.js";\nexport const show = (order: lib.SalesOrder) => order.amount;\nexport const all = await lib.searchOrders(lib.createShopClient({}));',
  },
  "re-exports keep the name that others import": {
    before:
      'export { listOrders, type Order as Sale } from "../shop/index.js";\nexport * from "../shop/types.js";',
    after:
      'export { searchOrders as listOrders, type SalesOrder as Sale } from "../shop/index.js";\nexport * from "../shop/types.js";',
  },
  "what is imported and exported again": {
    before: 'import { listOrders } from "../shop/index.js";\nexport { listOrders };',
    after:
      'import { searchOrders } from "../shop/index.js";\nexport { searchOrders as listOrders };',
  },
  "import types and dynamic imports": {
    before:
      'export type Sale = import("../shop/index.js").Order;\nconst { listOrders, createShopClient } = await import("../shop/index.js");\nexport const all = await listOrders(createShopClient({}));',
    after:
      'export type Sale = import("../shop/index.js").SalesOrder;\nconst { searchOrders: listOrders, createShopClient } = await import("../shop/index.js");\nexport const all = await listOrders(createShopClient({}));',
  },
  "destructuring: rename, default, nested, rest": {
    before: `${facade}${order("order_id")}const { total, shipping: { carrier = "?" } = {}, customer: { name: who }, ...rest } = order;\nexport const all = [total, carrier, who, rest.lines];\nexport const sum = ({ total }: typeof order) => total;`,
    after: `${facade}${order("id")}const { amount: total, shipping: { forwarder: carrier = "?" } = {}, customer: { full_name: who }, ...rest } = order;\nexport const all = [total, carrier, who, rest.lines];\nexport const sum = ({ amount: total }: typeof order) => total;`,
  },
  "destructuring in an assignment": {
    before: `${facade}${order("order_id")}let total = 0;\nlet name = "";\n({ total, customer: { name } } = order);\n({ "total": total } = order);\nexport const all = [total, name];`,
    after: `${facade}${order("id")}let total = 0;\nlet name = "";\n({ amount: total, customer: { full_name: name } } = order);\n({ "amount": total } = order);\nexport const all = [total, name];`,
  },
  "shorthand and quoted keys of what is sent": {
    before: `${facade}const reference = "r";\nconst order_id = "1";\nawait shop.orders.create({ body: { reference } });\nawait shop.orders.create({ body: { 'reference': "x" } });\nawait shop.orders.update({ order_id, body: { note: "n" } });`,
    after: `${facade}const reference = "r";\nconst order_id = "1";\nawait shop.orders.create({ body: { purchaseReference: reference } });\nawait shop.orders.create({ body: { 'purchaseReference': "x" } });\nawait shop.orders.update({ id: order_id, body: { remark: "n" } });`,
  },
  "element access, optional chains, in, delete": {
    before: `${facade}${order("order_id")}export const a = order["total"] + order.lines.length;\nexport const b = order.shipping?.carrier ?? order?.shipping?.['carrier'];\nexport const c = "total" in order;`,
    after: `${facade}${order("id")}export const a = order["amount"] + order.lines.length;\nexport const b = order.shipping?.forwarder ?? order?.shipping?.['forwarder'];\nexport const c = "amount" in order;`,
  },
  "types: indexed, Pick, Omit, keyof, satisfies": {
    before:
      'import type { Customer, Order, OrderInput } from "../shop/index.js";\nexport type Total = Order["total"];\nexport type Small = Pick<Order, "id" | "total"> & Omit<Customer, "name">;\nexport const key: keyof Order = "total";\nexport const keys: (keyof Customer)[] = ["name", "id"];\nexport const input = { reference: "r" } satisfies OrderInput;\nexport const sort = <T, K extends keyof T>(all: readonly T[], by: K) => [all, by] as const;\nexport const sorted = (all: Order[]) => sort(all, "total");\nexport interface Own extends Customer { level: number }\nexport const hello = (own: Own) => own.name;',
    after:
      'import type { Customer, SalesOrder, OrderInput } from "../shop/index.js";\nexport type Total = SalesOrder["amount"];\nexport type Small = Pick<SalesOrder, "id" | "amount"> & Omit<Customer, "full_name">;\nexport const key: keyof SalesOrder = "amount";\nexport const keys: (keyof Customer)[] = ["full_name", "id"];\nexport const input = { purchaseReference: "r" } satisfies OrderInput;\nexport const sort = <T, K extends keyof T>(all: readonly T[], by: K) => [all, by] as const;\nexport const sorted = (all: SalesOrder[]) => sort(all, "amount");\nexport interface Own extends Customer { level: number }\nexport const hello = (own: Own) => own.full_name;',
  },
  "values of an enum, and their names": {
    before: `${facade}import { OrderStateNames, type OrderState } from "../shop/index.js";\n${order("order_id")}if (order.state === "new") await shop.orders.list({ state: 'new' });\nswitch (order.state) {\n  case "new":\n  case OrderStateNames.Paid:\n}\nexport const labels: Record<OrderState, string> = { new: "new", paid: "paid" };\nexport const done = ["new"].includes("new");`,
    after: `${facade}import { OrderStateNames, type OrderState } from "../shop/index.js";\n${order("id")}if (order.state === "open") await shop.orders.search({ state: 'open' });\nswitch (order.state) {\n  case "open":\n  case OrderStateNames.Settled:\n}\nexport const labels: Record<OrderState, string> = { open: "new", paid: "paid" };\nexport const done = ["new"].includes("new");`,
  },
  "an envelope put on an answer": {
    before: `${facade}const invoice = await shop.invoices.get({ number: "1" });\nconst { sum } = await shop.invoices.get({ number: "2" });\nexport const all = [invoice.sum, sum, (await shop.invoices.get({ number: "3" })).due];\nawait shop.invoices.get({ number: "4" });`,
    after: `${facade}const invoice = (await shop.invoices.get({ number: "1" })).data;\nconst { sum } = (await shop.invoices.get({ number: "2" })).data;\nexport const all = [invoice.sum, sum, (await shop.invoices.get({ number: "3" })).data.due];\nawait shop.invoices.get({ number: "4" });`,
  },
  "an envelope put on a body": {
    before: `${facade}const sum = 1;\nawait shop.invoices.put({ number: "1", body: { sum } });\nconst body = { sum };\nawait shop.invoices.put({ number: "1", body: body });`,
    after: `${facade}const sum = 1;\nawait shop.invoices.put({ number: "1", body: { invoice: { sum } } });\nconst body = { sum };\nawait shop.invoices.put({ number: "1", body: { invoice: body } });`,
  },
  "an envelope taken off an answer": {
    before: `${facade}const { data } = await shop.reports.get({ number: "1" });\nconst { data: { title } } = await shop.reports.get({ number: "1" });\nconst report = await shop.reports.get({ number: "1" });\nexport const all = [data.title, title, report.data.pages, (await shop.reports.get({ number: "1" })).data.author];`,
    after: `${facade}const data = await shop.reports.get({ number: "1" });\nconst { title } = await shop.reports.get({ number: "1" });\nconst report = await shop.reports.get({ number: "1" });\nexport const all = [data.title, title, report.pages, (await shop.reports.get({ number: "1" })).author];`,
  },
  "an envelope put on an answer that goes to a function": {
    before: `${facade}export const all = [\n  shop.invoices.get({ number: "1" }).then((it) => it.sum),\n  shop.invoices.get({ number: "2" }).then(data => data.sum),\n  shop.invoices.get({ number: "3" }).then(({ sum, due }) => [sum, due]).catch(() => []),\n  shop.invoices.get({ number: "4" }).then(function (it) { return it["due"]; }),\n];\nawait shop.invoices.get({ number: "5" }).then(() => 1);`,
    after: `${facade}export const all = [\n  shop.invoices.get({ number: "1" }).then(({ data: it }) => it.sum),\n  shop.invoices.get({ number: "2" }).then(({ data }) => data.sum),\n  shop.invoices.get({ number: "3" }).then(({ data: { sum, due } }) => [sum, due]).catch(() => []),\n  shop.invoices.get({ number: "4" }).then(function ({ data: it }) { return it["due"]; }),\n];\nawait shop.invoices.get({ number: "5" }).then(() => 1);`,
  },
  "an envelope put on an outcome": {
    before: `${facade}const it = await shop.invoices.get({ number: "1" }).result();\nif (!it.ok) throw it.error;\nexport const all = [it.status, it.data.sum, it.data];`,
    after: `${facade}const it = await shop.invoices.get({ number: "1" }).result();\nif (!it.ok) throw it.error;\nexport const all = [it.status, it.data.data.sum, it.data.data];`,
  },
  "an envelope taken off an answer that goes to a function, and off an outcome": {
    before: `${facade}const it = await shop.reports.get({ number: "1" }).result();\nexport const all = [\n  it.ok ? it.data.data.title : it.status,\n  shop.reports.get({ number: "2" }).then((each) => each.data.title),\n  shop.reports.get({ number: "3" }).then(({ data: { title } }) => title),\n  shop.reports.get({ number: "4" }).then(({ data }) => data.pages),\n];`,
    after: `${facade}const it = await shop.reports.get({ number: "1" }).result();\nexport const all = [\n  it.ok ? it.data.title : it.status,\n  shop.reports.get({ number: "2" }).then((each) => each.title),\n  shop.reports.get({ number: "3" }).then(({ title }) => title),\n  shop.reports.get({ number: "4" }).then((data) => data.pages),\n];`,
  },
  "openapi-fetch: envelopes": {
    before: `${api}const params = { path: { number: "1" } };\nconst { data, error } = await api.GET("/invoices/{number}", { params });\nif (!data) throw error;\nconst it = await api.GET("/invoices/{number}", { params });\nconst report = await api.GET("/reports/{number}", { params });\nconst { data: other } = await api.GET("/reports/{number}", { params });\nexport const all = [data.sum, { data }, it.data?.due, it.response.status, report.data?.data.title, other?.data, other?.data["author"]];`,
    after: `${api}const params = { path: { number: "1" } };\nconst { data, error } = await api.GET("/invoices/{number}", { params });\nif (!data?.data) throw error;\nconst it = await api.GET("/invoices/{number}", { params });\nconst report = await api.GET("/reports/{number}", { params });\nconst { data: other } = await api.GET("/reports/{number}", { params });\nexport const all = [data.data.sum, { data: data.data }, it.data?.data?.due, it.response.status, report.data?.title, other, other?.["author"]];`,
  },
  "openapi-fetch: path, parameters, body, answer": {
    before: `${api}const { data } = await api.GET("/orders/{order_id}", { params: { path: { order_id: "1" }, query: { trace: "t", lang: "de" } } });\nawait api.GET("/orders", { params: { query: { limit: 1 } } });\nawait api.PATCH("/orders/{order_id}", { params: { path: { order_id: "1" } }, body: { note: "n" } });\nexport const total = data?.total;`,
    after: `${api}const { data } = await api.GET("/orders/{id}", { params: { path: { id: "1" }, query: { lang: "de" }, header: { trace: "t" } } });\nawait api.GET("/orders", { params: { query: { page_size: 1 } } });\nawait api.PATCH("/orders/{id}", { params: { path: { id: "1" } }, body: { remark: "n" } });\nexport const total = data?.amount;`,
  },
  "openapi-fetch: over paths, and types of paths": {
    before:
      'import createClient from "openapi-fetch";\nimport type { components, operations, paths } from "../shop/paths.js";\nconst { GET } = createClient<paths>({});\nexport const { data } = await GET("/orders", { params: { query: { limit: 2 } } });\nexport const total = (it: components["schemas"]["Order"]) => it.total;\nexport type Query = operations["listOrders"]["parameters"]["query"];\nexport type Path = paths["/orders/{order_id}"]["get"];',
    after:
      'import createClient from "openapi-fetch";\nimport type { components, operations, paths } from "../shop/paths.js";\nconst { GET } = createClient<paths>({});\nexport const { data } = await GET("/orders", { params: { query: { page_size: 2 } } });\nexport const total = (it: components["schemas"]["SalesOrder"]) => it.amount;\nexport type Query = operations["searchOrders"]["parameters"]["query"];\nexport type Path = paths["/orders/{id}"]["get"];',
  },
  "handlers of a test client": {
    before:
      'import { createTestClient } from "../shop/testing.js";\nexport const shop = createTestClient({ listOrders: () => [], getOrder: ({ order_id }) => { throw new Error(order_id); } });\nawait shop.orders.list();',
    after:
      'import { createTestClient } from "../shop/testing.js";\nexport const shop = createTestClient({ searchOrders: () => [], getOrder: ({ id: order_id }) => { throw new Error(order_id); } });\nawait shop.orders.search();',
  },
  "JSX: attributes of the client's types": {
    extension: ".tsx",
    before: `${jsx}import type { Customer } from "../shop/index.js";\nconst Row = ({ name }: Customer) => <b title={name}>name</b>;\nexport const row = (one: Customer) => <Row id="1" name={one.name} />;\nexport const same = (one: Customer) => <Row {...one} />;`,
    after: `${jsx}import type { Customer } from "../shop/index.js";\nconst Row = ({ full_name: name }: Customer) => <b title={name}>name</b>;\nexport const row = (one: Customer) => <Row id="1" full_name={one.full_name} />;\nexport const same = (one: Customer) => <Row {...one} />;`,
  },
  "JavaScript with JSDoc": {
    extension: ".js",
    before:
      '/** @typedef {import("../shop/index.js").Order} Sale */\n/** @param {Sale} it */\nexport const show = (it) => it.total;\n/** @type {import("../shop/index.js").Order["total"]} */\nexport const zero = 0;',
    after:
      '/** @typedef {import("../shop/index.js").SalesOrder} Sale */\n/** @param {Sale} it */\nexport const show = (it) => it.amount;\n/** @type {import("../shop/index.js").SalesOrder["amount"]} */\nexport const zero = 0;',
  },
  "comments, strings and other objects stay": {
    before: `${facade}${order("order_id")}// total and listOrders\nconst own = { total: 1, name: "total", limit: order.total };\nexport const text = \`total \${own.total} listOrders \${own.limit} \${own.name}\`; /* order.total */`,
    after: `${facade}${order("id")}// total and listOrders\nconst own = { total: 1, name: "total", limit: order.amount };\nexport const text = \`total \${own.total} listOrders \${own.limit} \${own.name}\`; /* order.total */`,
  },
  "a field that is called __proto__ now": {
    before: `${facade}import type { Thing } from "../shop/index.js";\nconst thing = await shop.things.get();\nconst { proto } = thing;\nexport const made: Thing = { proto: thing.proto ?? thing["proto"] ?? proto ?? "" };`,
    after: `${facade}import type { Thing } from "../shop/index.js";\nconst thing = await shop.things.get();\nconst { ["__proto__"]: proto } = thing;\nexport const made: Thing = { ["__proto__"]: thing.__proto__ ?? thing["__proto__"] ?? proto ?? "" };`,
  },
  "a field that is called constructor now, as something of every object is": {
    before: `${facade}for (const { build } of await shop.payments.list()) String(build);\nexport const all = (await shop.payments.list()).map((each) => each.build);`,
    after: `${facade}for (const { constructor: build } of await shop.billing.list()) String(build);\nexport const all = (await shop.billing.list()).map((each) => each.constructor);`,
  },
  "tabs, carriage returns and no last line end": {
    before:
      `${facade}${order("order_id")}\r\n\tif (order.total)\r\n\t\tconsole.error(order.total);`.replace(
        "console.error",
        "String",
      ),
    after: `${facade}${order("id")}\r\n\tif (order.amount)\r\n\t\tString(order.amount);`,
  },
  "a byte order mark": {
    before: `\ufeff${facade}${order("order_id")}export const total = order.total;\n`,
    after: `\ufeff${facade}${order("id")}export const total = order.amount;\n`,
  },
};
