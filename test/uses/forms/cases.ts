import { type FormCase, facade, get, order } from "./form-case.js";

/** Forms of the language, one by one. */
export const forms: Readonly<Record<string, FormCase>> = {
  facade: {
    code: `${facade}await shop.orders.list({ limit: 5 });`,
    uses: ["list: call listOrders", "limit: argument limit < listOrders"],
  },
  "an optional argument that is undefined is not passed": {
    code: `${facade}await shop.orders.list({ limit: undefined, cursor: "c" });`,
    uses: ["list: call listOrders", "cursor: argument cursor < listOrders"],
  },
  "standalone function under an alias": {
    code: 'import { createShopClient, getOrder as fetchOrder } from "../shop/index.js";\nconst order = await fetchOrder(createShopClient({}), { order_id: "1" });\norder.total;',
    uses: [
      "fetchOrder#2: call getOrder",
      "order_id: argument order_id < getOrder",
      "total: answerField Order.total < getOrder",
    ],
  },
  "namespace import": {
    code: 'import * as api from "../shop/index.js";\nconst order = await api.getOrder(api.createShopClient({}), { order_id: "1" });\norder.total;',
    uses: [
      "getOrder: call getOrder",
      "order_id: argument order_id < getOrder",
      "total: answerField Order.total < getOrder",
    ],
  },
  "openapi-fetch by the client": {
    code: 'import { createShopFetch } from "../shop/fetch.js";\nconst api = createShopFetch({});\nconst { data, error, response } = await api.GET("/orders/{order_id}", { params: { path: { order_id: "1" } } });\ndata?.total;\nerror?.detail;\nif (response.status === 404) throw error;',
    uses: [
      "GET: call getOrder",
      "order_id#2: argument order_id < getOrder",
      "total: answerField Order.total < getOrder",
      "detail: answerField Problem.detail < getOrder",
      "404: status 404 < getOrder",
    ],
  },
  "openapi-fetch over paths, with a query and a body": {
    code: 'import createClient from "openapi-fetch";\nimport type { paths } from "../shop/paths.js";\nconst { GET, PATCH } = createClient<paths>({});\nawait GET("/orders", { params: { query: { status: "open" } } });\nawait PATCH("/orders/{order_id}", { params: { path: { order_id: "1" } }, body: { note: "n" } });',
    uses: [
      "GET#2: call listOrders",
      "status: argument status < listOrders",
      '"open": enumValue OrderStatus=open < listOrders',
      "PATCH#2: call updateOrder",
      "order_id#2: argument order_id < updateOrder",
      "note: bodyField updateOrder.body.note < updateOrder",
    ],
  },
  "re-export of the client, and one of its functions": {
    code: 'export { getOrder as read, type Order as Sale } from "../shop/index.js";',
    uses: [
      "getOrder: type getOrder",
      "Order: type Order < createOrder getOrder listOrders updateOrder",
    ],
  },
  "destructuring with rename, nested, and rest": {
    code: `${facade}const { total: sum, customer: { name }, ...rest } = await shop.orders.get({ order_id: "1" });\nrest.note;`,
    uses: [
      "total: answerField Order.total < getOrder",
      "customer: answerField Order.customer < getOrder",
      "name: answerField Customer.name < getOrder",
      "get: call getOrder",
      "order_id: argument order_id < getOrder",
      "note: answerField Order.note < getOrder",
    ],
  },
  "destructuring in an assignment": {
    code: `${facade}let sum = 0;\n({ total: sum } = await shop.orders.get({ order_id: "1" }));`,
    uses: ["total: answerField Order.total < getOrder", ...get],
  },
  "destructured facade": {
    code: `${facade}const { orders: { get: read } } = shop;\nconst order = await read({ order_id: "1" });\norder.total;`,
    uses: [
      "read#2: call getOrder",
      "order_id: argument order_id < getOrder",
      "total: answerField Order.total < getOrder",
    ],
  },
  "spread into another object": {
    code: `${facade}${order}const view = { ...order, label: "x" };\nview.total;`,
    uses: [...get, "total: answerField Order.total < getOrder"],
  },
  "optional chain": {
    code: `${facade}${order}order?.shipping?.carrier;\norder.customer.address?.["city"];`,
    uses: [
      ...get,
      "shipping: answerField Order.shipping < getOrder",
      "carrier: answerField Order.shipping.carrier < getOrder",
      "customer: answerField Order.customer < getOrder",
      "address: answerField Customer.address < getOrder",
      '"city": answerField Address.city < getOrder',
    ],
  },
  "then with a callback, and catch": {
    code: `${facade}import { NotFoundError } from "../shop/index.js";\nshop.orders.get({ order_id: "1" }).then((it) => it.total).catch((e) => e instanceof NotFoundError);`,
    uses: [
      ...get,
      "total: answerField Order.total < getOrder",
      "NotFoundError#2: errorClass NotFoundError < getOrder",
    ],
  },
  "result, its status and its error": {
    code: `${facade}const result = await shop.orders.get({ order_id: "1" }).result();\nif (result.ok) result.data.total;\nelse if (result.status === 404) result.error.body.detail;\nelse if (result.status && result.status >= 500) throw result.error;`,
    uses: [
      ...get,
      "ok: status ok < getOrder",
      "total: answerField Order.total < getOrder",
      "404: status 404 < getOrder",
      "detail: answerField Problem.detail < getOrder",
      "500: status >=500 < getOrder",
    ],
  },
  "pages, items and all": {
    code: `${facade}for await (const page of shop.orders.list().pages()) page.results.map((one) => one.total);\nfor await (const one of shop.orders.list().items()) one.note;\n(await shop.orders.list().all()).filter(({ currency }) => currency === "EUR");`,
    uses: [
      "list: call listOrders",
      "results: answerField listOrders.answer.results < listOrders",
      "total: answerField Order.total < listOrders",
      "list#2: call listOrders",
      "note: answerField Order.note < listOrders",
      "list#3: call listOrders",
      "currency: answerField Order.currency < listOrders",
      '"EUR": enumValue Order.currency=EUR < listOrders',
    ],
  },
  "a wrapper two generic levels deep": {
    code: `${facade}async function retry<T>(run: () => Promise<T>): Promise<T> {\n  return run();\n}\nconst logged = <R>(run: () => Promise<R>) => retry(run);\nconst order = await logged(() => shop.orders.get({ order_id: "1" }));\norder.total;`,
    uses: [...get, "total: answerField Order.total < getOrder"],
  },
  "a generic class": {
    code: `${facade}class Store<T> {\n  constructor(private readonly load: (id: string) => Promise<T>) {}\n  one(id: string) {\n    return this.load(id);\n  }\n}\nclass Cached<T> extends Store<T> {}\nconst store = new Cached((id) => shop.orders.get({ order_id: id }));\n(await store.one("1")).total;`,
    uses: [...get, "total: answerField Order.total < getOrder"],
  },
  "a parameter, told by what is passed": {
    code: `${facade}import type { Order } from "../shop/index.js";\nfunction show(it: Order) {\n  return it.total;\n}\nshow(await shop.orders.get({ order_id: "1" }));`,
    uses: [
      "Order#2: type Order < createOrder getOrder listOrders updateOrder",
      "total: answerField Order.total < getOrder",
      ...get,
    ],
  },
  "computed keys of literal type": {
    code: `${facade}${order}const key = "total" as const;\norder[key];\nfunction pick(name: "note" | "currency") {\n  return order[name];\n}`,
    uses: [
      ...get,
      "key#2: answerField Order.total < getOrder",
      "name#2: answerField Order.currency < getOrder",
      "name#2: answerField Order.note < getOrder",
    ],
  },
  "any key": {
    code: `${facade}${order}const read = (key: keyof typeof order) => order[key];`,
    uses: [
      ...get,
      "keyof: type Order whole < createOrder getOrder listOrders updateOrder",
      "key#2: answerField Order whole < getOrder",
    ],
  },
  "keyof, Pick and indexed types": {
    code: 'import type { Order, OrderStatus } from "../shop/index.js";\nexport type Key = keyof Order;\nexport type Mini = Pick<Order, "total" | "note">;\nexport type Money = Order["currency"];\nexport type Open = Exclude<OrderStatus, "open">;\nexport const show = (it: Mini) => it.note;',
    uses: [
      "keyof: type Order whole < createOrder getOrder listOrders updateOrder",
      "Order#2: type Order < createOrder getOrder listOrders updateOrder",
      "Order#3: type Order < createOrder getOrder listOrders updateOrder",
      '"total": type Order.total < createOrder getOrder listOrders updateOrder',
      '"note": type Order.note < createOrder getOrder listOrders updateOrder',
      "Order#4: type Order < createOrder getOrder listOrders updateOrder",
      '"currency": type Order.currency < createOrder getOrder listOrders updateOrder',
      "OrderStatus#2: type OrderStatus < createOrder getOrder listOrders updateOrder",
      '"open": enumValue OrderStatus=open < createOrder getOrder listOrders updateOrder',
      "note#2: answerField Order.note < createOrder getOrder listOrders updateOrder",
    ],
  },
  "JSX props": {
    extension: ".tsx",
    code: `declare global {\n  namespace JSX {\n    interface IntrinsicElements { b: { title?: string } }\n    interface Element {}\n  }\n}\nimport { createShop, type Order } from "../shop/index.js";\nconst Row = ({ total, customer }: Pick<Order, "total" | "customer">) => <b title={customer.name + total} />;\nconst order = await createShop({}).orders.get({ order_id: "1" });\nexport const a = <Row total={order.total} customer={order.customer} />;\nexport const b = <Row {...order} />;`,
    uses: [
      "total: answerField Order.total < getOrder",
      "customer: answerField Order.customer < getOrder",
      "Order#2: type Order < createOrder getOrder listOrders updateOrder",
      '"total": type Order.total < createOrder getOrder listOrders updateOrder',
      '"customer": type Order.customer < createOrder getOrder listOrders updateOrder',
      "name: answerField Customer.name < getOrder",
      ...get,
      "total#4: answerField Order.total < createOrder getOrder listOrders updateOrder",
      "total#5: answerField Order.total < getOrder",
      "customer#4: answerField Order.customer < createOrder getOrder listOrders updateOrder",
      "customer#5: answerField Order.customer < getOrder",
    ],
  },
  "JavaScript with JSDoc": {
    extension: ".js",
    code: 'import { createShop } from "../shop/index.js";\n/** @param {import("../shop/index.js").Order} it */\nexport const show = (it) => it.total;\nshow(await createShop({}).orders.get({ order_id: "1" }));',
    uses: [
      "Order: type Order < createOrder getOrder listOrders updateOrder",
      "total: answerField Order.total < getOrder",
      ...get,
    ],
  },
  "a type alone": {
    code: 'import type { Customer } from "../shop/types.js";\nexport interface Vip extends Customer { level: number }\nexport const hello = (vip: Vip) => vip.name;',
    uses: [
      "Customer#2: type Customer < createOrder getOrder listOrders updateOrder",
      "name: answerField Customer.name < createOrder getOrder listOrders updateOrder",
    ],
  },
  "whole value: any, JSON.stringify, another package": {
    code: `${facade}${order}import createClient from "openapi-fetch";\nexport const a: any = order;\nJSON.stringify(order.customer);\ncreateClient({ headers: { x: order.shipping as never }, fetch: order as never });`,
    uses: [
      ...get,
      "order#2: answerField Order whole < getOrder",
      "customer: answerField Order.customer < getOrder",
      "order#3: answerField Customer whole < getOrder",
      "shipping: answerField Order.shipping < getOrder",
      "order#4: answerField Order.shipping whole < getOrder",
      "order#5: answerField Order whole < getOrder",
    ],
  },
  "a type of the caller's own takes over some fields": {
    code: `${facade}${order}interface Row {\n  total: number;\n  customer: { name: string };\n}\nexport const row: Row = order;`,
    uses: [
      ...get,
      "order#2: answerField Order.total < getOrder",
      "order#2: answerField Order.customer < getOrder",
      "order#2: answerField Customer.name < getOrder",
    ],
  },
  "a body built before, without a type": {
    code: `${facade}const body = { customer_id: "c", lines: [{ sku: "s", quantity: 1 }], priority: "high" as const };\nawait shop.orders.create({ body });`,
    uses: [
      "customer_id: bodyField OrderInput.customer_id < createOrder",
      "lines: bodyField OrderInput.lines < createOrder",
      "sku: bodyField OrderLine.sku < createOrder",
      "quantity: bodyField OrderLine.quantity < createOrder",
      "priority: bodyField OrderInput.priority < createOrder",
      '"high": enumValue OrderInput.priority=high < createOrder',
      "create: call createOrder",
    ],
  },
  "a body of any": {
    code: `${facade}await shop.orders.create({ body: JSON.parse("{}") });`,
    uses: ["create: call createOrder", "JSON: bodyField OrderInput whole < createOrder"],
  },
  "a body changed after it was made": {
    code: 'import type { OrderInput } from "../shop/index.js";\nexport function fill(input: OrderInput) {\n  input.note = "n";\n  return input.priority === "low";\n}',
    uses: [
      "OrderInput#2: type OrderInput < createOrder",
      "note: bodyField OrderInput.note < createOrder",
      "priority: bodyField OrderInput.priority < createOrder",
      '"low": enumValue OrderInput.priority=low < createOrder',
    ],
  },
  "switch over an enum, and a list of its values": {
    code: `${facade}${order}switch (order.status) {\n  case "open":\n    break;\n  case "paid":\n}\n["shipped", "cancelled"].includes(order.status);`,
    uses: [
      ...get,
      "status: answerField Order.status < getOrder",
      '"open": enumValue OrderStatus=open < getOrder',
      '"paid": enumValue OrderStatus=paid < getOrder',
      '"shipped": enumValue OrderStatus=shipped < getOrder',
      '"cancelled": enumValue OrderStatus=cancelled < getOrder',
      "status#2: answerField Order.status < getOrder",
    ],
  },
  "labels by enum value": {
    code: 'import type { OrderStatus } from "../shop/index.js";\nexport const labels: Partial<Record<OrderStatus, string>> = { open: "Open", paid: "Paid" };',
    uses: [
      "OrderStatus#2: type OrderStatus < createOrder getOrder listOrders updateOrder",
      "open: enumValue OrderStatus=open < createOrder getOrder listOrders updateOrder",
      "paid: enumValue OrderStatus=paid < createOrder getOrder listOrders updateOrder",
    ],
  },
  "discriminated union": {
    code: `${facade}for (const it of await shop.payments.list()) {\n  if (it.method === "card") it.last4;\n  else it.iban;\n}`,
    uses: [
      "list: call listPayments",
      "method: answerField CardPayment.method < listPayments",
      "method: answerField BankPayment.method < listPayments",
      '"card": discriminator CardPayment.method=card < listPayments',
      "last4: answerField CardPayment.last4 < listPayments",
      "iban: answerField BankPayment.iban < listPayments",
    ],
  },
  "webhook events": {
    code: 'import { createWebhookHandler } from "../shop/webhooks.js";\nexport const handler = createWebhookHandler({\n  onEvent: (event) => {\n    if (event.type === "order.paid") console.log(event.order.total);\n  },\n});',
    uses: [
      "createWebhookHandler#2: webhook createWebhookHandler < orderPaid orderShipped",
      '"order.paid": webhook order.paid < orderPaid',
      "order#2: webhook OrderPaid.order < orderPaid",
      "total: webhook Order.total < orderPaid",
    ],
  },
  "an operation's function that is passed on": {
    code: `${facade}const first = <T>(run: (params: { order_id: string }) => T) => run({ order_id: "1" });\nfirst(shop.orders.get);`,
    uses: ["get: call getOrder whole"],
  },
  "catch, told by the calls in the try block": {
    code: `${facade}import { ConflictError } from "../shop/index.js";\ntry {\n  await shop.orders.cancel({ order_id: "1" });\n} catch (error) {\n  if (error instanceof ConflictError) console.log(error.status);\n}`,
    uses: [
      "cancel: call cancelOrder",
      "order_id: argument order_id < cancelOrder",
      "ConflictError#2: errorClass ConflictError < cancelOrder",
      "status: status status whole < cancelOrder",
    ],
  },
  "the parameters of an operation, by its type": {
    code: `${facade}export type Args = Parameters<typeof shop.orders.get>[0];\nexport const args: Args = { order_id: "1" };`,
    uses: ["get: type getOrder", "order_id: argument order_id < getOrder"],
  },
};
