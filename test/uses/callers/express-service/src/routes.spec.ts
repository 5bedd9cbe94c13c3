import { createTestClient } from "../shop/testing.js";
import { OrderRepository } from "./orders/repository.js";

const shop = createTestClient({
  listPayments: () => [{ method: "card", amount: 1, last4: "4242" }],
});
void new OrderRepository(shop).find("1");
