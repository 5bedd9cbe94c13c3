import { isIgnoredHeader, mayHaveBody, statusOf, successAmong } from "../openapi/index.js";
import type { Response } from "./contract.js";
import type { Reader } from "./node-reader.js";
import { readContent } from "./read-content.js";
import type { Context } from "./read-contract.js";
import { readHeader } from "./read-parameters.js";

/** The documented responses of an operation, by status. */
export function readResponses(
  responses: Reader,
  method: string,
  context: Context,
): Map<string, Response> {
  const entries = responses.fields();
  const isSuccess = successAmong(entries.map(([key]) => key));
  return new Map(
    entries.map(([key, written]) => {
      const status = statusOf(key);
      const canHaveBody = method !== "HEAD" && mayHaveBody(status);
      const own = { key, status, isSuccess: isSuccess(key), mayHaveBody: canHaveBody };
      return [String(status ?? key), new LazyResponse(written, own, context)];
    }),
  );
}

/** A component response, which has no status. */
export function readSharedResponse(key: string, written: Reader, context: Context): Response {
  const own = { key, status: undefined, isSuccess: false, mayHaveBody: true };
  return new LazyResponse(written, own, context);
}

class LazyResponse implements Response {
  readonly written: Reader;
  readonly node: Reader;
  readonly key: string;
  readonly status: Response["status"];
  readonly isSuccess: boolean;
  readonly mayHaveBody: boolean;
  readonly #context: Context;

  constructor(
    written: Reader,
    own: Pick<Response, "key" | "status" | "isSuccess" | "mayHaveBody">,
    context: Context,
  ) {
    this.written = written;
    this.node = written.resolved();
    this.key = own.key;
    this.status = own.status;
    this.isSuccess = own.isSuccess;
    this.mayHaveBody = own.mayHaveBody;
    this.#context = context;
  }

  get raw() {
    return this.node.raw;
  }

  get at() {
    return this.node.at;
  }

  get content() {
    return readContent(this.node.get("content"), this.#context);
  }

  #headers: Response["headers"] | undefined;
  get headers() {
    this.#headers ??= readHeaders(this.node.get("headers"), this.#context);
    return this.#headers;
  }

  #links: Response["links"] | undefined;
  get links() {
    this.#links ??= readLinks(this.node.get("links"));
    return this.#links;
  }
}

function readHeaders(headers: Reader, context: Context): Response["headers"] {
  const counted = headers.fields().filter(([name]) => !isIgnoredHeader(name));
  return new Map(
    counted.map(([name, header]) => [name.toLowerCase(), readHeader(name, header, context)]),
  );
}

function readLinks(links: Reader): Response["links"] {
  return new Map(links.fields().map(([name, link]) => [name, link.resolved()]));
}
