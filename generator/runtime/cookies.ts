import type { HeaderMap } from "./headers.js";

/** Adds a cookie, `name=value`, to those that are there. */
export function addCookie(headers: HeaderMap, cookie: string): void {
  const others = headers["cookie"];
  headers["cookie"] = others ? `${others}; ${cookie}` : cookie;
}
