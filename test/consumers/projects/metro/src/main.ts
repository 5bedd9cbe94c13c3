import { makeCalls } from "./calls";

makeCalls(process.env["SHOP_URL"] ?? "").then((made) => console.log(JSON.stringify(made)));
