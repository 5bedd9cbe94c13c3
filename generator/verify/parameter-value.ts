import { type Contract, type Parameter, type Parts, typesOf } from "../contract/index.js";
import {
  defaultStyle,
  listSeparators,
  type ParameterStyle,
  parameterStyles,
  spellingOf,
} from "../openapi/index.js";

/** The value of a parameter, as its schema has it. */
export interface ReadParameter {
  /** Undefined if it was written in a way that has no rule. */
  readonly value: unknown;
  /** The names of the query that it was read from. */
  readonly names: readonly string[];
}

/** Reads the value of a parameter in a query; undefined if it was not sent. */
export function readQuery(
  parameter: Parameter,
  query: URLSearchParams,
  contract: Contract,
): ReadParameter | undefined {
  const { name, schema } = parameter;
  const types = schema ? typesOf(schema, contract.schemas) : undefined;
  const { style, explode } = styleOf(parameter);
  if (style === "deepObject") return readDeepObject(parameter, query, contract);
  if (types?.has("object") && explode && !query.has(name)) {
    const members = schema ? contract.schemas.read(schema).properties : new Map<string, Parts>();
    const names = [...members.keys()].filter((member) => query.has(member));
    if (names.length === 0) return undefined;
    const entries = names.map((member) => [
      member,
      valueOfText(query.get(member) ?? "", members.get(member), contract),
    ]);
    return { value: Object.fromEntries(entries), names };
  }
  if (!query.has(name)) return undefined;
  const all = query.getAll(name);
  const value =
    types?.has("array") && explode && style === "form"
      ? all.map((text) => itemOf(text, schema, contract))
      : valueOfText(all[0] ?? "", schema, contract, style, explode);
  return { value, names: [name] };
}

/** Reads the text of a parameter in a path or a header. */
export function readText(parameter: Parameter, text: string, contract: Contract): unknown {
  const { style, explode } = styleOf(parameter);
  return valueOfText(text, parameter.schema, contract, style, explode);
}

/** `filter[name]=x`; also with `filter[]=x`, for a list. */
function readDeepObject(
  { name, schema }: Parameter,
  query: URLSearchParams,
  contract: Contract,
): ReadParameter | undefined {
  const names = [...query.keys()].filter((each) => each.startsWith(`${name}[`));
  if (names.length === 0) return undefined;
  const members = schema ? contract.schemas.read(schema).properties : new Map<string, Parts>();
  // Deeper members have no rule: servers disagree about them.
  if (!names.every((each) => /^\[[^\]]*\]$/.test(each.slice(name.length))))
    return { value: undefined, names };
  const entries = names.map((each) => {
    const member = each.slice(name.length + 1, -1);
    const parts = members.get(member);
    const types = parts ? typesOf(parts, contract.schemas) : undefined;
    const all = query.getAll(each);
    const isList = types?.has("array");
    const value = isList
      ? all.map((text) => itemOf(text, parts, contract))
      : valueOfText(all[0] ?? "", parts, contract);
    return [member, value] as const;
  });
  return { value: Object.fromEntries(entries), names };
}

function styleOf({ in: place, raw }: Parameter): { style: ParameterStyle; explode: boolean } {
  const { style, explode } = spellingOf(raw, place);
  return { style: parameterStyles.find((each) => each === style) ?? defaultStyle(place), explode };
}

/** A text as the value that it stands for, by the types of its schema. */
export function valueOfText(
  text: string,
  parts: Parts | undefined,
  contract: Contract,
  style: ParameterStyle = "form",
  explode = false,
): unknown {
  const types = parts ? typesOf(parts, contract.schemas) : undefined;
  if (types?.has("array") && !types.has("string")) {
    const separators = listSeparators[style];
    const separator = (explode ? separators?.exploded : separators?.joined) ?? ",";
    return text === "" ? [] : text.split(separator).map((item) => itemOf(item, parts, contract));
  }
  if (types?.has("object") && !types.has("string")) return undefined;
  const isNumber = types?.has("number") || types?.has("integer");
  if (isNumber && /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text)) return Number(text);
  if (types?.has("boolean") && /^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return text === "" && types?.has("null") ? null : text;
}

function itemOf(text: string, parts: Parts | undefined, contract: Contract): unknown {
  const items = parts && contract.schemas.read(parts).single.get("items");
  return valueOfText(text, items, contract);
}
