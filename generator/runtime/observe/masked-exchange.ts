import type { RequestInfo } from "../errors.js";
import { isKeyName } from "./key-names.js";
import { isFieldName } from "./looks-like-value.js";
import { maskJson, maskText } from "./mask-text.js";
import { literalsOf, maskFields, maskUrl } from "./mask-url.js";
import type { SeenBody } from "./seen-answer.js";

/** What the generator knows of an API, for recordings of it. */
export interface RecordedApi {
  /** Path templates, by the id of the operation. */
  readonly paths: Readonly<Record<string, string>>;
  /** Texts that the spec lists as values, which say nothing of anybody. */
  readonly words: readonly string[];
}

/** A request as fetch got it, and its response. */
export interface SeenExchange {
  readonly startedAt: string;
  readonly call: RequestInfo;
  readonly url: string;
  readonly init: RequestInit;
  readonly response: Response;
  readonly body: SeenBody;
}

type Header = [name: string, value: string];

/** Makes the line of a recording, without its values: `tether verify` and `tether capture` read it. */
export function exchangeMasker({
  paths,
  words: listed,
}: RecordedApi): (seen: SeenExchange) => object {
  const words: ReadonlySet<string> = new Set(listed);
  const literals = literalsOf(Object.values(paths));
  return ({ startedAt, call, url, init, response, body }) => {
    const template = Object.hasOwn(paths, call.operationId) ? (paths[call.operationId] ?? "") : "";
    const urlOf = (text: string) => maskUrl(text, url, template, literals, words);
    const headersOf = (headers: readonly Header[]): Header[] =>
      headers.flatMap(([name, value]): Header[] => {
        const lower = name.toLowerCase();
        // What is compressed or cut to length is not what is written here.
        if (lower === "content-encoding" || !isFieldName(name)) return [];
        if (lower === "content-length") return value === "0" ? [[lower, value]] : [];
        return [[lower, maskHeader(lower, value, urlOf, words)]];
      });
    const sent = headersOf(Object.entries((init.headers ?? {}) as Record<string, string>));
    return {
      schemaVersion: 1,
      isMasked: true,
      startedAt,
      request: {
        method: call.method,
        url: urlOf(url),
        headers: sent,
        ...asked(init.body, typeIn(sent), words),
      },
      response: {
        status: response.status,
        headers: [
          ...headersOf(headersIn(response.headers)),
          ...(body.kind === "none" && !response.headers.has("content-length")
            ? [["content-length", "0"]]
            : []),
        ],
        ...answered(body, words),
      },
    };
  };
}

/** Headers can only be iterated where a program names DOM.Iterable. */
function headersIn(headers: Headers): Header[] {
  const found: Header[] = [];
  headers.forEach((value, name) => {
    found.push([name, value]);
  });
  return found;
}

function typeIn(headers: readonly Header[]): string {
  return headers.find(([name]) => name === "content-type")?.[1] ?? "";
}

function maskHeader(
  name: string,
  value: string,
  urlOf: (text: string) => string,
  words: ReadonlySet<string>,
): string {
  switch (name) {
    case "accept":
    case "content-type":
      // Parameters may hold anything.
      return value.replaceAll(/;[^,]*/g, "");
    case "allow":
    case "retry-after":
      return value.replaceAll(/[^\w, -]/g, "");
    case "location":
      try {
        return urlOf(value);
      } catch {
        return "masked";
      }
    case "authorization":
      return /^(?:basic|bearer|digest|token|api-key|apikey|key) /i.test(value)
        ? value.replace(/ .*$/s, " masked")
        : "masked";
    default:
      return /cookie|auth/.test(name) || isKeyName(name) ? "masked" : maskText(value, words);
  }
}

function asked(body: unknown, type: string, words: ReadonlySet<string>): object {
  if (body === undefined || body === null) return {};
  const isForm = body instanceof URLSearchParams || /urlencoded/.test(type);
  if (isForm && (typeof body === "string" || body instanceof URLSearchParams)) {
    return { body: { text: maskFields(new URLSearchParams(body), words).toString() } };
  }
  if (typeof body !== "string") return { body: { text: "masked", isTruncated: true } };
  return { body: { text: maskJson(body, words) } };
}

function answered(body: SeenBody, words: ReadonlySet<string>): object {
  switch (body.kind) {
    case "json":
      return { body: { text: maskJson(body.text, words) } };
    case "unread":
      return { body: { text: "masked", isTruncated: true } };
    default:
      return {};
  }
}
