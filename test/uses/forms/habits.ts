import { type FormCase, facade, get, order } from "./form-case.js";

const ofOrder = "createOrder getOrder listOrders updateOrder";
const list = "list: call listOrders";

/** Ways of writing that many people have: what each of them uses was written down before it ran. */
export const habits: Readonly<Record<string, FormCase>> = {
  "a hook's state, told by its setter": {
    extension: ".tsx",
    code: `${facade}import type { Order } from "../shop/index.js";\ndeclare function useState<T>(initial: T): [T, (next: T) => void];\ndeclare function useEffect(run: () => void): void;\nexport function useOrders() {\n  const [orders, setOrders] = useState<Order[]>([]);\n  useEffect(() => {\n    shop.orders.list().then((page) => setOrders(page.results));\n  });\n  return orders.reduce((all, each) => all + each.total, 0);\n}`,
    uses: [
      `Order#2: type Order < ${ofOrder}`,
      list,
      "results: answerField listOrders.answer.results < listOrders",
      "total: answerField Order.total < listOrders",
    ],
  },
  "a reducer": {
    code: `${facade}import type { Order } from "../shop/index.js";\ntype State = { orders: Order[]; picked?: Order };\ntype Action = { type: "loaded"; orders: Order[] } | { type: "picked"; order: Order };\nfunction reduce(state: State, action: Action): State {\n  switch (action.type) {\n    case "loaded":\n      return { ...state, orders: action.orders };\n    case "picked":\n      return { ...state, picked: action.order };\n  }\n}\nexport const state = reduce({ orders: [] }, { type: "picked", order: await shop.orders.get({ order_id: "1" }) });\nstate.picked?.note;`,
    uses: [
      `Order#2: type Order < ${ofOrder}`,
      `Order#3: type Order < ${ofOrder}`,
      `Order#4: type Order < ${ofOrder}`,
      `Order#5: type Order < ${ofOrder}`,
      ...get,
      "note: answerField Order.note < getOrder",
    ],
  },
  "a parser that takes unknown": {
    code: `${facade}${order}const schema = { parse: (input: unknown) => input as { total: number } };\nexport const parsed = schema.parse(order);\nparsed.total;`,
    uses: [...get, "order#2: answerField Order whole < getOrder"],
  },
  "maps and sets": {
    code: `${facade}const byId = new Map((await shop.orders.list().all()).map((it) => [it.id, it] as const));\nbyId.get("1")?.total;\nconst seen = new Set<string>();\nfor (const it of byId.values()) seen.add(it.currency);`,
    uses: [
      list,
      "id: answerField Order.id < listOrders",
      "total: answerField Order.total < listOrders",
      "currency: answerField Order.currency < listOrders",
    ],
  },
  "an async generator over pages": {
    code: `${facade}async function* every() {\n  for await (const page of shop.orders.list().pages()) yield* page.results;\n}\nfor await (const it of every()) it.total;`,
    uses: [
      list,
      "results: answerField listOrders.answer.results < listOrders",
      "total: answerField Order.total < listOrders",
    ],
  },
  "Promise.all with a tuple": {
    code: `${facade}const [first, page] = await Promise.all([shop.orders.get({ order_id: "1" }), shop.orders.list()]);\nfirst.total;\npage.results[0]?.note;`,
    uses: [
      ...get,
      list,
      "total: answerField Order.total < getOrder",
      "results: answerField listOrders.answer.results < listOrders",
      "note: answerField Order.note < listOrders",
    ],
  },
  satisfies: {
    code: `${facade}import type { ListOrdersParams } from "../shop/index.js";\nconst params = { limit: 5 } satisfies ListOrdersParams;\nawait shop.orders.list(params);`,
    uses: [
      "ListOrdersParams#2: type ListOrdersParams < listOrders",
      "limit: argument limit < listOrders",
      list,
    ],
  },
  "an object in place of an enum": {
    code: `${facade}${order}const Status = { Open: "open", Paid: "paid" } as const;\nexport const isPaid = order.status === Status.Paid;`,
    uses: [
      ...get,
      "status: answerField Order.status < getOrder",
      "Status#2: enumValue OrderStatus=paid < getOrder",
    ],
  },
  "a type guard, passed by its name": {
    code: `${facade}import type { Order } from "../shop/index.js";\nconst isLarge = (it: Order): it is Order & { note: string } => it.total > 5;\n(await shop.orders.list().all()).filter(isLarge)[0]?.note;`,
    uses: [
      `Order#2: type Order < ${ofOrder}`,
      `Order#3: type Order < ${ofOrder}`,
      "total: answerField Order.total < listOrders",
      list,
      "note#2: answerField Order.note < listOrders",
    ],
  },
  "switch (true)": {
    code: `${facade}${order}switch (true) {\n  case order.status === "paid":\n  case order.total > 5:\n}`,
    uses: [
      ...get,
      "status: answerField Order.status < getOrder",
      '"paid": enumValue OrderStatus=paid < getOrder',
      "total: answerField Order.total < getOrder",
    ],
  },
  "a template literal": {
    code: `${facade}${order}export const line = \`\${order.total} for \${order.customer.name}\`;`,
    uses: [
      ...get,
      "total: answerField Order.total < getOrder",
      "customer: answerField Order.customer < getOrder",
      "name: answerField Customer.name < getOrder",
    ],
  },
  "a method that is inherited": {
    code: `${facade}class Base {\n  constructor(protected readonly api = shop) {}\n  find(id: string) {\n    return this.api.orders.get({ order_id: id });\n  }\n}\nexport class Sales extends Base {\n  async total(id: string) {\n    const found = await this.find(id);\n    return found.total;\n  }\n}`,
    uses: [...get, "total#2: answerField Order.total < getOrder"],
  },
  "a method that is overridden and called by super": {
    code: `${facade}class Base {\n  async find(id: string) {\n    return shop.orders.get({ order_id: id });\n  }\n}\nexport class Sales extends Base {\n  override async find(id: string) {\n    const found = await super.find(id);\n    found.note;\n    return found;\n  }\n}`,
    uses: [...get, "note: answerField Order.note < getOrder"],
  },
  "a decorated method": {
    code: `${facade}function log<T extends (...args: never[]) => unknown>(value: T, _: ClassMethodDecoratorContext): T {\n  return value;\n}\nexport class Jobs {\n  @log\n  async run() {\n    return (await shop.orders.get({ order_id: "1" })).total;\n  }\n}`,
    uses: [...get, "total: answerField Order.total < getOrder"],
  },
  "dynamic import": {
    code: `const { createShop } = await import("../shop/index.js");\n${order.replace("shop.", "createShop({}).")}order.total;`,
    uses: [...get, "total: answerField Order.total < getOrder"],
  },
  "dynamic import with then": {
    code: `import("../shop/index.js").then(async (api) => {\n  const order = await api.getOrder(api.createShopClient({}), { order_id: "1" });\n  return order.total;\n});`,
    uses: [
      "getOrder: call getOrder",
      "order_id: argument order_id < getOrder",
      "total: answerField Order.total < getOrder",
    ],
  },
  "require in JavaScript": {
    extension: ".cjs",
    code: `const { createShop } = require("../shop/index.js");\ncreateShop({})\n  .orders.get({ order_id: "1" })\n  .then((order) => order.total);`,
    uses: [...get, "total: answerField Order.total < getOrder"],
  },
  "a property that is filled in later": {
    code: `${facade}import type { Order } from "../shop/index.js";\ninterface Context { order?: Order }\ndeclare const context: Context;\ncontext.order = await shop.orders.get({ order_id: "1" });\ncontext.order.total;`,
    uses: [`Order#2: type Order < ${ofOrder}`, ...get, "total: answerField Order.total < getOrder"],
  },
  "re-export through barrels": {
    others: {
      "api/index.ts": 'export * from "./shop.js";\n',
      "api/shop.ts":
        'export { createShop as make } from "../../shop/index.js";\nexport * as types from "../../shop/index.js";\n',
    },
    code: 'import { make, type types } from "./api/index.js";\nexport const show = (it: types.Order) => it.total;\nshow(await make({}).orders.get({ order_id: "1" }));',
    uses: [`Order: type Order < ${ofOrder}`, "total: answerField Order.total < getOrder", ...get],
  },
  "a type made of a function": {
    code: 'import { getOrder } from "../shop/index.js";\ntype Args = Parameters<typeof getOrder>[1];\nexport const args: Args = { order_id: "1" };\nexport type Total = Awaited<ReturnType<typeof getOrder>>["total"];',
    uses: [
      "getOrder#2: type getOrder",
      "order_id: argument order_id < getOrder",
      "getOrder#3: type getOrder",
      `"total": type Order.total < ${ofOrder}`,
    ],
  },
  overloads: {
    code: `${facade}import type { Order } from "../shop/index.js";\nfunction find(id: string): Promise<Order>;\nfunction find(id: string, all: true): Promise<Order[]>;\nasync function find(id: string, all?: true) {\n  const one = await shop.orders.get({ order_id: id });\n  return all ? [one] : one;\n}\n(await find("1", true))[0]?.total;`,
    uses: [
      `Order#2: type Order < ${ofOrder}`,
      `Order#3: type Order < ${ofOrder}`,
      ...get,
      "total: answerField Order.total < getOrder",
    ],
  },
  currying: {
    code: `${facade}const load = (api: ReturnType<typeof createShop>) => (id: string) => api.orders.get({ order_id: id });\n(await load(shop)("1")).total;`,
    uses: [...get, "total: answerField Order.total < getOrder"],
  },
  "Object.keys and Object.entries": {
    code: `${facade}${order}Object.keys(order);\nObject.entries(order.customer);`,
    uses: [
      ...get,
      "order#2: answerField Order whole < getOrder",
      "customer: answerField Order.customer < getOrder",
      "order#3: answerField Customer whole < getOrder",
    ],
  },
  "a copy that the language makes": {
    code: `${facade}${order}structuredClone(order).total;\nObject.assign({}, order, { label: "x" }).note;`,
    uses: [
      ...get,
      "total: answerField Order.total < getOrder",
      "note: answerField Order.note < getOrder",
    ],
  },
  "the first of a list, and a variant by its tag": {
    code: `${facade}const [first] = await shop.payments.list();\nif (first?.method === "bank") first.iban;`,
    uses: [
      "list: call listPayments",
      "method: answerField CardPayment.method < listPayments",
      "method: answerField BankPayment.method < listPayments",
      '"bank": discriminator BankPayment.method=bank < listPayments',
      "iban: answerField BankPayment.iban < listPayments",
    ],
  },
  "a variant by what it has": {
    code: `${facade}for (const it of await shop.payments.list()) if ("iban" in it) it.iban;`,
    uses: [
      "list: call listPayments",
      '"iban": answerField BankPayment.iban < listPayments',
      "iban#2: answerField BankPayment.iban < listPayments",
    ],
  },
  "for … in": {
    code: `${facade}${order}for (const key in order) key;`,
    uses: [...get, "order#2: answerField Order whole < getOrder"],
  },
  "a function at once, and a parameter taken apart": {
    code: `${facade}(async () => {\n  const { lines } = await shop.orders.get({ order_id: "1" });\n  return lines.map(({ sku }) => sku);\n})();`,
    uses: [
      "lines: answerField Order.lines < getOrder",
      ...get,
      "sku: answerField OrderLine.sku < getOrder",
    ],
  },
  "a function by its name, for each of a list": {
    code: `${facade}${order}import type { OrderLine } from "../shop/index.js";\nconst price = (line: OrderLine) => line.price ?? 0;\norder.lines.map(price);\norder.lines.toSorted((a, b) => a.quantity - b.quantity);`,
    uses: [
      ...get,
      `OrderLine#2: type OrderLine < ${ofOrder}`,
      "price#2: answerField OrderLine.price < getOrder",
      "lines: answerField Order.lines < getOrder",
      "lines#2: answerField Order.lines < getOrder",
      "quantity: answerField OrderLine.quantity < getOrder",
      "quantity#2: answerField OrderLine.quantity < getOrder",
    ],
  },
  "a private field and a getter": {
    code: `${facade}import type { Order } from "../shop/index.js";\nclass View {\n  readonly #order: Order;\n  constructor(order: Order) {\n    this.#order = order;\n  }\n  get sum() {\n    return this.#order.total;\n  }\n}\nnew View(await shop.orders.get({ order_id: "1" })).sum;`,
    uses: [
      `Order#2: type Order < ${ofOrder}`,
      `Order#3: type Order < ${ofOrder}`,
      "total: answerField Order.total < getOrder",
      "get#2: call getOrder",
      "order_id: argument order_id < getOrder",
    ],
  },
  "an error by its name, and a switch over its status": {
    code: `${facade}import { StatusError } from "../shop/index.js";\ntry {\n  await shop.orders.get({ order_id: "1" });\n} catch (error) {\n  if (error instanceof Error && error.name === "NotFoundError") throw error;\n  if (error instanceof StatusError)\n    switch (error.status) {\n      case 409:\n      case 429:\n    }\n}`,
    uses: [
      ...get,
      '"NotFoundError": errorClass NotFoundError < getOrder',
      "StatusError#2: errorClass StatusError < getOrder",
      "409: status 409 < getOrder",
      "429: status 429 < getOrder",
    ],
  },
  "the response itself": {
    code: `${facade}const response = await shop.orders.get({ order_id: "1" }).response();\nif (!response.ok && response.status === 404) throw new Error();`,
    uses: [...get, "ok: status ok < getOrder", "404: status 404 < getOrder"],
  },
  "a body with a part that depends": {
    code: `${facade}const isGift = Date.now() > 5;\nawait shop.orders.create({ body: { customer_id: "c", lines: [], ...(isGift ? { note: "n" } : {}), ...(isGift && { priority: "low" as const }) } });`,
    uses: [
      "create: call createOrder",
      "customer_id: bodyField OrderInput.customer_id < createOrder",
      "lines: bodyField OrderInput.lines < createOrder",
      "note: bodyField OrderInput.note < createOrder",
      "priority: bodyField OrderInput.priority < createOrder",
      '"low": enumValue OrderInput.priority=low < createOrder',
    ],
  },
  "a body filled in bit by bit": {
    code: `${facade}import type { OrderInput } from "../shop/index.js";\nconst input: Partial<OrderInput> = {};\ninput.note = "n";\nawait shop.orders.create({ body: input as OrderInput });`,
    uses: [
      "OrderInput#2: type OrderInput < createOrder",
      "note: bodyField OrderInput.note < createOrder",
      "create: call createOrder",
      "OrderInput#3: type OrderInput < createOrder",
    ],
  },
  "parameters with defaults, passed on": {
    code: `${facade}import type { ListOrdersParams } from "../shop/index.js";\nexport const list = ({ limit = 10, ...rest }: ListOrdersParams = {}) => shop.orders.list({ limit, ...rest });`,
    uses: [
      "limit: argument limit < listOrders",
      "ListOrdersParams#2: type ListOrdersParams < listOrders",
      "list#2: call listOrders",
      "limit#2: argument limit < listOrders",
    ],
  },
  "counts by value": {
    code: `${facade}${order}import type { OrderStatus } from "../shop/index.js";\nconst counts: Record<OrderStatus, number> = { open: 0, paid: 0, shipped: 0, cancelled: 0 };\ncounts[order.status] += order.total;`,
    uses: [
      ...get,
      `OrderStatus#2: type OrderStatus < ${ofOrder}`,
      `open: enumValue OrderStatus=open < ${ofOrder}`,
      `paid: enumValue OrderStatus=paid < ${ofOrder}`,
      `shipped: enumValue OrderStatus=shipped < ${ofOrder}`,
      `cancelled: enumValue OrderStatus=cancelled < ${ofOrder}`,
      "status: answerField Order.status < getOrder",
      "total: answerField Order.total < getOrder",
    ],
  },
  "handlers by value": {
    code: `${facade}${order}import type { OrderStatus } from "../shop/index.js";\nconst handlers: { [S in OrderStatus]?: () => void } = { paid() {} };\nhandlers[order.status]?.();`,
    uses: [
      ...get,
      `OrderStatus#2: type OrderStatus < ${ofOrder}`,
      `paid: enumValue OrderStatus=paid < ${ofOrder}`,
      "status: answerField Order.status < getOrder",
    ],
  },
  "an iterable as a parameter": {
    code: `${facade}import type { Order } from "../shop/index.js";\nasync function sum(items: AsyncIterable<Order>) {\n  let all = 0;\n  for await (const it of items) all += it.total;\n  return all;\n}\nawait sum(shop.orders.list().items());`,
    uses: [`Order#2: type Order < ${ofOrder}`, "total: answerField Order.total < listOrders", list],
  },
  "an object of functions": {
    code: `${facade}const api = { one: (id: string) => shop.orders.get({ order_id: id }) };\nexport default api;\n(await api.one("1")).total;`,
    uses: [...get, "total: answerField Order.total < getOrder"],
  },
  "a constraint of the caller's own": {
    code: `${facade}const sum = <T extends { total: number }>(items: readonly T[]) => items.reduce((all, it) => all + it.total, 0);\nsum(await shop.orders.list().all());`,
    uses: [list, "await: answerField Order.total < listOrders"],
  },
  "a field by its name, in a function of the caller's own": {
    code: `${facade}const pluck = <T, K extends keyof T>(items: readonly T[], key: K) => items.map((it) => it[key]);\npluck(await shop.orders.list().all(), "total");`,
    uses: [list, '"total": answerField Order.total < listOrders'],
  },
  "a cast, and a cast to nothing": {
    code: `${facade}import type { Order } from "../shop/index.js";\n${order}(order as Order).total;\nexport const lost = order.customer as never;`,
    uses: [
      ...get,
      "Order#2: type Order < createOrder getOrder listOrders updateOrder",
      "total: answerField Order.total < getOrder",
      "customer: answerField Order.customer < getOrder",
      "order#3: answerField Customer whole < getOrder",
    ],
  },
  "a tuple of error and value": {
    code: `${facade}async function safe<T>(run: Promise<T>): Promise<[T, null] | [null, Error]> {\n  try {\n    return [await run, null];\n  } catch (error) {\n    return [null, error as Error];\n  }\n}\nconst [order, error] = await safe(shop.orders.get({ order_id: "1" }));\nif (!error) order?.total;`,
    uses: [...get, "total: answerField Order.total < getOrder"],
  },
  "a result type of the caller's own": {
    code: `${facade}type Outcome<T> = { ok: true; value: T } | { ok: false; reason: string };\nasync function attempt<T>(run: () => Promise<T>): Promise<Outcome<T>> {\n  try {\n    return { ok: true, value: await run() };\n  } catch {\n    return { ok: false, reason: "" };\n  }\n}\nconst outcome = await attempt(() => shop.orders.get({ order_id: "1" }));\nif (outcome.ok) outcome.value.total;`,
    uses: [...get, "total: answerField Order.total < getOrder"],
  },
  "bind and call": {
    code: `${facade}const one = shop.orders.get.bind(shop.orders);\nconst order = await one({ order_id: "1" });\norder.total;`,
    uses: [
      "get: call getOrder whole",
      "one#2: call getOrder",
      "order_id: argument order_id < getOrder",
      "total: answerField Order.total < getOrder",
    ],
  },
  "a conditional, and the answers of two operations": {
    code: `${facade}const made = Date.now() > 5 ? await shop.orders.create({ body: { customer_id: "c", lines: [] } }) : await shop.orders.get({ order_id: "1" });\nmade.total;`,
    uses: [
      "create: call createOrder",
      "customer_id: bodyField OrderInput.customer_id < createOrder",
      "lines: bodyField OrderInput.lines < createOrder",
      ...get,
      "total: answerField Order.total < createOrder getOrder",
    ],
  },
  "values of an enum that the client lists": {
    code: `${facade}import { OrderStatusValues } from "../shop/index.js";\nexport const options = OrderStatusValues.map((it) => ({ label: it }));`,
    uses: [`OrderStatusValues#2: enumValue OrderStatus whole < ${ofOrder}`],
  },
  "a mapped type of the caller's own": {
    code: `${facade}${order}import type { Order } from "../shop/index.js";\ntype Form<T> = { [K in keyof T]?: { value: T[K] } };\nexport const form: Form<Order> = { total: { value: order.total } };`,
    uses: [
      ...get,
      `Order#2: type Order < ${ofOrder}`,
      `total: answerField Order.total < ${ofOrder}`,
      "total#2: answerField Order.total < getOrder",
    ],
  },
};
