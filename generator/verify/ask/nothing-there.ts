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

/** A path that no API has. Its answer is what everything gets that leads nowhere. */
export const nowhere = "/spec-tether-asks-for-nothing/";

/**
 * Tells what an answer shows. Frameworks check in different orders: Django REST framework answers 401
 * before 404 and 405, a gateway refuses what it does not know with 403, and an application of one
 * page answers 200 to everything. So it is held against the answer to a path that cannot be.
 *
 * @param elsewhere the answer to `nowhere`
 * @param hasValues whether the path has values, so that a 404 in JSON may be about one of them
 */
export function outcomeOf(
  exchange: Exchange,
  elsewhere: Exchange | undefined,
  hasValues: boolean,
): Outcome {
  const { status } = exchange.response;
  // Who asks comes before what is asked for: a service that checks keys first refuses every path alike.
  if (status === 401) return "refused";
  const isOfValue = hasValues && isJson(exchange) && status === 404;
  if (elsewhere && isAlike(exchange, elsewhere) && !isOfValue) return "nothing-there";
  // A page is not what an API answers with: it comes from what stands before it.
  if (status === 404 && !isJson(exchange) && !isEmpty(exchange)) return "nothing-there";
  if (status === 403 || status === 407) return "refused";
  if (status === 405) return "method-refused";
  return status >= 500 || status === 429 || status === 408 ? "failed" : "answered";
}

function isAlike(one: Exchange, other: Exchange): boolean {
  if (one.response.status !== other.response.status) return false;
  if (typeOf(one) !== typeOf(other)) return false;
  if (!isJson(one)) return true;
  return textOf(one) === textOf(other);
}

/** A body without the path that was asked for, and without what differs from one answer to the next. */
function textOf({ request, response }: Exchange): string {
  const text = response.body?.bytes.toString("utf8") ?? "";
  const { pathname } = request.url;
  return [pathname, pathname.replace(/^\//, "")]
    .reduce((rest, path) => (path === "" ? rest : rest.replaceAll(path, "")), text)
    .replaceAll(/[0-9a-f-]{8,}|\d+/gi, "");
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
