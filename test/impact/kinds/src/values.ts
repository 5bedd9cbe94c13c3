import type { Order, OrderStatus } from "../shop/index.js";

export function colour({ status }: Order): string {
  switch (status) {
    case "paid":
      return "green";
    case "cancelled":
      return "red";
    default:
      return "grey";
  }
}

export function label(status: OrderStatus): string {
  switch (status) {
    case "open":
      return "Open";
    case "paid":
      return "Paid";
    case "shipped":
      return "Shipped";
    case "cancelled":
      return "Cancelled";
    default: {
      const never: never = status;
      return never;
    }
  }
}
