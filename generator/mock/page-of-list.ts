import type { JsonSchema } from "../json-schema/index.js";
import { linkTo, type Page, type PageForm, removeAt, setAt } from "../runtime/msw/index.js";
import type { Collection, ListForm } from "./collections.js";
import type { Matches } from "./sampler.js";

/** Parameters by which APIs name the size of a page, and where it begins. */
const sizes = ["limit", "page_size", "pageSize", "per_page", "perPage", "size", "take"];
const offsets = ["offset", "skip", "start"];
const pages = ["page", "page_number", "pageNumber"];

/** By which parameters a list's pages are asked for. */
export function pageFormOf({ list }: Collection): PageForm {
  const { pagination, parameters } = list.operation;
  const declared = [...parameters.values()].filter(({ in: place }) => place === "query");
  const named = (names: readonly string[]) =>
    declared.find(({ name }) => names.includes(name))?.name;
  const style = pagination?.style;
  const own = pagination?.parameter?.name;
  const size = named(sizes);
  // A cursor of a mock is the position that it stands for.
  const offset = style === "cursor" ? (own ?? "cursor") : style === "offset" ? own : named(offsets);
  const page = style === "cursor" ? undefined : style === "page" ? own : named(pages);
  return {
    ...(size !== undefined && { size }),
    ...(offset !== undefined && { offset }),
    ...(page !== undefined && { page }),
    ...(pagination && { first: pagination.first ?? 1, isPaged: true as const }),
  };
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
