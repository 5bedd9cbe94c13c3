import { expect, test } from "vitest";
import { callerOf, impactIn, written } from "./support.js";

test("an error at the end of a long way belongs to the operation that the value came from", async () => {
  const folder = await callerOf(
    {
      "src/a.ts": `import { createShop } from "../shop/index.js";
const shop = createShop({});
function load(id: string) {
  return shop.orders.get({ order_id: id });
}
export async function quantities(id: string) {
  const outcome = await load(id).result();
  if (!outcome.ok) throw outcome.error;
  const order = outcome.data;
  const same = order;
  const part = same.lines;
  return part.map((each) => each.quantity);
}
`,
    },
    [
      [
        "    get:\n      operationId: getOrder\n",
        "    x-former-get:\n      operationId: getOrder\n",
      ],
    ],
  );
  const report = await impactIn(folder);
  expect(written(report).filter((line) => !line.startsWith("untouched"))).toEqual([
    "breaks operation.endpoint.removed",
    "  src/a.ts:4 TS2339",
    "  src/a.ts:12 TS7006",
  ]);
  expect(report.unexplained).toEqual([]);
});
