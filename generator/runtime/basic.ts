import type { BasicCredential } from "./auth.js";
import { InvalidArgumentError } from "./errors.js";

/** User name and password as Basic authentication sends them; refusals name the option. */
export function encodeBasic(option: string): (credential: BasicCredential) => string[] {
  return ({ username, password }) => {
    if (typeof username !== "string" || typeof password !== "string") {
      throw new InvalidArgumentError(option, "must be { username, password }");
    }
    if (username.includes(":")) {
      throw new InvalidArgumentError(option, "must have a username without a colon");
    }
    // btoa takes one character a byte.
    const bytes = new TextEncoder().encode(`${username}:${password}`);
    return [btoa(String.fromCharCode(...bytes)), password];
  };
}
