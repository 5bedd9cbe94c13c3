import type { Finding } from "../diff/index.js";
import { parsePointer } from "../openapi/index.js";
import type { UseJoin } from "./join-uses.js";

/** The names in a message of a compiler. */
export interface Words {
  /** What it is about: `total` of `Property 'total' does not exist on type 'Order'.` */
  readonly own: ReadonlySet<string>;
  /** Those of {@link own} that it calls properties: `total`. */
  readonly properties: ReadonlySet<string>;
  /** Those in the types that it shows: `{ sku: string }`. */
  readonly shown: ReadonlySet<string>;
}

export function wordsIn(message: string): Words {
  const own = new Set<string>();
  const shown = new Set<string>();
  for (const [quoted] of message.matchAll(/'(?:[^'\n]|'(?=\w))*'|"[^"\n]*"/g)) {
    const text = quoted.slice(1, -1).replace(/^"(.*)"$/, "$1");
    if (/[{}|<>;]/.test(text)) for (const word of wordsOf(text)) shown.add(word);
    else own.add(text);
  }
  // `The types of 'params.query.limit' are incompatible between these types.`: about the last name.
  for (const [, path = ""] of message.matchAll(/The types (?:of|returned by) '([^'\n]*)'/g))
    for (const word of wordsOf(path).slice(-1)) own.add(word);
  // `… is missing the following properties from type 'Order': vat, net`.
  const listed = /following properties from type [^:]*: ([^\n]*)/.exec(message)?.[1] ?? "";
  const properties = new Set(wordsOf(listed));
  for (const word of properties) own.add(word);
  for (const [, first, second] of message.matchAll(
    /Property '([^'\n]+)'|'([^'\n]+)' does not exist in/g,
  ))
    properties.add(first ?? second ?? "");
  return { own, properties, shown };
}

/** The client's type that a finding is about, or has the field of which it is. */
export function typeNamed({ pointer }: Finding, join: UseJoin): string | undefined {
  const [components, schemas, key] = parsePointer(pointer) ?? [];
  return components === "components" && schemas === "schemas" && key !== undefined
    ? join.typeOf(key)
    : undefined;
}

const wordsOf = (text: string) => text.match(/[\p{L}\p{N}_$-]+/gu) ?? [];

/** The names by which a compiler's message may speak of a finding. */
export function termsOf(finding: Finding, join: UseJoin): ReadonlySet<string> {
  const { kind, shown, before, after, operations, pointer } = finding;
  const terms = new Set<string>();
  for (const { names } of shown) {
    const last = names?.at(-1);
    if (last !== undefined && last !== "*") terms.add(last);
  }
  for (const value of [before, after].flat()) if (isName(value)) terms.add(value);
  const tokens = parsePointer(pointer) ?? [];
  const last = tokens.at(-1);
  if (tokens.at(-2) === "properties" && last !== undefined) terms.add(last);
  if (kind.startsWith("component.")) {
    const [, , key = ""] = tokens;
    terms.add(key);
    const type = join.typeOf(key);
    if (type !== undefined) terms.add(type);
  }
  if (/^operation\.(?:endpoint|operationId|tag)\./.test(kind)) {
    for (const operation of operations) {
      const known = join.operationOf(operation);
      if (!known) continue;
      const { method, function: called, params, data, result } = known.names;
      for (const name of [method, called, params, data, result]) terms.add(name);
      // With its last operation, a group goes too.
      for (const name of join.groupOf(known)) terms.add(name);
    }
  }
  return terms;
}

const isName = (value: unknown): value is string =>
  typeof value === "string" &&
  value.length < 100 &&
  !/^(?:string|number|integer|boolean|object|array|null)$/.test(value);
