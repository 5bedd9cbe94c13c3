import { NotFoundError } from "../shop/index.js";
import { shop } from "./fields.js";

export async function exists(id: string): Promise<boolean> {
  const outcome = await shop.orders.get({ order_id: id }).result();
  if (outcome.ok) return true;
  if (outcome.error instanceof NotFoundError) return false;
  throw outcome.error;
}
