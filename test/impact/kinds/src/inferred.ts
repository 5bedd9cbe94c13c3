import { shop } from "./fields.js";

async function totalOf(id: string) {
  const { total } = await shop.orders.get({ order_id: id });
  return total;
}

export async function isLarge(id: string): Promise<boolean> {
  const amount = await totalOf(id);
  const limit: number = 100;
  return Math.round(amount) > limit;
}
