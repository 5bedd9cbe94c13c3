import createClient from "openapi-fetch";
import type { components, paths } from "../shop/paths.js";

export type Order = components["schemas"]["Order"];
export const api = createClient<paths>({ baseUrl: "https://shop.example" });
export * from "../shop/enums.js";
