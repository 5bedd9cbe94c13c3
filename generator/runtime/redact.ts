import { percentEncode } from "./serialize.js";

// What was sent as a credential must not be shown, and a server may repeat it.

/** Takes the credentials that were sent out of a text. */
export type Redact = (text: string) => string;

/** The text without the secrets. Short ones stay, because they may be parts of words. */
export function redactor(secrets: readonly string[]): Redact {
  return (text) =>
    secrets
      .flatMap((secret) => (secret.length < 8 ? [] : [secret, percentEncode(secret)]))
      .reduce((redacted, form) => redacted.replaceAll(form, "[hidden]"), text);
}

/** A copy of the headers without secrets; those of a response stay as they came. */
export function redactHeaders(headers: Headers, redact: Redact): Headers {
  const redacted = new Headers();
  headers.forEach((value, name) => {
    redacted.append(name, redact(value));
  });
  return redacted;
}

/**
 * What fetch threw, as a copy without secrets: undici keeps what a server sent, which may repeat
 * them. It has the class, the texts and numbers of the original and the errors that led to it. What
 * else hangs there (a socket, bytes, a request) may hold anything, and stays behind.
 */
export function redactError(thrown: unknown, redact: Redact, depth = 9): unknown {
  if (typeof thrown === "string") return redact(thrown);
  if (Object(thrown) !== thrown) return thrown;
  // Any object can be asked for any member.
  const original = thrown as Record<string, unknown>;
  const redactInner = (value: unknown) => redactError(value, redact, depth - 1);
  if (Array.isArray(thrown)) return thrown.map(redactInner);
  if (typeof original["message"] !== "string" || !depth) return undefined;
  const copy = Object.setPrototypeOf(new Error(), Object.getPrototypeOf(thrown));
  // Those of a DOMException are not its own, and no copy can be asked for them.
  for (const key of ["name", "message", "code", ...Object.getOwnPropertyNames(thrown)]) {
    const value = redactInner(original[key]);
    if (value !== undefined) Object.defineProperty(copy, key, { value, configurable: true });
  }
  return copy;
}

/** JSON without secrets, in its parsed text, because JSON can spell a character in several ways. */
export function parseRedacted(text: string, redact: Redact): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value === "string") return redact(value);
    if (Object(value) !== value || Array.isArray(value)) return value;
    // An object by now, which the compiler does not see.
    return Object.fromEntries(
      Object.entries(value as object).map(([name, member]) => [redact(name), member]),
    );
  });
}
