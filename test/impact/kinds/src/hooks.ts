import { parseWebhook } from "../shop/index.js";

export async function receive(request: Request): Promise<string> {
  const event = await parseWebhook(await request.text());
  return event.type === "order.paid" ? event.paid_at : "";
}
