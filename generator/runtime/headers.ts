import { refuse } from "./errors.js";
import { isHeaderValue } from "./values.js";

/** Headers by their name in lower case. An object, because copying one costs a fraction of a Headers. */
export type HeaderMap = Record<string, string>;

/** Headers by name, as the options of a client or a call hold them. */
export type HeaderOptions = Readonly<Record<string, string>>;

/** A copy with these over those that are there. Throws InvalidArgumentError naming the header. */
export function withHeaders(headers: HeaderMap, added: HeaderOptions = {}): HeaderMap {
  const all = { ...headers };
  for (const [name, value] of Object.entries(added)) {
    // The one name that an object has another use for is nobody's header.
    if (!/^(?!__proto__$)[!#$%&'*+.^_`|~\w-]+$/.test(name)) {
      refuse("headers", `has a name that is not a header's: ${JSON.stringify(name)}`);
    }
    if (typeof value !== "string" || !isHeaderValue(value)) {
      refuse(`headers.${name}`, "is not text that a header can carry");
    }
    all[name.toLowerCase()] = value;
  }
  return all;
}
