import { shop } from "./fields.js";

/** As the archive wants it. */
export async function archive(id: string): Promise<string> {
  return JSON.stringify(await shop.orders.get({ order_id: id }));
}
