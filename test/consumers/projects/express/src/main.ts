import type { AddressInfo } from "node:net";
import express from "express";
import { makeCalls } from "./calls.js";

const app = express();
app.get("/", async (_, response) => {
  response.json(await makeCalls(process.env["SHOP_URL"] ?? ""));
});
const server = app.listen(0, "127.0.0.1", async () => {
  const { port } = server.address() as AddressInfo;
  console.log(await (await fetch(`http://127.0.0.1:${port}/`)).text());
  server.close();
});
