import * as api from "../shop/index.js";

/** @typedef {import("../shop/index.js").Order} Order */

const shop = api.createShop({});

/**
 * @param {Order[]} orders
 * @returns {Record<string, number>}
 */
function byCustomer(orders) {
  /** @type {Record<string, number>} */
  const sums = {};
  for (const { customer, total, status } of orders) {
    if (status !== "cancelled") sums[customer.name] = (sums[customer.name] ?? 0) + total;
  }
  return sums;
}

export async function report() {
  const all = await shop.orders.list().all({ max: 500 });
  const payments = await shop.payments.list();
  const cards = payments.filter((payment) => payment.method === "card");
  return JSON.stringify({ sums: byCustomer(all), cards });
}
