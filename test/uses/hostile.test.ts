import { expect, test } from "vitest";
import { DiagnosticError } from "../../generator/diagnostics/index.js";
import { listed, projectOf, usesIn } from "./support.js";

const facade =
  'import { createShop, type Order } from "../shop/index.js";\nconst shop = createShop({});\n';

/** Text of many parts. */
const many = (count: number, part: (index: number) => string, separator: string) =>
  Array.from({ length: count }, (_, index) => part(index)).join(separator);

const hostile: Record<string, { readonly code: string; readonly uses: readonly string[] }> = {
  "types that refer to themselves, and grow on the way": {
    code: `${facade}interface Nested<T> { next: Nested<Nested<T>>; value: T; list: Nested<T>[] }
declare const nested: Nested<Order>;
nested.next.next.value.value.value.total;
JSON.stringify(nested);
type Json = string | number | Json[] | { [key: string]: Json };
declare function send(value: Json): void;
const order = await shop.orders.get({ order_id: "1" });
send({ total: order.total });`,
    uses: [
      "Order#2: type Order < getOrder",
      "total: answerField Order.total < getOrder",
      "nested#3: answerField Order whole < getOrder",
      "get: call getOrder",
      "order_id: argument order_id < getOrder",
      "total#3: answerField Order.total < getOrder",
    ],
  },
  "types that hold themselves in 40 fields, given for others like them": {
    code: `${facade}interface Given { order: Order; ${many(40, (at) => `f${at}?: Given`, "; ")} }
interface Taken { order: { total: number }; ${many(40, (at) => `f${at}?: Taken`, "; ")} }
declare const given: Given;
export const taken: Taken = given;`,
    uses: ["Order#2: type Order < getOrder", "given#2: answerField Order.total < getOrder"],
  },
  "unions of 10,000 texts and of 2,000 objects": {
    code: `${facade}type Kind = ${many(10_000, (at) => `"k${at}"`, " | ")};
type Event = ${many(2_000, (at) => `{ kind: "k${at}"; held: Held }`, "\n  | ")};
interface Held { order: Order }
declare const event: Event;
declare const kinds: Record<Kind, number>;
if (event.kind === "k7") kinds[event.kind] += event.held.order.total;
JSON.stringify(event);`,
    uses: [
      "Order#2: type Order < getOrder",
      "total: answerField Order.total < getOrder",
      "event#5: answerField Order whole < getOrder",
    ],
  },
  "generics 60 levels deep": {
    code: `${facade}interface Box<T> { it: T }
const box = <T>(it: T): Box<T> => ({ it });
const order = await shop.orders.get({ order_id: "1" });
const deep = ${"box(".repeat(60)}order${")".repeat(60)};
deep${".it".repeat(60)}.total;
console.log(deep);`,
    uses: [
      "get: call getOrder",
      "order_id: argument order_id < getOrder",
      "total: answerField Order.total < getOrder",
    ],
  },
  "a sum of 5,000 parts, and a chain of 300 calls": {
    code: `${facade}const order = await shop.orders.get({ order_id: "1" });
export const sum = order.total + ${many(5_000, (at) => String(at), " + ")};
export const text = order.id${many(300, () => ".trim()", "")};`,
    uses: [
      "get: call getOrder",
      "order_id: argument order_id < getOrder",
      "total: answerField Order.total < getOrder",
      "id: answerField Order.id < getOrder",
    ],
  },
};

test("what is hard for a compiler ends, and nothing is lost", async () => {
  const entries = Object.entries(hostile);
  const files = entries.map(([, { code }], index) => [`src/h${index}.ts`, `${code}\nexport {};\n`]);
  const folder = await projectOf(Object.fromEntries(files));
  const { uses, unresolved } = usesIn(folder);
  const found = listed(uses, folder);
  expect(unresolved).toEqual([]);
  const all = entries.map(([name], index) => [name, [...(found[`src/h${index}.ts`] ?? [])].sort()]);
  expect(Object.fromEntries(all)).toEqual(
    Object.fromEntries(entries.map(([name, each]) => [name, [...each.uses].sort()])),
  );
});

test("code that nests deeper than the compiler's stack is one message", async () => {
  const deep = `export const a = ${"[".repeat(20_000)}1${"]".repeat(20_000)};\n`;
  const folder = await projectOf({
    "src/a.ts": `${facade}shop.payments.list();\n`,
    "src/b.ts": deep,
  });
  let codes: string[] = [];
  try {
    usesIn(folder);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    codes = error.diagnostics.map(({ code }) => code);
  }
  expect(codes).toEqual(["uses-too-deep"]);
});
