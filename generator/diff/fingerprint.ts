import { createHash } from "node:crypto";
import {
  canonical,
  type Fields,
  fieldsOf,
  isFields,
  listOf,
  refOf,
  templateOf,
  textOf,
  tokensOf,
} from "../openapi/index.js";
import type { Judgement } from "./apply-rules.js";
import { partsOf } from "./change-kinds.js";
import { nameOf } from "./change-names.js";

/**
 * An identity of a finding that survives rewording and moved lines. Twelve hexadecimal digits.
 *
 * People accept findings by it, so it holds what they agreed to: the rules with their severities,
 * the place, the values, and the operations of which each rule says it. If the same change later
 * reaches another operation or direction, or is worse, it is another finding. It is always made of
 * all judgements of a change, whatever is selected or accepted, and as the rules judge it, whatever
 * severities are set.
 *
 * @param judgements of one change
 * @param count how many findings before it are the same in all of this
 * @param base the older document, whose places stay while the newer one is being worked on
 */
export function fingerprintOf(
  judgements: readonly Judgement[],
  count: number,
  base: unknown,
): string {
  const [first] = judgements;
  if (!first) throw new Error("internal error: a finding has a judgement");
  const { change } = first;
  const judged = judgements.map((judgement) => {
    const { rule, wire, source } = judgement;
    return canonical([rule.id, wire, source, operationsOf(judgement)]);
  });
  const place = placeOf(tokensOf(change.base), base);
  // As fields, because in a list `undefined` is spelled like null.
  const values = { name: nameOf(change), before: change.before, after: change.after };
  const parts = [judged.sort(), place, values, count];
  return createHash("sha256").update(canonical(parts)).digest("hex").slice(0, 12);
}

/** Whether a text is spelled as {@link fingerprintOf} spells one, or `verify`, with 16 digits. */
export const isFingerprint = (text: string): boolean =>
  /^(?:[0-9a-f]{12}|[0-9a-f]{16})$/.test(text);

/**
 * Method and path: a new operationId must not make a finding new. None for what is about the
 * document, of which each new operation is another example.
 */
function operationsOf({ change, rule, uses }: Judgement): string[] {
  if (ofDocument.has(partsOf(rule.id).subject)) return [];
  const reached = [...change.operations, ...uses.map(({ root }) => root.operation)];
  return [...new Set(reached.map(({ method, path }) => `${method} ${templateOf(path)}`))].sort();
}

const ofDocument: ReadonlySet<string> = new Set(["document", "component", "securityScheme"]);

/** A pointer with a name for each position in a list, so that it survives what is put before it. */
function placeOf(tokens: readonly string[], document: unknown): string[] {
  let node: unknown = document;
  return tokens.map((token, index) => {
    const around = node;
    node = isFields(node) && Object.hasOwn(node, token) ? node[token] : listOf(node)[Number(token)];
    // Positions in `prefixItems` mean what they say.
    if (Array.isArray(around) && tokens[index - 1] !== "prefixItems")
      return namesIn(around)[Number(token)] ?? token;
    return index === 1 && tokens[0] === "paths" ? templateOf(token) : token;
  });
}

/** A union may have thousands of variants, and a finding in each. */
const known = new WeakMap<readonly unknown[], readonly string[]>();

function namesIn(list: readonly unknown[]): readonly string[] {
  const found = known.get(list) ?? namesOf(list);
  known.set(list, found);
  return found;
}

/** The names of items; the second of two that nothing tells apart is numbered. */
function namesOf(list: readonly unknown[]): string[] {
  const items = list.map(fieldsOf);
  const short = items.map(
    (item) => itemName(item) ?? fixedName(item) ?? canonical(outlineOf(item)),
  );
  // A name that does not make the set larger was there before.
  const seen = new Set<string>();
  const shared = new Set(short.filter((name) => seen.size === seen.add(name).size));
  const counts = new Map<string, number>();
  return items.map((item, position) => {
    const own = short[position] ?? "";
    const name = shared.has(own) ? canonical([own, fixedName(item), outlineOf(item)]) : own;
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return count === 0 ? name : `${name} ${count}`;
  });
}

/** What an item is called: a variant, a member of `allOf`, a parameter, a server. */
function itemName(item: Fields): string | undefined {
  const name = refOf(item) ?? textOf(item["title"]) ?? textOf(item["url"]) ?? textOf(item["name"]);
  return name === undefined ? undefined : canonical([name, item["in"]]);
}

function fixedName(schema: Fields): string | undefined {
  const fixed = fixedValues(schema);
  return fixed.length > 0 ? canonical(fixed) : undefined;
}

function outlineOf({ type, format, properties }: Fields): unknown {
  return [type, format, Object.keys(fieldsOf(properties)).sort()];
}

/** The values that a schema or its properties can only have, as those of a discriminator. */
function fixedValues(schema: Fields): unknown[] {
  const own = valuesOf(schema);
  const ofProperties = Object.entries(fieldsOf(schema["properties"])).flatMap(
    ([name, property]) => {
      const values = valuesOf(fieldsOf(property));
      return values?.length === 1 ? [[name, values]] : [];
    },
  );
  return [...(own ? [own] : []), ...ofProperties.sort()];
}

function valuesOf(schema: Fields): readonly unknown[] | undefined {
  if (schema["const"] !== undefined) return [schema["const"]];
  return Array.isArray(schema["enum"]) ? schema["enum"] : undefined;
}
