import type { ApiCall } from "./call.js";
import type { Client } from "./client.js";
import { ApiError } from "./errors.js";
import type { OperationDescriptor, ParameterDescriptor } from "./operation.js";
import { type CallOptions, checkNumber } from "./options.js";
import type { AnyResult } from "./response.js";
import { ownValue } from "./serialize.js";

/** An operation whose response is a page of a list. */
export interface PagedDescriptor extends OperationDescriptor {
  readonly pagination: PaginationRule;
}

/** How the pages follow one another. */
export interface PaginationRule {
  readonly style: "page" | "offset" | "cursor" | "link";
  /** Argument that says which page is meant; absent for `link`. */
  readonly argument?: string;
  /** Number of the first page; 1 if absent. */
  readonly first?: number;
  /** Properties from the body down to the list. */
  readonly items: readonly string[];
  /** Properties down to what tells of the next page. */
  readonly next?: readonly string[];
  /** Header of the form of `Link` that tells of the next page. */
  readonly header?: string;
  /** Properties down to the number of all items. */
  readonly total?: readonly string[];
  /** Query parameters that hold a credential; they are not taken from a link. */
  readonly credentials?: readonly string[];
}

/**
 * A call whose response is a page of a list. Read by itself it is that page; the other ways go on
 * from there, and send for a page only when it is wanted. The options of the call hold for each
 * page. A page that fails throws out of the loop.
 */
export interface PagedCall<Data, Result, Item> extends ApiCall<Data, Result> {
  /** This page and those behind it. */
  pages(): AsyncIterable<Data>;
  /** What this page and those behind it list. */
  items(): AsyncIterable<Item>;
  /**
   * All items. PaginationError if they are more than `max` (default 10000), or if a page is the same
   * as the one before it: a part is never taken for all.
   */
  all(options?: { readonly max?: number }): Promise<Item[]>;
}

/** A page that does not tell what it should, that leads elsewhere, or that is one too many. */
export class PaginationError extends ApiError {
  override readonly name = "PaginationError";
}

/** Calls an operation, for the first page at once. */
export function paginate<Data, Result, Item>(
  client: Client,
  operation: PagedDescriptor,
  params: object | undefined,
  options: CallOptions | undefined,
): PagedCall<Data, Result, Item> {
  const call = client.call(operation, params, options);
  const walk = (isRepeatError = false) =>
    walkPages<Data, Item>(client, { operation, args: { ...params } }, options, call, isRepeatError);

  async function* pages(): AsyncGenerator<Data, void, undefined> {
    for await (const { data } of walk()) yield data;
  }
  async function* items(): AsyncGenerator<Item, void, undefined> {
    for await (const page of walk()) yield* page.items;
  }
  async function all({ max = 10_000 }: { readonly max?: number } = {}): Promise<Item[]> {
    checkNumber("max", max, 0);
    const found: Item[] = [];
    for await (const page of walk(true)) {
      if (found.length + page.items.length > max) {
        throw page.error(
          `more than ${max} items; allow more with \`max\`, or loop over \`items()\``,
        );
      }
      for (const item of page.items) found.push(item);
    }
    return found;
  }
  return Object.assign(call, { pages, items, all });
}

/** The request of one page. */
interface PageRequest {
  readonly operation: PagedDescriptor;
  readonly args: Readonly<Record<string, unknown>>;
}

async function* walkPages<Data, Item>(
  client: Client,
  first: PageRequest,
  options: CallOptions | undefined,
  firstCall: ApiCall<unknown, AnyResult>,
  isRepeatError: boolean,
): AsyncGenerator<Page<Data, Item>, void, undefined> {
  let request = first;
  let call = firstCall;
  let last: string | undefined;
  const seen = new Set<unknown>();
  for (let number = 1; ; number++) {
    const sent = request;
    const page = await readPage<Data, Item>(
      call,
      first.operation,
      () => client.prepare(sent.operation, sent.args, options, {}).info.url,
    );
    // A server that does not know the parameter gives the same page for ever.
    const content = JSON.stringify([page.items, page.next], toJsonValue);
    if (content === last) {
      if (isRepeatError) throw page.error("the page is the same as the one before it");
      return;
    }
    last = content;
    if (number === 1 || page.items.length > 0) yield page;
    const following = follow(page, request, first, seen);
    if (!following) return;
    request = following;
    call = client.call(request.operation, request.args, optionsOf(options, number + 1));
  }
}

/** Integers may be bigints, by `client.int64` or `parseJson`. */
function toJsonValue(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

/** Each page is a request of its own, and so is its key. */
function optionsOf(options: CallOptions | undefined, number: number): CallOptions | undefined {
  const key = options?.idempotencyKey;
  return key === undefined ? options : { ...options, idempotencyKey: `${key}-${number}` };
}

/**
 * The request of the page behind this one; undefined if there is none, or none that was not there
 * before.
 */
function follow(
  page: Page,
  { operation, args }: PageRequest,
  first: PageRequest,
  seen: Set<unknown>,
): PageRequest | undefined {
  const { style, argument = "", first: start = 1, next, header } = operation.pagination;
  const { items, total } = page;
  const isDeclared = next !== undefined || header !== undefined;
  if (isDeclared ? isNothing(page.next) : items.length === 0) return undefined;

  const given = valueAt(args, [argument]);
  const to = (value: unknown) => ({ operation, args: { ...args, [argument]: value } });
  switch (style) {
    case "page":
      return to(toCount(page, argument, given ?? start) + 1);
    case "offset": {
      const offset = toCount(page, argument, given ?? 0) + items.length;
      const isTotal = /^(number|bigint)$/.test(typeof total);
      const isLast = items.length === 0 || (isTotal && offset >= Number(total));
      return isLast ? undefined : to(offset);
    }
    case "cursor": {
      const cursor = toText(page);
      if (given !== undefined) seen.add(String(given));
      return seen.has(cursor) ? undefined : to(page.next);
    }
    case "link": {
      const link = toLink(page);
      seen.add(page.url.href);
      if (seen.has(link.href)) return undefined;
      seen.add(link.href);
      return requestOf(link, first);
    }
  }
}

function isNothing(next: unknown): boolean {
  return next === undefined || next === null || next === false || next === "";
}

function toCount(page: Page, argument: string, value: unknown): number {
  const count = Number(value);
  if (!Number.isSafeInteger(count))
    throw page.error(`cannot continue counting from ${argument} ${value}`);
  return count;
}

function toText({ next, error }: Page): string {
  if (/^(string|number|bigint)$/.test(typeof next)) return String(next);
  throw error("its pointer to the next page is neither a string nor a number");
}

/**
 * Only the query of a link is used, but one that means another place means another list. A server
 * behind a proxy that ends TLS writes `http` for its own `https`; that is the same place, and stays
 * `https`.
 */
function toLink(page: Page): URL {
  const { url, error } = page;
  const text = toText(page);
  let link: URL;
  try {
    link = new URL(text, url);
  } catch {
    throw error("its link to the next page is not a URL");
  }
  if (url.protocol === "https:" && link.host === url.host) link.protocol = url.protocol;
  if (link.origin !== url.origin || decode(link.pathname) !== decode(url.pathname)) {
    throw error(`its link to the next page leads to ${withoutQuery(link)}; not followed`);
  }
  return link;
}

/** The first request with the query of a link in the place of its own. */
function requestOf(link: URL, { operation, args }: PageRequest): PageRequest {
  const { credentials = [] } = operation.pagination;
  const parameters: Record<string, ParameterDescriptor> = {};
  for (const [argument, parameter] of Object.entries(operation.parameters ?? {})) {
    if (parameter.in !== "query") parameters[argument] = parameter;
  }
  const query: Record<string, string> = {};
  link.searchParams.forEach((value, name) => {
    if (credentials.includes(name)) return;
    // A name may occur several times; an argument may not.
    const argument = `link ${Object.keys(query).length}`;
    parameters[argument] = { in: "query", name };
    query[argument] = value;
  });
  return { operation: { ...operation, query: [], parameters }, args: { ...args, ...query } };
}

interface Page<Data = unknown, Item = unknown> {
  readonly data: Data;
  readonly items: readonly Item[];
  readonly next: unknown;
  readonly total: unknown;
  readonly url: URL;
  readonly error: (problem: string) => PaginationError;
}

async function readPage<Data, Item>(
  call: ApiCall<unknown, AnyResult>,
  { id: operationId, method, pagination }: PagedDescriptor,
  sentTo: () => string,
): Promise<Page<Data, Item>> {
  const result = await call.result();
  if (result.ok === false) throw result.error;
  const { data, response } = result;
  // A fetch of the caller's own may give a response that does not tell where it comes from.
  const url = new URL(response.url || sentTo());
  const error = (problem: string) =>
    new PaginationError({ operationId, method, url: withoutQuery(url) }, problem);
  const { items: steps, next, header, total } = pagination;
  const items: unknown = valueAt(data, steps) ?? [];
  if (!Array.isArray(items)) throw error(`the page has no list at /${steps.join("/")}`);
  return {
    // The generated code names the types that the spec promises.
    data: data as Data,
    items: items as Item[],
    next: header ? nextLink(response.headers.get(header)) : next && valueAt(data, next),
    total: total && valueAt(data, total),
    url,
    error,
  };
}

/** The value that properties lead to; undefined if one is not there. */
function valueAt(data: unknown, steps: readonly string[]): unknown {
  let value = data;
  for (const step of steps) {
    if (typeof value !== "object" || value === null) return undefined;
    value = ownValue(value, step);
  }
  return value;
}

/** The target of `rel="next"` in a header such as `<https://…?page=2>; rel="next"`. */
function nextLink(header: string | null): string | undefined {
  for (const [, target, attributes = ""] of (header ?? "").matchAll(
    /<([^<>]*)>((?:"(?:[^"\\]|\\.)*"|[^<"])*)/g,
  )) {
    const all = [
      ...attributes.matchAll(/;\s*([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*))/g),
    ];
    const rel = all.find(([, name]) => name?.toLowerCase() === "rel");
    const words = (rel?.[2] ?? rel?.[3] ?? "").toLowerCase().split(/\s+/);
    if (words.includes("next")) return target;
  }
  return undefined;
}

/** A query may hold a credential. */
function withoutQuery({ origin, pathname }: URL): string {
  return origin + pathname;
}

/** Servers differ in what they encode. */
function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
