import { type Fields, types as schemaTypes } from "../../openapi/index.js";

/**
 * What pages write for a type, in lower case. A name that may mean several types, such as `date`
 * (a string or a number?), is not among them.
 */
const words: ReadonlyMap<string, Fields> = new Map<string, Fields>([
  ...schemaTypes.map((type): [string, Fields] => [type, { type }]),
  ["str", { type: "string" }],
  ["text", { type: "string" }],
  ["int", { type: "integer" }],
  ["int32", { type: "integer", format: "int32" }],
  ["int64", { type: "integer", format: "int64" }],
  ["long", { type: "integer", format: "int64" }],
  ["float", { type: "number", format: "float" }],
  ["double", { type: "number", format: "double" }],
  ["bool", { type: "boolean" }],
  ["list", { type: "array" }],
  ["file", { type: "string", format: "binary" }],
  ["binary", { type: "string", format: "binary" }],
  ["any", {}],
]);

/** A plural stands for the items of a list: `array of strings`. */
const singular = (word: string) => (words.has(word) ? word : word.replace(/s$/, ""));

/** Types on pages are short; what is longer is prose. */
const maxLength = 200;

/**
 * The schema that a type on a page stands for; undefined if it is no type of JSON, such as the name
 * of a schema that the page does not show.
 *
 * @example
 * schemaOfType("string<uuid> | null"); // { type: ["string", "null"], format: "uuid" }
 * schemaOfType("object[]"); // { type: "array", items: { type: "object" } }
 */
export function schemaOfType(written: string): Fields | undefined {
  return written.length > maxLength ? undefined : schemaOfUnion(written.trim());
}

function schemaOfUnion(text: string): Fields | undefined {
  const literals = text.split(/\s*\|\s*|\s+or\s+/).map(literalIn);
  if (literals.every((literal) => literal !== undefined)) {
    return { type: "string", enum: [...new Set(literals)] };
  }
  const alternatives = splitOutside(text).map(schemaOfOne);
  if (!alternatives.every((schema) => schema !== undefined)) return undefined;
  const [first, ...others] = alternatives;
  if (!first || others.length === 0) return first;
  return joined(alternatives);
}

/** The alternatives as one schema, if only their types differ; otherwise as an `anyOf`. */
function joined(alternatives: readonly Fields[]): Fields {
  const isPlain = ({ type, ...rest }: Fields) =>
    typeof type === "string" && Object.keys(rest).length === 0;
  const isNull = ({ type }: Fields) => type === "null";
  const others = alternatives.filter((schema) => !isNull(schema));
  const [only] = others;
  const types = [...new Set(alternatives.map(({ type }) => type))];
  if (alternatives.every(isPlain)) return { type: types };
  if (only && others.length === 1 && typeof only["type"] === "string")
    return { ...only, type: [only["type"], "null"] };
  return { anyOf: alternatives };
}

function literalIn(text: string): string | undefined {
  return /^"([^"]*)"$/.exec(text)?.[1] ?? /^'([^']*)'$/.exec(text)?.[1];
}

/** Splits a union; a bar within angle brackets or parentheses belongs to what is inside. */
function splitOutside(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const found of text.matchAll(/[<([]|[>)\]]|\||\s+or\s+/g)) {
    if ("<([".includes(found[0])) depth++;
    else if (">)]".includes(found[0])) depth--;
    else if (depth === 0) {
      parts.push(text.slice(start, found.index));
      start = found.index + found[0].length;
    }
  }
  return [...parts, text.slice(start)].map((part) => part.trim());
}

function schemaOfOne(text: string): Fields | undefined {
  const list = /^(.+?)\s*\[\]$/s.exec(text)?.[1];
  if (list !== undefined) return arrayOf(list.replace(/^\((.*)\)$/s, "$1"));
  const [, outer, inner] = /^([A-Za-z]+)\s*(?:<(.+)>|\[(.+)\])$/s.exec(text) ?? [];
  const parameter =
    /^[A-Za-z]+\s*<(.+)>$/s.exec(text)?.[1] ?? inner ?? /\[(.+)\]$/s.exec(text)?.[1];
  if (outer !== undefined && parameter !== undefined) {
    const name = outer.toLowerCase();
    if (name === "array" || name === "list") return arrayOf(parameter);
    if (name === "enum") return schemaOfUnion(parameter);
    const base = words.get(name);
    // `string<uuid>` is a type with a format; nothing else has a word of small letters there.
    return base?.["type"] !== undefined && /^[a-z][a-z0-9-]*$/.test(parameter)
      ? { ...base, format: parameter }
      : undefined;
  }
  const of = /^(?:array|list) of (\S+)$/i.exec(text)?.[1];
  if (of !== undefined) return arrayOf(singular(of.toLowerCase()));
  return words.get(text.toLowerCase());
}

function arrayOf(items: string): Fields | undefined {
  const schema = schemaOfUnion(items.trim());
  return schema && { type: "array", items: schema };
}
