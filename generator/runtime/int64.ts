import { refuse } from "./errors.js";
import type { ParseJson } from "./options.js";

// JSON whose 64-bit integers keep all their digits. It goes along with clients that have such
// integers and hold them as bigints or as text.

/** What a 64-bit integer is in memory. */
export type Int64As = "bigint" | "string";

/**
 * Where 64-bit integers stand in the values of a schema; `true` is the value itself, false none.
 * Schemas with a name are asked for by a function, because they may hold themselves.
 */
export type Int64Place = boolean | (() => Int64Place) | Int64Inside;

/** Where they stand in a list or an object, and in none if it is not of its kind. */
export interface Int64Inside {
  /** Of the value itself: what each of several schemas says. */
  readonly all?: readonly Int64Place[];
  /** Properties that a value has to have; one of several alternatives is told by them. */
  readonly has?: readonly string[];
  /** What properties have to be, by name. */
  readonly is?: Readonly<Record<string, readonly unknown[]>>;
  readonly properties?: Readonly<Record<string, Int64Place>>;
  /** Of all properties that `properties` does not name. */
  readonly others?: Int64Place;
  /** Of the first items, one by one. */
  readonly first?: readonly Int64Place[];
  /** Of all further items. */
  readonly items?: Int64Place;
}

/** Parsed JSON, in which long numbers are still text behind a mark, if there are any. */
export interface MarkedJson {
  readonly value: unknown;
  readonly mark: string | undefined;
}

/**
 * Parses JSON without a loss. What is at no place is as JSON.parse has it.
 *
 * @param parse takes the place of JSON.parse; what it gives at a place is converted, too
 */
export function parseInt64(
  text: string,
  place: Int64Place,
  as: Int64As,
  parse?: ParseJson,
): unknown {
  return settleInt64(markInt64(text, parse), place, as);
}

/** The first half of it, for JSON of which only its context tells what it is. */
export function markInt64(text: string, parse?: ParseJson, reviver?: Reviver): MarkedJson {
  if (parse) return { value: parse(text), mark: undefined };
  // Nearly no text has one, and JSON.parse is faster than anything here.
  const mark = risky.test(text) ? newMark() : undefined;
  return { value: JSON.parse(mark ? markNumbers(text, mark) : text, reviver), mark };
}

type Reviver = (key: string, value: unknown) => unknown;

/** The second half. */
export function settleInt64({ value, mark }: MarkedJson, place: Int64Place, as: Int64As): unknown {
  const toInt64 = (integer: bigint) => (as === "bigint" ? integer : String(integer));
  const change = (member: unknown, isInt64: boolean): unknown => {
    if (mark !== undefined && typeof member === "string" && member.startsWith(mark)) {
      const digits = member.slice(mark.length);
      const integer = isInt64 ? toInteger(digits) : undefined;
      return integer === undefined ? Number(digits) : toInt64(integer);
    }
    if (!isInt64) return member;
    if (typeof member === "bigint") return toInt64(member);
    // What is no integer is not what the spec says, and stays what it is.
    return Number.isInteger(member) ? toInt64(BigInt(member as number)) : member;
  };
  return visit(value, place, change, mark !== undefined);
}

/**
 * Data with a bigint for each text of digits at a place, so that it is written as an integer; what
 * is given stays as it is.
 */
export function withBigints(data: unknown, place: Int64Place): unknown {
  const change = (member: unknown, isInt64: boolean) =>
    isInt64 && typeof member === "string" && /^-?\d{1,40}$/.test(member) ? BigInt(member) : member;
  return visit(copy(data), place, change, false);
}

/** JSON in which bigints are integers; refused by the argument's name if JSON cannot hold it. */
export function toInt64Json(argument: string, value: unknown): string {
  const mark = newMark();
  let problem: string = typeof value;
  try {
    const text = JSON.stringify(value, (_, member: unknown) =>
      typeof member === "bigint" ? mark + member : member,
    ) as string | undefined;
    if (text !== undefined) return text.replace(new RegExp(`"${mark}(-?\\d+)"`, "g"), "$1");
  } catch (error) {
    // JSON.stringify throws nothing else, unless a `toJSON` does.
    problem = (error as Error).message;
  }
  return refuse(argument, `cannot be written as JSON: ${problem}`);
}

/** Nobody can write it into a text before it is made. */
function newMark(): string {
  return `int64-${[...crypto.getRandomValues(new Uint32Array(4))].join("-")}:`;
}

/** A number that may be an integer that no number holds: many digits, or an exponent. */
const risky = /\d{16}|\d[eE]/;

/** The text with each risky number as a string behind the mark; strings stay as they are. */
function markNumbers(text: string, mark: string): string {
  let marked = "";
  let at = 0;
  while (at < text.length) {
    const quote = text.indexOf('"', at);
    const between = text.slice(at, quote < 0 ? text.length : quote);
    marked += risky.test(between) ? between.replace(/[\w.+-]+\s*:?/g, markNumber) : between;
    if (quote < 0) break;
    at = endOfString(text, quote);
    marked += text.slice(quote, at);
  }
  return marked;

  function markNumber(found: string): string {
    // What is no number of JSON, or a number for a key, JSON.parse has to refuse.
    const [, number = "", rest = ""] =
      /^(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(\s*)$/.exec(found) ?? [];
    return risky.test(number) ? `"${mark}${number}"${rest}` : found;
  }
}

/** Where a string ends that begins at a quote: behind the first quote without a backslash. */
function endOfString(text: string, start: number): number {
  for (let end = start; ; ) {
    end = text.indexOf('"', end + 1);
    if (end < 0) return text.length;
    let slashes = 0;
    while (text[end - 1 - slashes] === "\\") slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
}

/** A number of JSON as the integer that it is, exactly; undefined if it is none of 40 digits. */
function toInteger(number: string): bigint | undefined {
  const [, whole = "", fraction = "", exponent = "0"] =
    /^(-?\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(number) ?? [];
  const all = whole + fraction;
  // No pattern: one for the end of a text is slow where it holds many zeros.
  let end = all.length;
  while (all[end - 1] === "0") end--;
  const digits = all.slice(0, end);
  // By so many places the point is behind the last digit that is none of the zeros at the end.
  const zeros = Number(exponent) - fraction.length + all.length - digits.length;
  if (/^-?$/.test(digits)) return 0n;
  if (zeros < 0 || digits.length + zeros > 40) return undefined;
  return BigInt(digits + "0".repeat(zeros));
}

/**
 * Changes single values in place.
 *
 * @param change is told whether a value is at a place
 * @param isWhole whether it is asked for all values, and not only for those at places
 */
function visit(
  value: unknown,
  place: Int64Place,
  change: (value: unknown, isInt64: boolean) => unknown,
  isWhole: boolean,
): unknown {
  const root = [value] as unknown as Holder;
  // A list of what is left, since a body may be nested more deeply than calls may.
  const open: [holder: Holder, key: string, places: readonly Int64Place[]][] = [
    [root, "0", [place]],
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const [holder, key, places] = next;
    const member = holder[key];
    const met = placesFor(member, places);
    if (typeof member !== "object" || member === null) {
      const changed = change(member, met.includes(true));
      // A member called `__proto__` would be set as the prototype.
      if (changed !== member) {
        Object.defineProperty(holder, key, {
          value: changed,
          configurable: true,
          enumerable: true,
          writable: true,
        });
      }
    } else if (isWhole || met.length > 0) {
      for (const name of Object.keys(member)) {
        const inner = met.flatMap((each) => placesIn(each, member, name));
        if (isWhole || inner.length > 0) open.push([member as Holder, name, inner]);
      }
    }
  }
  return root["0"];
}

type Holder = Record<string, unknown>;

/** The places that there are for a value, each once. */
function placesFor(value: unknown, places: readonly Int64Place[]): (true | Int64Inside)[] {
  const met: (true | Int64Inside)[] = [];
  const open = [...places];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const place = typeof next === "function" ? next() : next;
    if (typeof place === "function") open.push(place);
    else if (place && !met.includes(place) && (place === true || isMet(place, value))) {
      met.push(place);
      if (place !== true && place.all) open.push(...place.all);
    }
  }
  return met;
}

function isMet({ has = [], is = {} }: Int64Inside, value: unknown): boolean {
  const members = Object(value) as Holder;
  return (
    has.every((name) => Object.hasOwn(members, name)) &&
    Object.entries(is).every(
      ([name, values]) => !Object.hasOwn(members, name) || values.includes(members[name]),
    )
  );
}

function placesIn(place: true | Int64Inside, holder: object, name: string): Int64Place[] {
  if (place === true) return [];
  const { properties = {}, others, first = [], items } = place;
  const found = Array.isArray(holder)
    ? Number(name) < first.length
      ? first[Number(name)]
      : items
    : Object.hasOwn(properties, name)
      ? properties[name]
      : others;
  return found === undefined || found === false ? [] : [found];
}

/** Plain objects and lists anew; all else, such as a Date or a Blob, is the same. */
export function copy(value: unknown, around: readonly unknown[] = []): unknown {
  // What holds itself has no end; whatever writes it refuses it.
  if (typeof value !== "object" || value === null || around.includes(value)) return value;
  const inner = [...around, value];
  if (Array.isArray(value)) return value.map((item) => copy(item, inner));
  const isData = Object.prototype.toString.call(value) === "[object Object]";
  if (!isData || "toJSON" in value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, copy(member, inner)]),
  );
}
