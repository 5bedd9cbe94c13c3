import { refuse } from "./errors.js";
import type { OperationDescriptor, ParameterDescriptor } from "./operation.js";
import type { HeaderMap } from "./request.js";

// Single values.

/**
 * A single value as text; anything else is refused by the argument's name. Dates become ISO 8601 in
 * UTC.
 */
export function toText(argument: string, value: unknown): string {
  const type = typeof value;
  if (/^(string|boolean|bigint)$/.test(type) || Number.isFinite(value)) return String(value);
  let shown: unknown = type;
  if (value instanceof Date) {
    if (Number.isFinite(+value)) return value.toISOString();
    shown = "an invalid Date";
  } else if (Array.isArray(value)) shown = "a list";
  else if (!value || type === "number") shown = value;
  return refuse(argument, `cannot be sent as text: ${shown}`);
}

/** Throws InvalidArgumentError, naming the argument, if JSON cannot hold the value. */
export function toJson(argument: string, value: unknown): string {
  let problem: string = typeof value;
  try {
    // It gives undefined for a function and the like, which its type does not say.
    const text = JSON.stringify(value) as string | undefined;
    if (text !== undefined) return text;
  } catch (error) {
    // JSON.stringify throws nothing else, unless a `toJSON` does.
    problem = (error as Error).message;
  }
  return refuse(argument, `cannot be written as JSON: ${problem}`);
}

/** Whether a media type, parameters or not, is JSON. */
export function isJson(type: string): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(type);
}

/** Whether a media type is that of JSON values behind record separators (RFC 7464). */
export function isSequenceType(type: string): boolean {
  return /json-?seq/i.test(type);
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Whether a header can carry the text: no line breaks or other controls, nothing beyond Latin-1.
 */
export function isHeaderValue(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
}

/** Whether a cookie can carry the text as it is: `cookie-value` of RFC 6265. */
export function isCookieValue(text: string): boolean {
  return /^("?)[!#-+\--:<-[\]-~]*\1$/.test(text);
}

/** All but the unreserved characters of RFC 3986, of which encodeURIComponent has five too many. */
export function percentEncode(text: string): string {
  // Most text needs nothing, and this tells it fastest.
  if (/^[\w.~-]*$/.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Adds a cookie, `name=value`, to those that are there. */
export function addCookie(headers: HeaderMap, cookie: string): void {
  const others = headers["cookie"];
  headers["cookie"] = others ? `${others}; ${cookie}` : cookie;
}

// Parameters.

/** The arguments of a call: parameters by name, and `body`. */
export type Arguments = Readonly<Record<string, unknown>>;

/**
 * Writes a parameter that has a value.
 *
 * @param argument its name in the arguments of the call
 * @param headers takes headers and cookies
 * @returns what stands in the path or the query, encoded; empty if nothing is to stand there
 */
export type ParameterWriter = (
  argument: string,
  value: unknown,
  parameter: ParameterDescriptor,
  headers: HeaderMap,
) => string;

/**
 * Writes the parameters: single values in path and query itself, all else by the descriptor's
 * writer.
 *
 * @param options what the client's options give for parameters that the call leaves out
 * @returns the path with every parameter filled in, and the `name=value` pairs of the query
 * @throws InvalidArgumentError if a required one is missing, or if a value cannot be represented
 */
export function serializeParameters(
  { path: template, query: names = [], parameters = {} }: OperationDescriptor,
  args: object,
  options: object,
  headers: HeaderMap,
): { path: string; query: string[] } {
  const query: string[] = [];
  let path = template;
  const add = (argument: string, parameter: ParameterDescriptor): void => {
    const { in: place, name = argument, option, required, write = writeSingle } = parameter;
    let value = ownValue(args, argument);
    if (value === undefined && option) value = ownValue(options, option);
    const isPath = place === "path";
    // Of all forms only JSON has one for null.
    if ((parameter.json ? value : (value ?? undefined)) === undefined) {
      if (required || isPath) refuse(argument, "is required, but missing");
      return;
    }
    const text = write(argument, value, parameter, headers);
    if (isPath) {
      path = path.split(`{${name}}`).join(text);
      // A URL has them resolved, coded ones too; a template may have a query behind its path.
      if (/^[^?#]*\/(\.|%2e){1,2}([/?#]|$)/i.test(path)) {
        refuse(argument, "must not create a dot segment in the path");
      }
    } else if (text) query.push(text);
  };
  for (const [argument, parameter] of Object.entries(parameters)) add(argument, parameter);
  // Encoded text has no braces, so these are the template's own.
  for (const name of path.match(/{[^{}]+}/g) ?? []) add(name.slice(1, -1), { in: "path" });
  for (const argument of names) add(argument, { in: "query" });
  return { path, query };
}

/** `null` is a value: a call that gives it wants none of the client's options. */
export function ownValue(values: object, name: string): unknown {
  // Interfaces, such as that of the options, have no index signature.
  return Object.hasOwn(values, name) ? (values as Arguments)[name] : undefined;
}

/** Writes a single value in path or query. */
function writeSingle(argument: string, value: unknown, parameter: ParameterDescriptor): string {
  const { in: place, name = argument } = parameter;
  const text = encodeText(argument, toText(argument, value), place);
  return place === "path" ? text : `${percentEncode(name)}=${text}`;
}

/** Text as path, query and cookies take it. */
function encodeText(
  argument: string,
  text: string,
  place: string,
  encode: (text: string) => string = percentEncode,
): string {
  if (place === "path" && !text) refuse(argument, "must not be empty");
  try {
    return encode(text);
  } catch {
    return refuse(argument, "contains a lone surrogate");
  }
}

/** Composes the text of a list or an object. `toValue` writes a single value, `encode` a text. */
type Compose = (
  name: string,
  toValue: (item: unknown) => string,
  encode: (text: string) => string,
) => string;

/**
 * Writes a parameter in any place, headers and cookies too, as JSON or with its reserved characters
 * where the descriptor says so. Without `compose` it takes single values only.
 */
export function writeParameter(
  argument: string,
  value: unknown,
  { in: place, name = argument, style, allowReserved, json }: ParameterDescriptor,
  headers: HeaderMap,
  compose?: Compose,
): string {
  const isPair = place === "query" || place === "cookie";
  const isPlain = place === "header" || style === "cookie";
  const wireName = isPlain ? name : percentEncode(name);
  const encode = (text: string): string => {
    if (!isPlain) {
      const encodeKept = place === "path" ? encodeReservedInPath : encodeReserved;
      return encodeText(argument, text, place, allowReserved ? encodeKept : percentEncode);
    }
    return (style === "cookie" ? isCookieValue : isHeaderValue)(text)
      ? text
      : refuse(argument, `contains a character that a ${place} cannot carry`);
  };
  const toValue = (item: unknown): string => encode(toText(argument, item));

  let text: string;
  if (json || !compose) {
    const single = json ? encode(toJson(argument, value)) : toValue(value);
    text = isPair ? `${wireName}=${single}` : single;
  } else text = compose(wireName, toValue, encode);

  if (place === "header") {
    // Like elsewhere, a list or an object without anything in it is no value.
    if (text || !isNested(value)) headers[name.toLowerCase()] = text;
  } else if (place !== "cookie") return text;
  // An exploded list is several cookies.
  else if (text) addCookie(headers, isPlain ? text : text.replaceAll("&", "; "));
  return "";
}

/** Reserved characters and what is encoded already stay, but for those that would end the value. */
function encodeReserved(text: string): string {
  return encodeURI(text)
    .replace(/%25([0-9A-F]{2})/gi, "%$1")
    .replace(/[#&+=]/g, encodeURIComponent);
}

/** In a path what ends a segment or the path would end the value, too. */
function encodeReservedInPath(text: string): string {
  return encodeReserved(text).replace(/[/?]/g, encodeURIComponent);
}

// Lists and objects.

/** Writes a parameter that may be a list or an object, by the spec's style and explode. */
export function writeStyledParameter(
  argument: string,
  value: unknown,
  parameter: ParameterDescriptor,
  headers: HeaderMap,
): string {
  const { in: place, explode } = parameter;
  const isPair = place === "query" || place === "cookie";
  const { style = isPair ? "form" : "simple" } = parameter;
  const explodes = explode ?? /^(form|cookie)$/.test(style);
  return writeParameter(argument, value, parameter, headers, (name, toValue, encode) => {
    // A comma that stays as it is would be taken for one between two values.
    const escapeCommas = (text: string) =>
      parameter.allowReserved && !explodes ? text.replaceAll(",", "%2C") : text;
    const toItem = (item: unknown) => escapeCommas(toValue(item));
    // As a cookie's name it ends at the first of these.
    const toKey = (key: string) =>
      style === "cookie" && /[^!#$%&'*+.^`|~\w-]/.test(key)
        ? refuse(argument, "contains a name that no cookie can have")
        : escapeCommas(encode(key));
    if (!isNested(value)) return applyStyle(name, toValue(value), style, explodes);
    const isDeep = style === "deepObject";
    // A path without its null would be another path.
    const isGiven = place === "path" ? isDefined : isPresent;
    const texts =
      Array.isArray(value) && !isDeep
        ? value.filter(isGiven).map(toItem)
        : Object.fromEntries(
            (isDeep ? deepMembersOf(argument, value) : membersOf(value, isGiven)).map(
              ([path, leaf]) => [path.map(toKey).join("%5D%5B"), toItem(leaf)],
            ),
          );
    if (place === "path" && Object.keys(texts).length === 0) refuse(argument, "must not be empty");
    return applyStyle(name, texts, style, explodes);
  });
}

/**
 * The values of an object and of what is in it, each with the path to it. OpenAPI leaves open how
 * `deepObject` goes on below the first level, and what becomes of single values; servers that read
 * brackets take `a[b][0]=c` and `a=c`.
 */
function deepMembersOf(argument: string, value: object, depth = 0): Member[] {
  // What holds itself has no end.
  if (depth > 20) refuse(argument, "is nested too deeply");
  return membersOf(value).flatMap(([path, member]): Member[] =>
    isNested(member)
      ? deepMembersOf(argument, member, depth + 1).map(([rest, leaf]) => [[...path, ...rest], leaf])
      : [[path, member]],
  );
}

/** A value in an object or a list, and the names of the members on the path to it. */
type Member = [path: readonly string[], leaf: unknown];

const isDefined = (value: unknown): boolean => value !== undefined;
/** RFC 6570, 2.3: `null` is no value, in a list or an object either. */
export const isPresent = (value: unknown): boolean => value !== undefined && value !== null;

/** What is left out of a list leaves no gap in its numbers. */
const membersOf = (value: object, isGiven = isPresent): Member[] =>
  Object.entries(Array.isArray(value) ? value.filter(isGiven) : value)
    .filter(([, member]) => isGiven(member))
    .map(([key, member]) => [[key], member]);

const isNested = (value: unknown): value is object => isPlainObject(value) || Array.isArray(value);

/** A value as text: one, a list, or members by name; encoded already where the place wants it. */
export type Texts = string | readonly string[] | Readonly<Record<string, string>>;

/**
 * Writes a value in a style of OpenAPI, by the table "Style Examples" of its 3.2.0 and by RFC 6570,
 * on which that is built. What the table leaves out (`spaceDelimited` and `pipeDelimited` that
 * explode) is written as `form` is.
 *
 * @returns empty for a list or an object without anything in it: RFC 6570 takes it for no value
 */
export function applyStyle(name: string, value: Texts, style: string, explode: boolean): string {
  const lead = { label: ".", matrix: ";" }[style] ?? "";
  const isNamed = style !== "simple" && style !== "label";
  // RFC 6570, 3.2.7: of an empty value matrix writes the name alone.
  const pair = (key: string, text: string) => (text || style !== "matrix" ? `${key}=${text}` : key);
  const withName = (text: string) => (isNamed ? pair(name, text) : text);
  if (typeof value === "string") return lead + withName(value);
  const members = Object.entries(value);
  if (members.length === 0) return "";
  if (style === "deepObject") {
    return members.map(([key, text]) => pair(`${name}%5B${key}%5D`, text)).join("&");
  }
  const isList = Array.isArray(value);
  if (explode) {
    const parts = members.map(([key, text]) => (isList ? withName(text) : pair(key, text)));
    return lead + parts.join(lead || { cookie: "; " }[style] || (isNamed ? "&" : ","));
  }
  const separator = { spaceDelimited: "%20", pipeDelimited: "%7C" }[style] ?? ",";
  return lead + withName((isList ? Object.values(value) : members.flat()).join(separator));
}
