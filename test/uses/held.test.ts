import { expect, test } from "vitest";
import { listed, projectOf, usesIn } from "./support.js";

/** The calls in a project with this file; what else is used does not matter here. */
async function callsIn(code: string, others: Record<string, string> = {}): Promise<string[]> {
  const folder = await projectOf({
    "src/a.ts": `${code}\nexport {};\n`,
    ...others,
  });
  const found = listed(usesIn(folder).uses, folder);
  return Object.values(found)
    .flat()
    .filter((each) => each.includes(": call "));
}

const standalone = 'import { getOrder } from "../shop/index.js";\n';
const made = 'import { createShop } from "../shop/index.js";\nconst shop = createShop({});\n';

test.each([
  ["a variable", `${standalone}export const call = getOrder;`, "getOrder#2"],
  ["a method of a group", `${made}export const call = shop.orders.get;`, "get"],
  ["a default export", `${standalone}export default getOrder;`, "getOrder#2"],
  ["a property", `${standalone}export const calls = { read: getOrder };`, "getOrder#2"],
  ["a property of its name", `${standalone}export const calls = { getOrder };`, "getOrder#2"],
  ["a list", `${standalone}export const calls = [getOrder];`, "getOrder#2"],
  ["an answer", `${standalone}export const pick = () => getOrder;`, "getOrder#2"],
  [
    "a choice",
    `${standalone}export const pick = (a?: typeof getOrder) => a ?? getOrder;`,
    "getOrder#3",
  ],
  ["a class", `${made}export class Repository {\n  read = shop.orders.get;\n}`, "get"],
  ["a pattern", `${made}export const { get } = shop.orders;`, "get"],
  ["a pattern with another name", `${made}export const { get: read } = shop.orders;`, "get"],
  ["a pattern in a pattern", `${made}export const { orders: { get: read } } = shop;`, "get"],
  ["a key", `${made}export const read = shop.orders["get"];`, '"get"'],
])("a function in %s, which nobody is seen to call, is used as a whole", async (_, code, at) => {
  expect(await callsIn(code)).toEqual([`${at}: call getOrder whole`]);
});

test("one that is called elsewhere is used there", async () => {
  expect(
    await callsIn(`${standalone}export const call = getOrder;`, {
      "src/b.ts": `import { createShopClient } from "../shop/index.js";\nimport { call } from "./a.js";\nawait call(createShopClient({}), { order_id: "1" });\n`,
    }),
  ).toEqual(["call#2: call getOrder"]);
});
