import type { JsonSchema } from "../json-schema/index.js";
import { isFields } from "../openapi/index.js";
import type { Collection, ListForm } from "./collections.js";
import { withMember } from "./entities.js";
import type { Matches } from "./sampler.js";

/** A part of a list, and how the next one is asked for. */
export interface Page {
  readonly from: number;
  readonly size: number;
  /** The query of the next page, with what it changes; undefined if this is the last. */
  readonly next: { readonly name: string; readonly value: string } | undefined;
}

/** Parameters by which APIs name the size of a page, and where it begins. */
const sizes = ["limit", "page_size", "pageSize", "per_page", "perPage", "size", "take"];
const offsets = ["offset", "skip", "start"];
const pages = ["page", "page_number", "pageNumber"];

const usualSize = 10;

/** Which items a request asks for. */
export function pageOf({ list }: Collection, query: URLSearchParams, count: number): Page {
  const { pagination, parameters } = list.operation;
  const declared = [...parameters.values()].filter(({ in: place }) => place === "query");
  const named = (names: readonly string[]) =>
    declared.find(({ name }) => names.includes(name))?.name;
  const numberOf = (name: string | undefined) => {
    const value = name === undefined ? Number.NaN : Number(query.get(name) ?? Number.NaN);
    return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  };
  const size = Math.max(1, numberOf(named(sizes)) ?? usualSize);
  const style = pagination?.style;
  const own = pagination?.parameter?.name;
  const offset = style === "offset" ? own : named(offsets);
  const page = style === "page" ? own : named(pages);
  const isPaged = offset !== undefined || page !== undefined || style !== undefined;
  const first = pagination?.first ?? 1;
  const at = Math.max(
    0,
    style === "cursor"
      ? (numberOf(own) ?? 0)
      : page !== undefined
        ? ((numberOf(page) ?? first) - first) * size
        : (numberOf(offset) ?? 0),
  );
  const end = at + size;
  if (!isPaged)
    return { from: 0, size: named(sizes) === undefined ? count : size, next: undefined };
  if (end >= count) return { from: at, size, next: undefined };
  if (style === "cursor")
    return { from: at, size, next: { name: own ?? "cursor", value: String(end) } };
  if (page !== undefined)
    return { from: at, size, next: { name: page, value: String(at / size + first + 1) } };
  return { from: at, size, next: { name: offset ?? "offset", value: String(end) } };
}

/** The body of a page: the items, what leads to the next one, and how many there are in all. */
export function bodyOfPage(
  base: unknown,
  { list }: Collection,
  items: readonly unknown[],
  schema: JsonSchema,
  { count, page, url }: { readonly count: number; readonly page: Page; readonly url: URL },
  matches: Matches,
): unknown {
  let body = setAt(base, list.items, items);
  const tryEach = (steps: readonly string[] | undefined, values: readonly unknown[]) => {
    if (steps === undefined) return;
    for (const value of values) {
      const next = value === absent ? removeAt(body, steps) : setAt(body, steps, value);
      if (!matches(schema, next)) continue;
      body = next;
      return;
    }
  };
  tryEach(list.total, [count]);
  tryEach(list.next, nextValues(list, page, url));
  return body;
}

const absent = Symbol("absent");

/** In the order in which they are tried: the first that the schema allows is taken. */
function nextValues({ operation }: ListForm, { next }: Page, url: URL): readonly unknown[] {
  if (!next) return [null, absent, false, ""];
  const link = linkTo(next, url);
  const style = operation.pagination?.style;
  const value = [next.value, Number(next.value)];
  return style === "cursor" || style === "page" || style === "offset"
    ? [...value, link, true]
    : [link, ...value, true];
}

/** The address of the next page. */
export function linkTo({ name, value }: NonNullable<Page["next"]>, url: URL): string {
  const next = new URL(url);
  next.searchParams.set(name, value);
  return next.href;
}

function setAt(body: unknown, [step, ...more]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const fields = isFields(body) ? body : {};
  const inner = Object.hasOwn(fields, step) ? fields[step] : undefined;
  return withMember(fields, step, setAt(inner, more, value));
}

function removeAt(body: unknown, [step, ...more]: readonly string[]): unknown {
  if (step === undefined || !isFields(body)) return body;
  if (more.length > 0) return withMember(body, step, removeAt(body[step], more));
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== step));
}
