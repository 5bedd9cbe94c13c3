import type { Files } from "../../support/generator.js";

/** One form of the caller's language each: its code, and the uses in it, written by hand. */
export interface FormCase {
  readonly code: string;
  /** Default: `.ts`. */
  readonly extension?: ".tsx" | ".js" | ".cjs";
  /** Files beside it, in a folder of its own. */
  readonly others?: Files;
  readonly uses: readonly string[];
}

export const facade =
  'import { createShop } from "../shop/index.js";\nconst shop = createShop({});\n';
export const order = 'const order = await shop.orders.get({ order_id: "1" });\n';
/** What these lines themselves use. */
export const get = ["get: call getOrder", "order_id: argument order_id < getOrder"];
