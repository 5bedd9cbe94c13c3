import { type Exchange, headerOf } from "../recordings/index.js";
import { readableForm } from "./read-body.js";

/** Why an exchange says nothing about an API, or that it does. */
export type ExchangeKind = "call" | "preflight" | "redirect" | "page content" | "protocol switch";

/** What an exchange is. A browser records all that a page loads. */
export function kindOf(exchange: Exchange): ExchangeKind {
  const { response } = exchange;
  if (isPreflight(exchange)) return "preflight";
  if (response.status < 200) return "protocol switch";
  if (response.status >= 300 && response.status < 400 && response.status !== 304) return "redirect";
  return isPageContent(exchange) ? "page content" : "call";
}

/** Whether a browser asks if a page may call, before it does. */
export function isPreflight({ request }: Exchange): boolean {
  const asked = headerOf(request, "access-control-request-method");
  return request.method === "OPTIONS" && asked !== undefined;
}

/**
 * Whether a page was made of the answer, which no program asked for: a document, a script, a picture.
 * Undefined if the recording does not say.
 */
export function wasLoadedByPage({ request }: Exchange): boolean | undefined {
  const destination = headerOf(request, "sec-fetch-dest") ?? request.destination;
  // Browsers say what a request is for; scripts ask for "empty".
  return destination === undefined ? undefined : destination !== "empty";
}

/** Pages and what they are made of, which a program's own calls are not. */
function isPageContent(exchange: Exchange): boolean {
  const { request, response } = exchange;
  const wasLoaded = wasLoadedByPage(exchange);
  if (wasLoaded !== undefined) return wasLoaded;
  const agent = headerOf(request, "user-agent");
  const isProgram = agent !== undefined && !/Mozilla\//.test(agent);
  if (isProgram || request.method !== "GET") return false;
  const type = response.body?.mediaType ?? headerOf(response, "content-type");
  return type !== undefined && readableForm(type) === "page";
}
