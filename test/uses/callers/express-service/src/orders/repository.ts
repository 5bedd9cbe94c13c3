import type { Order, OrderStatus, Shop, UpdateOrderParams } from "../../shop/index.js";

export type Summary = Pick<Order, "id" | "status" | "total">;

/** What the service needs of any source of records. */
export abstract class Repository<T, Id = string> {
  abstract find(id: Id): Promise<T>;

  async findAll(ids: readonly Id[]): Promise<T[]> {
    return Promise.all(ids.map((id) => this.find(id)));
  }
}

export class OrderRepository extends Repository<Order> {
  readonly #shop: Shop;

  constructor(shop: Shop) {
    super();
    this.#shop = shop;
  }

  find(id: string): Promise<Order> {
    return this.#shop.orders.get({ order_id: id });
  }

  async byStatus(status?: OrderStatus): Promise<Summary[]> {
    const { results } = await this.#shop.orders.list({ ...(status && { status }), limit: 50 });
    return results.map(({ id, status: state, total }) => ({ id, status: state, total }));
  }

  change(id: string, body: UpdateOrderParams["body"]): Promise<Order> {
    return this.#shop.orders.update({ order_id: id, body });
  }
}
