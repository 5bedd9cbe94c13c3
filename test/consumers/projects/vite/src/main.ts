import { makeCalls } from "./calls.ts";

console.log(JSON.stringify(await makeCalls(import.meta.env["VITE_SHOP_URL"])));
