import { shop } from "./fields.js";

export async function newest(): Promise<string[]> {
  const page = await shop.orders.list({ limit: 10, cursor: "newest" });
  return page.results.map(({ id }) => id);
}

export async function paid(): Promise<string[]> {
  const { results } = await shop.orders.list({ status: "paid" });
  return results.map(({ id }) => id);
}

export async function order(customer: string, sku: string): Promise<string> {
  const made = await shop.orders.create({
    body: { customer_id: customer, lines: [{ sku, quantity: 2 }] },
  });
  return made.id;
}

export async function remark(id: string, note: string): Promise<void> {
  await shop.orders.update({ order_id: id, body: { note } });
}

export async function drop(id: string): Promise<void> {
  await shop.orders.cancel({ order_id: id });
}
