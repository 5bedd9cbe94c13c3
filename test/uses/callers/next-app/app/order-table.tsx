import { type Order, OrderCurrencyValues } from "./shop.js";

interface Props {
  orders: readonly Order[];
  next: string | null;
}

export function OrderTable({ orders, next }: Props) {
  return (
    <table>
      {orders.map((order) => (
        <Row key={order.id} {...order} />
      ))}
      {next}
      {OrderCurrencyValues.join()}
    </table>
  );
}

function Row({
  total,
  customer: { name },
  shipping,
}: Pick<Order, "total" | "customer" | "shipping"> & { key?: string }) {
  return (
    <tr>
      {name} {total} {shipping?.tracking}
    </tr>
  );
}
