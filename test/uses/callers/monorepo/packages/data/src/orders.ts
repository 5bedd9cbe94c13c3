import { createShopClient, getCustomer, getOrder, type Order } from "../../../shop/index.js";

const client = createShopClient({});

export interface Deal {
  order: Order;
  buyer: Awaited<ReturnType<typeof getCustomer>>;
}

export async function deal(id: string): Promise<Deal> {
  const order = await getOrder(client, { order_id: id });
  const buyer = await getCustomer(client, { customer_id: order.customer.id });
  return { order, buyer };
}
