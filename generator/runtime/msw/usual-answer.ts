import { createMemberCheck } from "../observe/member-check.js";
import { tryPattern, withPatterns } from "../observe/patterns.js";
import type { MockedAnswer, MockedApi, MockedList, MockedOperation } from "./mocked-api.js";
import { isObject, overlaid, withMember } from "./overlay.js";
import { linkTo, pageOf, removeAt, setAt } from "./page.js";

/** A request for an operation, as its answer depends on it. */
export interface MockedCall {
  readonly url: URL;
  /** Values of path parameters by name, decoded. */
  readonly path: Readonly<Record<string, string>>;
  /** The JSON that was sent; undefined if none was. */
  readonly sent: unknown;
}

/** What `npx spec-tether mock` would answer, from the data that was made with the client. */
export function usualAnswer(
  api: MockedApi,
  operation: MockedOperation,
  { url, path, sent }: MockedCall,
): Response {
  const { usual, one, list, isEcho } = operation;
  const { collections } = api;
  if (list) {
    const all = collections[list.collection]?.forms[list.form] ?? [];
    return pageWith(usual, list, all, url);
  }
  if (isEcho) return respond({ ...usual, data: sent ?? {} });
  const matches = matcherOf(api, operation);
  const own = one && oneOf(collections[one.collection], one.form, path[one.parameter], matches);
  const known = own ?? usual.data;
  const data = isObject(sent) ? overlaid(known, sent, matches) : known;
  return respond({ ...usual, ...(data !== undefined && { data }) });
}

/** Nothing fits an answer that takes over nothing. */
function matcherOf(
  { definitions, keywords }: MockedApi,
  { schema }: MockedOperation,
): (value: unknown) => boolean {
  if (schema === undefined) return () => false;
  const root = typeof schema === "boolean" ? schema : { ...schema, $defs: definitions };
  const check = createMemberCheck(root, withPatterns(keywords, tryPattern));
  return (value) => check(value).length === 0;
}

/** The thing with an id; if nothing has it, the first one under that id, as far as it may be one. */
function oneOf(
  collection: MockedApi["collections"][number] | undefined,
  form: number,
  wanted = "",
  matches: (value: unknown) => boolean,
): unknown {
  const { id, forms = [] } = collection ?? {};
  const all = forms[form] ?? [];
  const [first] = all;
  if (id === undefined) return first;
  const found = all.find((each) => isObject(each) && String(each[id]) === wanted);
  if (found !== undefined || !isObject(first)) return found ?? first;
  const candidates = [wanted, Number(wanted)].map((value) => withMember(first, id, value));
  return candidates.find(matches) ?? first;
}

function pageWith(
  usual: MockedAnswer,
  list: MockedList,
  all: readonly unknown[],
  url: URL,
): Response {
  const { total, next, last } = list;
  const page = pageOf(list.page, url.searchParams, all.length);
  let data = setAt(usual.data, list.items, all.slice(page.from, page.from + page.size));
  if (total) data = setAt(data, total, all.length);
  const link = page.next && linkTo(page.next, url);
  if (next && page.next) {
    const { value } = page.next;
    const forms = { link, number: Number(value), text: value, flag: true };
    data = setAt(data, next.at, forms[next.is]);
  } else if (next) {
    data = last === undefined ? removeAt(data, next.at) : setAt(data, next.at, last);
  }
  const leading = list.hasHeader && link && { link: `<${link}>; rel="next"` };
  return respond({ ...usual, headers: { ...usual.headers, ...leading }, data });
}

export function respond({ status, headers = {}, data, text, base64 }: MockedAnswer): Response {
  const body =
    base64 === undefined
      ? (text ?? (data === undefined ? null : JSON.stringify(data)))
      : Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
  // With these a Response may have no body.
  const isBodiless = status === 204 || status === 205 || status === 304;
  return new Response(isBodiless ? null : body, { status, headers });
}
