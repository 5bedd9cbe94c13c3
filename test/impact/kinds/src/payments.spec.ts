import { shop } from "./fields.js";

export async function cards(): Promise<string[]> {
  const payments = await shop.payments.list();
  return payments.flatMap((payment) => (payment.method === "card" ? [payment.last4] : []));
}
