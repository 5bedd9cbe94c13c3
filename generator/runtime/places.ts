import { addCookie } from "./cookies.js";
import { refuse } from "./errors.js";
import type { HeaderMap } from "./headers.js";
import { toJson } from "./json.js";
import type { ParameterDescriptor } from "./operation.js";
import { encode } from "./parameters.js";
import { isHeaderValue, percentEncode, toText } from "./values.js";

/** Composes the text of a list or an object. `one` writes a single value, `encodeText` a text. */
export type Compose = (
  name: string,
  one: (item: unknown) => string,
  encodeText: (text: string) => string,
) => string;

/**
 * Writes a parameter in any place, headers and cookies too, as JSON or with its reserved characters
 * where the descriptor says so. Without `compose` it takes single values only.
 */
export function writeAnywhere(
  argument: string,
  value: unknown,
  { in: place, name = argument, allowReserved, json }: ParameterDescriptor,
  headers: HeaderMap,
  compose?: Compose,
): string {
  const isPair = place === "query" || place === "cookie";
  const wireName = place === "header" ? name : percentEncode(name);
  const encodeText = (text: string): string => {
    if (place !== "header") {
      return encode(argument, text, place, allowReserved ? encodeReserved : percentEncode);
    }
    return isHeaderValue(text)
      ? text
      : refuse(argument, "holds a character that a header cannot carry");
  };
  const one = (item: unknown): string => encodeText(toText(argument, item));

  let text: string;
  if (json || !compose) {
    const single = json ? encodeText(toJson(argument, value)) : one(value);
    text = isPair ? `${wireName}=${single}` : single;
  } else text = compose(wireName, one, encodeText);

  if (place === "header") headers[name.toLowerCase()] = text;
  else if (place !== "cookie") return text;
  // An exploded list is several cookies.
  else if (text) addCookie(headers, text.replaceAll("&", "; "));
  return "";
}

/** Reserved characters and what is encoded already stay, but for those that would end the value. */
function encodeReserved(text: string): string {
  return encodeURI(text)
    .replace(/%25([0-9A-F]{2})/gi, "%$1")
    .replace(/[#&+=]/g, encodeURIComponent);
}
