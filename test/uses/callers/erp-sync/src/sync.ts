import {
  ConflictError,
  createShop,
  NotFoundError,
  type Order,
  type OrderLine,
} from "../shop/index.js";

interface ErpRow {
  number: string;
  amount: number;
  city: string | undefined;
  positions: { article: string; pieces: number }[];
}

const shop = createShop({ timeoutMs: 10_000 });

/** Rows of the ERP for every paid order. */
export async function pull(): Promise<ErpRow[]> {
  const rows: ErpRow[] = [];
  for await (const order of shop.orders.list({ status: "paid" }).items()) {
    if (isDomestic(order)) rows.push(toRow(order));
  }
  return rows;
}

function isDomestic({ currency, customer }: Order): boolean {
  return currency === "EUR" && customer.address?.city !== undefined;
}

function toRow(order: Order): ErpRow {
  return {
    number: order.id,
    amount: order.total,
    city: order.customer.address?.city,
    positions: order.lines.map(toPosition),
  };
}

const toPosition = (line: OrderLine) => ({ article: line.sku, pieces: line.quantity });

export async function push(
  customer: string,
  articles: ReadonlyMap<string, number>,
): Promise<string | undefined> {
  const lines = [...articles].map(([sku, quantity]) => ({ sku, quantity }));
  try {
    const made = await shop.orders.create({
      body: { customer_id: customer, lines, priority: "high" },
    });
    return made.id;
  } catch (error) {
    if (error instanceof ConflictError) return undefined;
    throw error;
  }
}

export async function drop(id: string): Promise<boolean> {
  const outcome = await shop.orders.cancel({ order_id: id }).result();
  if (outcome.ok) return true;
  if (outcome.error instanceof NotFoundError) return false;
  throw outcome.error;
}
