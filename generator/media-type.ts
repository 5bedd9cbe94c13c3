import { MIMEType } from "whatwg-mimetype";

/** A media type or range, with its parts in lower case. */
export interface MediaType {
  /** Without parameters: `application/problem+json`, `image/*`. */
  readonly essence: string;
  readonly type: string;
  readonly subtype: string;
  /** The subtype's structured syntax, without the plus: `json`; undefined if it has none. */
  readonly suffix: string | undefined;
  /** By name; values as written, without their quotes. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Whether it is a range: `image/*`. */
  readonly isRange: boolean;
}

/** How a client writes and reads content of a media type. */
export type Form = "json" | "form" | "events" | "lines" | "text" | "binary";

const known = new Map<string, MediaType | undefined>();

/** Parses a media type; undefined if it is malformed. */
export function parseMediaType(text: string): MediaType | undefined {
  // Documents have few different media types, but repeat them often.
  if (known.has(text)) return known.get(text);
  const read = parse(text);
  if (known.size < 1000) known.set(text, read);
  return read;
}

function parse(text: string): MediaType | undefined {
  const parsed = MIMEType.parse(text);
  if (!parsed) return undefined;
  const { essence, type, subtype } = parsed;
  const plus = subtype.lastIndexOf("+");
  return {
    essence,
    type,
    subtype,
    suffix: plus < 0 ? undefined : subtype.slice(plus + 1),
    parameters: new Map(parsed.parameters),
    isRange: essence.includes("*"),
  };
}

/** The text before the parameters, also of a malformed type (`json`, `text/`). */
export function essenceOf(text: string): string {
  return parseMediaType(text)?.essence ?? (text.split(";", 1)[0] ?? "").trim().toLowerCase();
}

/**
 * One spelling for media types that mean the same: case, quotes, whitespace and the order of
 * parameters are ignored, and so is the case of a charset. A malformed type is only trimmed.
 *
 * @example keyOfMediaType('Text/HTML; Charset="UTF-8"') // "text/html;charset=utf-8"
 */
export function keyOfMediaType(text: string): string {
  const parsed = parseMediaType(text);
  if (!parsed) return text.trim().toLowerCase();
  const parameters = [...parsed.parameters]
    .map(([name, value]) => `;${name}=${name === "charset" ? value.toLowerCase() : value}`)
    .sort();
  return parsed.essence + parameters.join("");
}

/**
 * Whether everything of one media type is also of another: of a range, or of a type that does not
 * have some of its parameters.
 *
 * @example includesMediaType("text/*", "text/html;charset=utf-8") // true
 */
export function includesMediaType(wide: string, narrow: string): boolean {
  const [outer, inner] = [parseMediaType(wide), parseMediaType(narrow)];
  if (!outer || !inner) return false;
  if (outer.isRange) {
    return outer.type === "*" || (outer.subtype === "*" && outer.type === inner.type);
  }
  const [few, many] = [outer, inner].map(meaningfulParameters);
  if (!few || !many || outer.essence !== inner.essence) return false;
  return [...few].every(([name, value]) => many.get(name) === value);
}

/** JSON is always UTF-8, so a charset says nothing about it (RFC 8259, section 11). */
function meaningfulParameters({ essence, parameters }: MediaType): Map<string, string> {
  const isJson = /[/+]json$/.test(essence);
  return new Map(
    [...parameters].flatMap(([name, value]): [string, string][] =>
      name !== "charset" ? [[name, value]] : isJson ? [] : [[name, value.toLowerCase()]],
    ),
  );
}

/** `application/json` for `application/problem+json`: the type that describes the syntax alone. */
export function syntaxOf(text: string): string {
  const suffix = parseMediaType(text)?.suffix;
  return suffix === undefined || suffix === "" ? essenceOf(text) : `application/${suffix}`;
}

/** Whether a format distinguishes a number from its text. */
export function preservesTypes(text: string): boolean {
  return /json|cbor|yaml/.test(text);
}

export function isMultipart(text: string): boolean {
  return essenceOf(text).startsWith("multipart/");
}

/** Whether a text is a range, from which the caller chooses one type: `image/*`. */
export function isMediaRange(text: string): boolean {
  return parseMediaType(text)?.isRange ?? text.includes("*");
}

/**
 * JSON value by value, under any of its names: the only registered one is RFC 7464's `json-seq`.
 * The client's runtime recognizes the same names.
 */
const linesType = /[/+](x-)?(nd-?json|json-?(l|lines|seq))$|\/stream\+json$/;

export function formOf(text: string): Form {
  const essence = essenceOf(text);
  if (linesType.test(essence)) return "lines";
  if (/[/+]json$/.test(essence) || essence === "*/*") return "json";
  if (essence === "multipart/form-data" || essence === "application/x-www-form-urlencoded") {
    return "form";
  }
  if (essence === "text/event-stream") return "events";
  return essence.startsWith("text/") ? "text" : "binary";
}
