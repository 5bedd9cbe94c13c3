import { isIgnoredHeader, statusOf, successAmong } from "../openapi/index.js";
import { readContent } from "./content.js";
import type { Response } from "./contract.js";
import { once, readHeader } from "./parameters.js";
import type { Context } from "./read.js";
import type { Reader } from "./reader.js";

/** The documented answers of an operation, by their status. */
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
      const shared = once(
        written,
        context.responsesByRef,
        (node) => new SharedResponse(node, context),
      );
      const mayHaveBody = method !== "HEAD" && !bodiless.has(status);
      const own = { written, key, status, isSuccess: isSuccess(key), mayHaveBody };
      return [String(status ?? key), new LazyResponse(shared, own)];
    }),
  );
}

/** RFC 9110: 6.4.1, 15.3.6. */
const bodiless: ReadonlySet<unknown> = new Set([204, 205, 304]);

/** A response, wherever it is referred to from. */
export class SharedResponse
  implements Pick<Response, "node" | "raw" | "at" | "headers" | "content" | "links">
{
  readonly node: Reader;
  readonly #context: Context;

  constructor(node: Reader, context: Context) {
    this.node = node;
    this.#context = context;
  }

  get raw() {
    return this.node.raw;
  }

  get at() {
    return this.node.at;
  }

  #headers: Response["headers"] | undefined;
  get headers() {
    const headers = this.node.get("headers").fields();
    this.#headers ??= new Map(
      headers
        .filter(([name]) => !isIgnoredHeader(name))
        .map(([name, header]) => [name.toLowerCase(), readHeader(name, header, this.#context)]),
    );
    return this.#headers;
  }

  get content() {
    return readContent(this.node.get("content"), this.#context);
  }

  #links: Response["links"] | undefined;
  get links() {
    const links = this.node.get("links").fields();
    this.#links ??= new Map(links.map(([name, link]) => [name, link.resolved()]));
    return this.#links;
  }
}

/** A response of an operation: what is shared, by the key that it has there. */
class LazyResponse implements Response {
  readonly written: Reader;
  readonly key: string;
  readonly status: Response["status"];
  readonly isSuccess: boolean;
  readonly mayHaveBody: boolean;
  readonly #shared: SharedResponse;

  constructor(
    shared: SharedResponse,
    own: Pick<Response, "written" | "key" | "status" | "isSuccess" | "mayHaveBody">,
  ) {
    this.#shared = shared;
    this.written = own.written;
    this.key = own.key;
    this.status = own.status;
    this.isSuccess = own.isSuccess;
    this.mayHaveBody = own.mayHaveBody;
  }

  get node() {
    return this.#shared.node;
  }

  get raw() {
    return this.#shared.raw;
  }

  get at() {
    return this.#shared.at;
  }

  get headers() {
    return this.#shared.headers;
  }

  get content() {
    return this.#shared.content;
  }

  get links() {
    return this.#shared.links;
  }
}
