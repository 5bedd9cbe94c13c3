import {
  entriesOf,
  type Fields,
  includesSame,
  isFields,
  isSame,
  keywordOf,
  listOf,
  textsOf,
} from "../openapi/index.js";
import { endKeywords } from "./admitted-values.js";
import { coversType, exactType } from "./json-types.js";
import type { Part, Parts } from "./normalized-schema.js";
import type { Schemas } from "./schema-normalizer.js";
import { countsOfMatches, meetsLimit } from "./value-limits.js";

/** Whether a value matches; undefined if that cannot be told. */
type Verdict = boolean | undefined;

/** A schema that is deeper than this is not followed, because it may contain itself. */
const deepest = 30;

/**
 * Whether a value matches a schema, as it is written. Patterns are never run: they come from
 * documents, and some take forever. Whatever is not known here makes the answer undefined, unless
 * another keyword rejects the value.
 */
export function matchesSchema(value: unknown, parts: Parts, schemas: Schemas): Verdict {
  return all(parts.map((part) => () => matches(value, part, schemas, 0)));
}

function all(verdicts: readonly (() => Verdict)[]): Verdict {
  let result: Verdict = true;
  for (const verdict of verdicts) {
    const one = verdict();
    if (one === false) return false;
    if (one === undefined) result = undefined;
  }
  return result;
}

function not(verdict: Verdict): Verdict {
  return verdict === undefined ? undefined : !verdict;
}

function matches(value: unknown, { raw, at }: Part, schemas: Schemas, depth: number): Verdict {
  if (typeof raw === "boolean") return raw;
  if (depth > deepest) return undefined;
  const inside = (child: unknown, of = value) =>
    matches(of, schemas.follow(child, at), schemas, depth + 1);
  const checks = Object.keys(raw).map(
    (keyword) => () => matchesKeyword(keyword, raw[keyword], value, raw, inside, schemas, depth),
  );
  return all(checks);
}

type Inside = (child: unknown, of?: unknown) => Verdict;

function matchesKeyword(
  keyword: string,
  content: unknown,
  value: unknown,
  raw: Fields,
  inside: Inside,
  schemas: Schemas,
  depth: number,
): Verdict {
  switch (keyword) {
    case "$ref":
      return typeof content === "string"
        ? matches(value, schemas.target(content), schemas, depth + 1)
        : undefined;
    case "allOf":
      return all(listOf(content).map((member) => () => inside(member)));
    case "anyOf":
      return not(all(listOf(content).map((variant) => () => not(inside(variant)))));
    case "oneOf":
      return matchesOne(listOf(content).map((variant) => inside(variant)));
    case "not":
      return not(inside(content));
    case "type":
      return matchesType(content, value, raw["nullable"] === true);
    case "enum":
      return includesSame(listOf(content), value) || orNullable(value, raw);
    case "const":
      return isSame(content, value) || orNullable(value, raw);
    case "nullable":
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return typeof content === "boolean" ? true : matchesBound(keyword, content, value, raw);
    default:
      break;
  }
  if (keywordOf(keyword)?.bound) return matchesBound(keyword, content, value, raw);
  if (isFields(value)) return matchesObject(keyword, content, value, raw, inside);
  if (Array.isArray(value)) return matchesList(keyword, content, value, raw, inside);
  if (typeof value === "string") return matchesText(keyword, content, value);
  if (typeof value === "number") return matchesNumber(keyword, content, value);
  return isAboutAny(keyword) ? undefined : true;
}

/** By OpenAPI 3.0, `nullable` does not extend a list of values; many documents mean that it does. */
function orNullable(value: unknown, raw: Fields): Verdict {
  return value === null && raw["nullable"] === true ? undefined : false;
}

function matchesOne(verdicts: readonly Verdict[]): Verdict {
  const sure = verdicts.filter((verdict) => verdict === true).length;
  const open = verdicts.filter((verdict) => verdict === undefined).length;
  if (sure > 1) return false;
  if (open > 0) return undefined;
  return sure === 1;
}

function matchesType(content: unknown, value: unknown, isNullable: boolean): Verdict {
  const types = [content].flat().map((type) => (type === null ? "null" : String(type)));
  return coversType(types, exactType(value)) || (value === null && isNullable);
}

function matchesBound(keyword: string, content: unknown, value: unknown, raw: Fields): Verdict {
  if (typeof content !== "number") return undefined;
  if (Array.isArray(value) && countsOfMatches.includes(keyword)) return undefined;
  // In OpenAPI 3.0, a flag makes a bound exclusive.
  const end = Object.values(endKeywords).find(({ closed }) => closed === keyword);
  return meetsLimit(end && raw[end.open] === true ? end.open : keyword, content, value);
}

function matchesObject(
  keyword: string,
  content: unknown,
  value: Fields,
  raw: Fields,
  inside: Inside,
): Verdict {
  switch (keyword) {
    case "properties":
      return all(
        entriesOf(content).flatMap(([name, schema]) =>
          Object.hasOwn(value, name) ? [() => inside(schema, value[name])] : [],
        ),
      );
    case "required":
      return textsOf(content).every((name) => Object.hasOwn(value, name));
    case "additionalProperties": {
      const declared = new Set(entriesOf(raw["properties"]).map(([name]) => name));
      const others = Object.keys(value).filter((name) => !declared.has(name));
      const verdict = all(others.map((name) => () => inside(content, value[name])));
      const isMatched = isFields(raw["patternProperties"]) && others.length > 0;
      return isMatched && verdict !== true ? undefined : verdict;
    }
    case "dependentRequired":
      return entriesOf(content).every(
        ([name, names]) =>
          !Object.hasOwn(value, name) ||
          textsOf(names).every((other) => Object.hasOwn(value, other)),
      );
    case "patternProperties":
    case "propertyNames":
      return Object.keys(value).length === 0 ? true : undefined;
    case "dependentSchemas":
    case "unevaluatedProperties":
      return undefined;
    default:
      return isAboutAny(keyword) ? undefined : true;
  }
}

function matchesList(
  keyword: string,
  content: unknown,
  value: readonly unknown[],
  raw: Fields,
  inside: Inside,
): Verdict {
  switch (keyword) {
    case "items":
      if (Array.isArray(content)) return undefined;
      return all(
        value.slice(listOf(raw["prefixItems"]).length).map((item) => () => inside(content, item)),
      );
    case "prefixItems":
      return all(
        listOf(content)
          .slice(0, value.length)
          .map((schema, index) => () => inside(schema, value[index])),
      );
    case "uniqueItems":
      if (content !== true) return true;
      return !value.some((item, index) => includesSame(value.slice(0, index), item));
    case "contains":
    case "additionalItems":
    case "unevaluatedItems":
      return undefined;
    default:
      return isAboutAny(keyword) ? undefined : true;
  }
}

function matchesText(keyword: string, content: unknown, value: string): Verdict {
  switch (keyword) {
    case "pattern":
      return content === "" ? true : undefined;
    case "format":
      return samples.get(String(content)) === value ? true : undefined;
    case "contentEncoding":
    case "contentMediaType":
    case "contentSchema":
      return undefined;
    default:
      return isAboutAny(keyword) ? undefined : true;
  }
}

function matchesNumber(keyword: string, content: unknown, value: number): Verdict {
  switch (keyword) {
    case "multipleOf":
      return typeof content === "number" ? meetsLimit(keyword, content, value) : undefined;
    case "format":
      if (content === "float" || content === "double") return true;
      return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? true : undefined;
    default:
      return isAboutAny(keyword) ? undefined : true;
  }
}

/** Keywords that apply to values of any type, and are not read here. */
function isAboutAny(keyword: string): boolean {
  return keyword === "if" || keyword === "$dynamicRef" || keyword === "$recursiveRef";
}

/** A text of each usual format. */
export const samples: ReadonlyMap<string, string> = new Map([
  ["date", "2020-01-31"],
  ["date-time", "2020-01-31T12:00:00Z"],
  ["time", "12:00:00Z"],
  ["duration", "P1D"],
  ["email", "a@example.com"],
  ["hostname", "example.com"],
  ["ipv4", "192.0.2.1"],
  ["ipv6", "2001:db8::1"],
  ["uri", "https://example.com/a"],
  ["url", "https://example.com/a"],
  ["uri-reference", "/a"],
  ["uuid", "123e4567-e89b-42d3-a456-426614174000"],
  ["password", "a"],
  ["byte", "YQ=="],
]);
