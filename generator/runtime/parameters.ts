import { InvalidArgumentError } from "./errors.js";
import { toJson } from "./json.js";
import type { OperationDescriptor, ParameterDescriptor } from "./operation.js";
import { isPlainObject, toText } from "./values.js";

/** The arguments of a call: parameters by name, and `body`. */
export type Arguments = Readonly<Record<string, unknown>>;

/** What the parameters of a call become on the wire. */
export interface SerialisedParameters {
  /** The path with every parameter filled in and encoded. */
  readonly path: string;
  /** `name=value` pairs, encoded. */
  readonly query: string[];
  readonly headers: [name: string, value: string][];
  /** `name=value` pairs. */
  readonly cookie: string[];
}

/** A value as text: one, a list, or members by name; encoded already where the place wants it. */
export type Texts = string | readonly string[] | Readonly<Record<string, string>>;

/** Writes a value by its style, the parameter's name included where the style wants it. */
export type WriteStyled = (name: string, value: Texts, style: string, explode: boolean) => string;

/**
 * Writes the parameters by the spec's style and explode.
 *
 * @param options what the client's options give for parameters that the call leaves out
 * @throws InvalidArgumentError if a required one is missing, or if a value cannot be represented
 */
export function serialiseParameters(
  { path: template, parameters = {} }: OperationDescriptor,
  args: Arguments,
  options: Arguments,
): SerialisedParameters {
  const query: string[] = [];
  const headers: [string, string][] = [];
  const cookie: string[] = [];
  let path = template;

  for (const [argument, parameter] of Object.entries(parameters)) {
    const { in: place, name = argument } = parameter;
    const given = own(args, argument);
    const value = given === undefined && parameter.option ? own(options, parameter.option) : given;
    if (value === undefined) {
      if (parameter.required || place === "path") {
        throw new InvalidArgumentError(argument, "is required, but missing");
      }
      continue;
    }
    const text = write(argument, name, parameter, value);
    if (place === "path") {
      // A function, because `$&` has a meaning in a replacement string.
      path = path.replaceAll(`{${name}}`, () => text);
      if (/(^|\/)\.{1,2}(\/|$)/.test(path)) {
        throw new InvalidArgumentError(argument, "must not make a path segment of dots");
      }
    } else if (place === "header") headers.push([name, text]);
    else if (text !== "") {
      // An exploded list is several cookies.
      if (place === "query") query.push(text);
      else cookie.push(...text.split("&"));
    }
  }
  return { path, query, headers, cookie };
}

/** `null` is a value, and is refused where it is written. */
function own(values: Arguments, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function write(
  argument: string,
  name: string,
  { in: place, style, explode, allowReserved, json, write }: ParameterDescriptor,
  value: unknown,
): string {
  const refuse = (problem: string): never => {
    throw new InvalidArgumentError(argument, problem);
  };
  const inQuery = place === "query" || place === "cookie";
  const encode = (text: string): string => {
    if (place === "header") {
      return isHeaderValue(text) ? text : refuse("holds a character that a header cannot carry");
    }
    if (place === "path" && text === "") refuse("must not be empty");
    try {
      return allowReserved ? encodeReserved(text) : percentEncode(text);
    } catch {
      return refuse("holds half of a surrogate pair");
    }
  };
  const one = (item: unknown): string => encode(toText(item, refuse));
  const wireName = inQuery ? percentEncode(name) : name;

  if (json || !write) {
    const text = json ? encode(toJson(argument, value)) : one(value);
    return inQuery ? `${wireName}=${text}` : text;
  }
  const isList = Array.isArray(value);
  const texts = isList
    ? value.map(one)
    : isPlainObject(value)
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, member]) => member !== undefined)
            .map(([key, member]) => [encode(key), one(member)]),
        )
      : one(value);
  if (place === "path" && typeof texts !== "string" && Object.keys(texts).length === 0) {
    refuse("must not be empty");
  }
  if (style === "deepObject" && (isList || typeof texts === "string")) refuse("must be an object");
  const usedStyle = style ?? (inQuery ? "form" : "simple");
  return write(wireName, texts, usedStyle, explode ?? usedStyle === "form");
}

/** Whether a header can carry the text: no line breaks or other controls, nothing beyond Latin-1. */
export function isHeaderValue(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
}

/** All but the unreserved characters of RFC 3986, of which encodeURIComponent has five too many. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Reserved characters stay, but for those that would end the value. */
function encodeReserved(text: string): string {
  return encodeURI(text).replace(/[#&+=]/g, encodeURIComponent);
}
