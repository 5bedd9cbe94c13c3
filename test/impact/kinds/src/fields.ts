import { type Customer, createShop } from "../shop/index.js";

export const shop = createShop({});

/** The sum of some orders. */
export async function sum(ids: readonly string[]): Promise<number> {
  let total = 0;
  for (const id of ids) {
    const order = await shop.orders.get({ order_id: id });
    total += order.total;
  }
  return total;
}

export function addressOf({ name, email }: Customer): string {
  return `${name} <${email ?? "nobody"}>`;
}

export async function pieces(id: string): Promise<number> {
  const { lines } = await shop.orders.get({ order_id: id });
  return lines.reduce((count, line) => count + line.quantity, 0);
}

export async function street(id: string): Promise<string> {
  const customer = await shop.customers.get({ customer_id: id });
  return customer.address?.street ?? "";
}
