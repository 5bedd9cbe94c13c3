import { type Exchange, headerOf } from "../recordings/index.js";
import { readableForm } from "./read-body.js";

/** Why an exchange says nothing about an API, or that it does. */
export type ExchangeKind = "call" | "preflight" | "redirect" | "page content" | "protocol switch";

/** What an exchange is. A browser records all that a page loads. */
export function kindOf(exchange: Exchange): ExchangeKind {
  const { request, response } = exchange;
  const isPreflight =
    request.method === "OPTIONS" &&
    headerOf(request, "access-control-request-method") !== undefined;
  if (isPreflight) return "preflight";
  if (response.status < 200) return "protocol switch";
  if (response.status >= 300 && response.status < 400 && response.status !== 304) return "redirect";
  return isPageContent(exchange) ? "page content" : "call";
}

/** Pages and what they are made of, which a program's own calls are not. */
function isPageContent({ request, response }: Exchange): boolean {
  const destination = headerOf(request, "sec-fetch-dest") ?? request.destination;
  // Browsers say what a request is for; scripts ask for "empty".
  if (destination !== undefined) return destination !== "empty";
  const agent = headerOf(request, "user-agent");
  const isProgram = agent !== undefined && !/Mozilla\//.test(agent);
  if (isProgram || request.method !== "GET") return false;
  const type = response.body?.mediaType ?? headerOf(response, "content-type");
  return type !== undefined && readableForm(type) === "page";
}
