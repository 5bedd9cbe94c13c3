import type { FormCase } from "./form-case.js";

const byClient =
  'import { createShopFetch } from "../shop/fetch.js";\nconst api = createShopFetch({});\n';
const paths = 'import type { paths } from "../shop/paths.js";\n';

/** openapi-fetch over the client's `paths`, in its own ways of calling. */
export const fetchForms: Readonly<Record<string, FormCase>> = {
  "a client by path, kept in parts": {
    code: `import createClient, { wrapAsPathBasedClient } from "openapi-fetch";\n${paths}const api = wrapAsPathBasedClient(createClient<paths>({}));\nconst { data } = await api["/orders"].GET({ params: { query: { limit: 1 } } });\ndata?.results;\nconst one = api["/orders/{order_id}"];\nawait one.PATCH({ params: { path: { order_id: "1" } }, body: { note: "n" } });`,
    uses: [
      "GET: call listOrders",
      "limit: argument limit < listOrders",
      "results: answerField listOrders.answer.results < listOrders",
      "PATCH: call updateOrder",
      "order_id#2: argument order_id < updateOrder",
      "note: bodyField updateOrder.body.note < updateOrder",
    ],
  },
  "a client by path over the client's own": {
    code: `import { wrapAsPathBasedClient } from "openapi-fetch";\nimport { createShopFetch } from "../shop/fetch.js";\nconst { DELETE: remove } = wrapAsPathBasedClient(createShopFetch({}))["/orders/{order_id}"];\nconst { response } = await remove({ params: { path: { order_id: "1" } } });\nif (response.status === 404) throw new Error();`,
    uses: [
      "remove#2: call cancelOrder",
      "order_id#2: argument order_id < cancelOrder",
      "404: status 404 < cancelOrder",
    ],
  },
  "data as a whole": {
    code: `${byClient}const { data } = await api.GET("/orders/{order_id}", { params: { path: { order_id: "1" } } });\nJSON.stringify(data);`,
    uses: [
      "GET: call getOrder",
      "order_id#2: argument order_id < getOrder",
      "data#2: answerField Order whole < getOrder",
    ],
  },
  "a header, a body, data and error": {
    code: `import { createPathBasedClient } from "openapi-fetch";\n${paths}const { POST } = createPathBasedClient<paths>({})["/orders"];\nconst { data, error } = await POST({ params: { header: { "Idempotency-Key": "k" } }, body: { customer_id: "c", lines: [{ sku: "s", quantity: 1 }], priority: "low" } });\ndata?.id;\nerror?.code;`,
    uses: [
      "POST#2: call createOrder",
      '"Idempotency-Key": argument Idempotency-Key < createOrder',
      "customer_id: bodyField OrderInput.customer_id < createOrder",
      "lines: bodyField OrderInput.lines < createOrder",
      "sku: bodyField OrderLine.sku < createOrder",
      "quantity: bodyField OrderLine.quantity < createOrder",
      "priority: bodyField OrderInput.priority < createOrder",
      '"low": enumValue OrderInput.priority=low < createOrder',
      "id: answerField Order.id < createOrder",
      "code: answerField Problem.code < createOrder",
    ],
  },
  "what is passed was made before": {
    code: `${byClient}const init = { params: { path: { order_id: "1" } }, body: { status: "paid" as const } };\nconst { response } = await api.PATCH("/orders/{order_id}", init);\nif (!response.ok) console.log(response.status);`,
    uses: [
      "PATCH: call updateOrder",
      "order_id: argument order_id < updateOrder",
      "status: bodyField updateOrder.body.status < updateOrder",
      '"paid": enumValue OrderStatus=paid < updateOrder',
      "ok: status ok < updateOrder",
      "status#2: status status whole < updateOrder",
    ],
  },
  "the method as a text, and a template in a variable": {
    code: `${byClient}const template = "/orders";\nconst { data } = await api.request("get", template, { params: { query: { cursor: "c" } } });\ndata?.next_cursor;`,
    uses: [
      "request: call listOrders",
      "cursor: argument cursor < listOrders",
      "next_cursor: answerField listOrders.answer.next_cursor < listOrders",
    ],
  },
  "a function around a path": {
    code: `${byClient}async function find(id: string) {\n  const { data, error } = await api.GET("/orders/{order_id}", { params: { path: { order_id: id } } });\n  if (error) throw new Error(error.detail);\n  return data;\n}\n(await find("1")).total;`,
    uses: [
      "GET: call getOrder",
      "order_id#2: argument order_id < getOrder",
      "detail: answerField Problem.detail < getOrder",
      "total: answerField Order.total < getOrder",
    ],
  },
  "types of paths, operations and components": {
    code: `import type { components, operations, paths } from "../shop/paths.js";\nexport type Limit = NonNullable<paths["/orders"]["get"]["parameters"]["query"]>["limit"];\nexport type Sale = components["schemas"]["Order"];\nexport type Made = operations["createOrder"]["responses"];\nexport const show = (it: Sale) => it.total;`,
    uses: [
      '"get": type listOrders',
      '"limit": type limit < listOrders',
      '"Order": type Order < createOrder getOrder listOrders updateOrder',
      '"createOrder": type createOrder',
      "total: answerField Order.total < createOrder getOrder listOrders updateOrder",
    ],
  },
  "a hook of another package over the same paths": {
    code: `${paths}type UseQuery<Paths> = <Method extends "get" | "post", Path extends keyof Paths>(method: Method, path: Path, init?: { params?: { query?: { limit?: number } } }) => void;\ndeclare const useQuery: UseQuery<paths>;\nuseQuery("get", "/orders", { params: { query: { limit: 5 } } });`,
    uses: ["useQuery#2: call listOrders", "limit#2: argument limit < listOrders"],
  },
  "the paths of another API, and other functions of such texts": {
    code: `import createClient from "openapi-fetch";\ninterface Other {\n  "/orders": { get: { responses: { 200: { content: { "application/json": { total: number } } } } } };\n}\nconst { data } = await createClient<Other>({}).GET("/orders");\ndata?.total;\nconst route = (method: "get", path: "/orders") => method + path;\nroute("get", "/orders");`,
    uses: [],
  },
};
