import { makeCalls } from "./calls.js";

console.log(JSON.stringify(await makeCalls(process.env["SHOP_URL"] ?? "")));
