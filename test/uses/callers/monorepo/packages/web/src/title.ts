import { deal } from "../../data/src/orders.js";

export async function title(id: string): Promise<string> {
  const { buyer, order } = await deal(id);
  return `${buyer.name}: ${order.lines.at(0)?.sku ?? ""}`;
}
