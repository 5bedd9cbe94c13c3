import type { Finding } from "../diff/index.js";
import { parsePointer } from "../openapi/index.js";
import type { UseJoin } from "./join-uses.js";

/** The names in a message of a compiler: `Property 'total' does not exist on type 'Order'.` */
export function wordsIn(message: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [quoted] of message.matchAll(/'(?:[^'\n]|'(?=\w))*'|"[^"\n]*"/g)) {
    const text = quoted.slice(1, -1);
    words.add(text);
    for (const [word] of text.matchAll(/[\p{L}\p{N}_$-]+/gu)) words.add(word);
  }
  // `… is missing the following properties from type 'Order': vat, net`.
  const listed = /following properties from type [^:]*: ([^\n]*)/.exec(message)?.[1] ?? "";
  for (const [word] of listed.matchAll(/[\p{L}\p{N}_$-]+/gu)) words.add(word);
  return words;
}

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
    }
  }
  return terms;
}

const isName = (value: unknown): value is string =>
  typeof value === "string" &&
  value.length < 100 &&
  !/^(?:string|number|integer|boolean|object|array|null)$/.test(value);
