import express from "express";
import { parseWebhook, type WebhookEvent } from "../shop/webhooks.js";

const app = express();
app.post("/hooks", express.json(), (request, response) => {
  handle(parseWebhook(request.body));
  response.sendStatus(204);
});

function handle(event: WebhookEvent): void {
  switch (event.type) {
    case "order.paid":
      console.info(event.order.id, event.paid_at);
      break;
    case "order.shipped":
      console.info(event.order_id);
  }
}
