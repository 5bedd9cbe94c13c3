import { methods } from "../../../../openapi/index.js";

/** Methods that pages show; `QUERY` is the name of a heading there. */
const names = methods
  .filter(({ versions, fetch }) => versions.includes("3.0") && fetch !== "refused")
  .map(({ name }) => name);

export function isMethod(text: string): boolean {
  return names.includes(text);
}

/** A method that is written together with its path: `GET/v1/things`. */
export const methodAndPath = new RegExp(`^(${names.join("|")})(?=/|https?://|wss?://)`);
