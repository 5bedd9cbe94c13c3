import { InvalidArgumentError } from "./errors.js";
import { toJson } from "./json.js";
import type { OperationDescriptor, ParameterDescriptor } from "./operation.js";

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

/**
 * Writes the parameters by the spec's style and explode.
 *
 * @throws InvalidArgumentError if a required one is missing, or if a value cannot be represented
 */
export function serialiseParameters(
  { path: template, parameters = {} }: OperationDescriptor,
  args: Arguments,
): SerialisedParameters {
  const query: string[] = [];
  const headers: [string, string][] = [];
  const cookie: string[] = [];
  let path = template;

  for (const [argument, parameter] of Object.entries(parameters)) {
    const value = Object.hasOwn(args, argument) ? args[argument] : undefined;
    if (value === undefined) {
      if (parameter.required || parameter.in === "path") {
        throw new InvalidArgumentError(argument, "is required, but missing");
      }
      continue;
    }
    const name = parameter.name ?? argument;
    const write = new ValueWriter(argument, parameter);
    switch (parameter.in) {
      case "path":
        // A function, because `$&` has a meaning in a replacement string.
        path = path.replaceAll(`{${name}}`, () => write.path(name, value));
        if (/(^|\/)\.{1,2}(\/|$)/.test(path)) {
          throw new InvalidArgumentError(argument, "must not make a path segment of dots");
        }
        break;
      case "query":
        query.push(...write.query(name, value));
        break;
      case "header":
        headers.push([name, write.header(value)]);
        break;
      case "cookie":
        cookie.push(...write.query(name, value));
    }
  }
  return { path, query, headers, cookie };
}

/** Writes the value of one parameter; every refusal names the argument. */
class ValueWriter {
  readonly #argument: string;
  readonly #parameter: ParameterDescriptor;

  constructor(argument: string, parameter: ParameterDescriptor) {
    this.#argument = argument;
    this.#parameter = parameter;
  }

  path(name: string, value: unknown): string {
    const { style = "simple", explode = false } = this.#parameter;
    const parts = this.#parts(value);
    if (parts.length === 0 || parts.some(([, text]) => text === ""))
      this.#refuse("must not be empty");
    if (style === "matrix") {
      // An exploded object is written by its members' names, everything else by the parameter's.
      return explode && Array.isArray(value)
        ? parts.map(([, text]) => `;${name}=${text}`).join("")
        : explode && isPlainObject(value)
          ? parts.map(([key, text]) => `;${key}=${text}`).join("")
          : `;${name}=${flat(parts).join(",")}`;
    }
    const separator = style === "label" ? "." : ",";
    const texts = explode
      ? parts.map(([key, text]) => (key === undefined ? text : `${key}=${text}`))
      : flat(parts);
    return style === "label" ? `.${texts.join(explode ? separator : ",")}` : texts.join(separator);
  }

  query(name: string, value: unknown): string[] {
    const { style = "form", explode = style === "form" } = this.#parameter;
    const parts = this.#parts(value);
    const key = encode(name);
    if (style === "deepObject") {
      return parts.map(
        ([member, text]) => `${key}%5B${member ?? this.#refuse("must be an object")}%5D=${text}`,
      );
    }
    if (explode) return parts.map(([member, text]) => `${member ?? key}=${text}`);
    if (parts.length === 0) return [];
    const separator = style === "spaceDelimited" ? "%20" : style === "pipeDelimited" ? "%7C" : ",";
    return [`${key}=${flat(parts).join(separator)}`];
  }

  header(value: unknown): string {
    const text = this.#parameter.json ? toJson(this.#argument, value) : this.#plainList(value);
    if (!isHeaderValue(text)) this.#refuse("holds a character that a header cannot carry");
    return text;
  }

  /** Header values are not percent-encoded. */
  #plainList(value: unknown): string {
    if (Array.isArray(value)) return value.map((item) => this.#text(item)).join(",");
    if (!isPlainObject(value)) return this.#text(value);
    const separator = this.#parameter.explode ? "=" : ",";
    return Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => `${key}${separator}${this.#text(member)}`)
      .join(",");
  }

  /** The value as encoded `[member, text]` pairs; a list or a single value has no member names. */
  #parts(value: unknown): [string | undefined, string][] {
    if (this.#parameter.json) return [[undefined, this.#encoded(toJson(this.#argument, value))]];
    if (Array.isArray(value))
      return value.map((item) => [undefined, this.#encoded(this.#text(item))]);
    if (isPlainObject(value)) {
      return Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([key, member]) => [this.#encoded(key), this.#encoded(this.#text(member))]);
    }
    return [[undefined, this.#encoded(this.#text(value))]];
  }

  #text(value: unknown): string {
    switch (typeof value) {
      case "string":
        return value;
      case "number":
        return Number.isFinite(value) ? String(value) : this.#refuse(`must not be ${value}`);
      case "boolean":
      case "bigint":
        return String(value);
    }
    if (value instanceof Date) {
      return Number.isNaN(value.getTime())
        ? this.#refuse("is an invalid Date")
        : value.toISOString();
    }
    return this.#refuse(`cannot be sent in the ${this.#parameter.in}: ${kindOf(value)}`);
  }

  #encoded(text: string): string {
    try {
      return this.#parameter.allowReserved
        ? encodeURI(text).replaceAll(/[#&+=]/g, encodeURIComponent)
        : encode(text);
    } catch {
      return this.#refuse("holds half of a surrogate pair");
    }
  }

  #refuse(problem: string): never {
    throw new InvalidArgumentError(this.#argument, problem);
  }
}

/** Whether a header can carry the text: no line breaks or other controls, nothing beyond Latin-1. */
export function isHeaderValue(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
}

/** All but the unreserved characters of RFC 3986, of which encodeURIComponent has five too many. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function flat(parts: readonly [string | undefined, string][]): string[] {
  return parts.flatMap(([key, text]) => (key === undefined ? [text] : [key, text]));
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  return Array.isArray(value) ? "a nested list" : "a nested object";
}
