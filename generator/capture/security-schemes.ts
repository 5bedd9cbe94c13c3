import type { Fields } from "../openapi/index.js";

/** A security scheme that a page shows without its name, and the name that it gets. */
export interface NamedScheme {
  readonly name: string;
  readonly scheme: Fields;
}

export const bearer: NamedScheme = {
  name: "bearerAuth",
  scheme: { type: "http", scheme: "bearer" },
};
export const basic: NamedScheme = { name: "basicAuth", scheme: { type: "http", scheme: "basic" } };

export function apiKey(name: string, place: string): NamedScheme {
  const id = name.replace(/[^A-Za-z0-9._-]+/g, "_");
  return { name: `${place}_${id}`, scheme: { type: "apiKey", in: place, name } };
}

/** The header in which credentials travel. */
export function isAuthorization(place: unknown, name: unknown): boolean {
  return place === "header" && typeof name === "string" && /^authorization$/i.test(name.trim());
}

export interface SuggestedScheme extends NamedScheme {
  readonly because: string;
}

/**
 * The scheme that a parameter `Authorization` suggests, which OpenAPI has no place for among the
 * parameters. Its values show the kind best, then what is said of it; if both kinds are named, or
 * none, only the header is certain.
 *
 * @param texts what a value looks like (example, pattern, default), and the description
 */
export function suggestScheme(texts: {
  readonly values: readonly unknown[];
  readonly description: unknown;
}): SuggestedScheme {
  const values = texts.values.filter((text) => typeof text === "string");
  const description = typeof texts.description === "string" ? [texts.description] : [];
  for (const { shown, words, where } of [
    { shown: values, words: atStart, where: "a value of it begins with" },
    { shown: description, words: inProse, where: "its description speaks of" },
  ]) {
    const kinds = [bearer, basic].filter(({ name }) =>
      shown.some((text) => words[name]?.test(text)),
    );
    const [only, ...more] = kinds;
    if (!only || more.length > 0) continue;
    const word = only === bearer ? "Bearer" : "Basic";
    return { ...only, because: `the page lists a header Authorization, and ${where} ${word}` };
  }
  const because = "the page lists a header Authorization, and does not say which kind it is";
  return { ...apiKey("Authorization", "header"), because };
}

/** By the names of the schemes. A pattern begins with `^`, and may write the blank as `\s`. */
const atStart: Readonly<Record<string, RegExp>> = {
  [bearer.name]: /^\W{0,3}(?:\w+\|)*bearer\b/i,
  [basic.name]: /^\W{0,3}(?:\w+\|)*basic\b/i,
};

/** In prose, `basic` is mostly an adjective. */
const inProse: Readonly<Record<string, RegExp>> = {
  [bearer.name]: /\bbearer\b/i,
  [basic.name]: /\bbasic[\s-]+auth|\bbasic\s*[<{[$]|\bHTTP basic\b/i,
};
