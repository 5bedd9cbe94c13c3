import { percentEncode } from "./values.js";

/** Takes what must not be shown out of a text. */
export type Hide = (text: string) => string;

/** The text without the secrets. Short ones stay, because they may be parts of words. */
export function hide(secrets: readonly string[], text: string): string {
  let hidden = text;
  for (const secret of secrets) {
    if (secret.length < 8) continue;
    for (const form of [secret, percentEncode(secret)])
      hidden = hidden.replaceAll(form, "[hidden]");
  }
  return hidden;
}

/** A copy of the headers without them; those of a response stay as they came. */
export function hideInHeaders(headers: Headers, hide: Hide): Headers {
  const hidden = new Headers();
  headers.forEach((value, name) => {
    hidden.append(name, hide(value));
  });
  return hidden;
}

/**
 * What fetch threw, as a copy without the secrets: undici keeps what a server sent, which may repeat
 * them. It has the class, the texts and numbers of the original and the errors that led to it. What
 * else hangs there (a socket, bytes, a request) may hold anything, and stays behind.
 */
export function hideInCause(thrown: unknown, hide: Hide, depth = 9): unknown {
  if (typeof thrown === "string") return hide(thrown);
  if (Object(thrown) !== thrown) return thrown;
  const original = thrown as Record<string, unknown>;
  const inner = (value: unknown) => hideInCause(value, hide, depth - 1);
  if (Array.isArray(thrown)) return thrown.map(inner);
  if (typeof original["message"] !== "string" || !depth) return undefined;
  const copy = Object.setPrototypeOf(new Error(), Object.getPrototypeOf(thrown));
  // Those of a DOMException are not its own, and no copy can be asked for them.
  for (const key of ["name", "message", "code", ...Object.getOwnPropertyNames(thrown)]) {
    const value = inner(original[key]);
    if (value !== undefined) Object.defineProperty(copy, key, { value, configurable: true });
  }
  return copy;
}
