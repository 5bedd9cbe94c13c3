import express from "express";
import { NotFoundError, StatusError } from "../../shop/index.js";
import type { OrderRepository } from "./repository.js";

export function routes(orders: OrderRepository) {
  const router = express.Router();
  router.get("/:id", async (request, response, next) => {
    try {
      const order = await orders.find(request.params.id);
      response.json(order);
    } catch (error) {
      if (error instanceof NotFoundError) return response.sendStatus(404);
      if (error instanceof StatusError && error.status >= 500) return response.sendStatus(502);
      next(error);
    }
  });
  router.post("/:id/ship", async (request, response) => {
    const shipped = await orders.change(request.params.id, { status: "shipped" });
    response.json({ id: shipped.id, carrier: shipped.shipping?.carrier });
  });
  return router;
}
