import { essenceOf } from "../../media-type.js";
import { isFields } from "../../openapi/index.js";
import { type Exchange, headerOf } from "../../recordings/index.js";

/** What an answer says of its operation. */
export type Outcome =
  /** A success, or an answer that only the operation itself gives. */
  | "answered"
  /** This credential may not read it; with 403, the path is there. */
  | "refused"
  /** The path is there, and has no such method. */
  | "method-refused"
  /** Nothing is there: the service answers the same to a path that it cannot have. */
  | "nothing-there"
  | "failed";

/**
 * A path that no API has, below what all paths have in common: a site may stand above the API and
 * answer otherwise. Its answer is what everything gets that leads nowhere.
 *
 * @param paths all templates of the API, so that it is an item of none of its lists
 */
export function nowhereBelow(paths: readonly string[]): string {
  const templates = paths.map(segmentsOf);
  const [first = [], ...others] = templates.map((segments) => segments.slice(0, -1));
  const differs = first.findIndex(
    (segment, index) =>
      segment.includes("{") || others.some((segments) => segments[index] !== segment),
  );
  const shared = differs < 0 ? first : first.slice(0, differs);
  const isItem = () =>
    templates.some(
      (segments) => segments.length === shared.length + 1 && segments.at(-1)?.includes("{"),
    );
  while (shared.length > 0 && isItem()) shared.pop();
  return ["", ...shared, "spec-tether-asks-for-nothing", ""].join("/");
}

function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}

/** What is known of the operation that was asked. */
export interface Asking {
  /** Whether the request had values, so that a 404 in JSON may be about one of them. */
  readonly hasValues: boolean;
  /** Whether the operation declares an answer of this status and media type. */
  readonly isDeclared: boolean;
}

/**
 * Tells what an answer shows. Frameworks check in different orders: Django REST framework answers 401
 * before 404 and 405, a gateway refuses what it does not know with 403, and an application of one
 * page answers 200 to everything. So it is held against the answer to a path that cannot be
 * ([record 48](../../../docs/adr/0048-a-path-that-cannot-be.md)).
 *
 * @param elsewhere the answer to `nowhereBelow`; undefined if there was none
 */
export function outcomeOf(
  exchange: Exchange,
  elsewhere: Exchange | undefined,
  { hasValues, isDeclared }: Asking,
): Outcome {
  const { status } = exchange.response;
  // Who asks comes before what is asked for: a service that checks keys first refuses every path alike.
  if (status === 401) return "refused";
  // A service that fails, or has had enough, fails at every path alike.
  if (status >= 500 || status === 429 || status === 408) return "failed";
  const isOfValue = hasValues && isJson(exchange) && status === 404;
  if (elsewhere && isAlike(exchange, elsewhere, isDeclared) && !isOfValue) return "nothing-there";
  // A page is not what an API answers with: it comes from what stands before it.
  if (status === 404 && !isJson(exchange) && !isEmpty(exchange)) return "nothing-there";
  if (status === 403 || status === 407) return "refused";
  return status === 405 ? "method-refused" : "answered";
}

function isAlike(one: Exchange, other: Exchange, isDeclared: boolean): boolean {
  if (one.response.status !== other.response.status) return false;
  if (typeOf(one) !== typeOf(other)) return false;
  if (locationOf(one) !== locationOf(other)) return false;
  // Pages have tokens that differ each time, so their texts count only where one is declared.
  return !isJson(one) && !isDeclared ? true : textOf(one) === textOf(other);
}

/** Where a redirect leads, without the path that it comes from, which may be in its query. */
function locationOf({ request, response }: Exchange): string {
  const location = headerOf(response, "location") ?? "";
  return withoutPath(location.replace(/[?#].*$/s, ""), request.url.pathname);
}

/** A body without the path that was asked for, and without what differs from one answer to the next. */
function textOf(exchange: Exchange): string {
  const { request, response } = exchange;
  const value = jsonIn(exchange);
  const text =
    value === undefined
      ? (response.body?.bytes.toString("utf8") ?? "")
      : JSON.stringify(value, (name, member: unknown) =>
          typeof member !== "object" && isOfOneAnswer.test(name) ? undefined : member,
        );
  return withoutPath(text, request.url.pathname).replaceAll(/[0-9a-f-]{8,}|\d+/gi, "");
}

/** Members that say which answer it is, and not what it says: `requestId`, `trace_id`, `timestamp`. */
const isOfOneAnswer = /(?:request|trace|span|correlation|error|event|ray)[-_]?id$|time|nonce/i;

function withoutPath(text: string, pathname: string): string {
  return [pathname, pathname.replace(/^\//, "")].reduce(
    (rest, path) => (path === "" ? rest : rest.replaceAll(path, "")),
    text,
  );
}

function typeOf({ response }: Exchange): string {
  return essenceOf(response.body?.mediaType ?? headerOf(response, "content-type") ?? "");
}

export function isJson(exchange: Exchange): boolean {
  return /[/+]json$/.test(typeOf(exchange));
}

function isEmpty({ response }: Exchange): boolean {
  return (response.body?.bytes.length ?? 0) === 0;
}

/** The body as JSON; undefined if it is none. */
export function jsonIn(exchange: Exchange): unknown {
  const { body } = exchange.response;
  if (!body || body.isTruncated || !isJson(exchange)) return undefined;
  try {
    return JSON.parse(body.bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

/**
 * The methods that a path has, by its answer to OPTIONS. Only one in JSON counts, as that of Django
 * REST framework does: in what a gateway, a router or CORS answers, `Allow` is about something else.
 */
export function allowedMethods(exchange: Exchange): ReadonlySet<string> | undefined {
  const allow = headerOf(exchange.response, "allow");
  if (exchange.response.status !== 200 || allow === undefined) return undefined;
  if (!isFields(jsonIn(exchange))) return undefined;
  return new Set(allow.toUpperCase().match(/[A-Z]+/g) ?? []);
}
