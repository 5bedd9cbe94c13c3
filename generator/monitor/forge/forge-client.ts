import { setTimeout } from "node:timers/promises";
import { DiagnosticError, diagnose, printable } from "../../diagnostics/index.js";
import { readAtMost, shownUrl, trace } from "../../disk/index.js";
import { networkErrorReason } from "../../load/index.js";
import { type Fields, isFields } from "../../openapi/index.js";
import type { Secrets } from "./secrets.js";

export interface ForgeClientOptions {
  readonly forge: "GitHub" | "GitLab";
  /** The root of the API, without a slash at its end. */
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: Secrets;
}

type Method = "GET" | "POST" | "PATCH" | "PUT";

const secondsForOne = 30;
/** A page of a hundred long issues. */
const maxBytes = 64_000_000;
const attempts = 4;
/** Whoever is asked to wait longer than that, in seconds, fails: the next run is soon enough. */
const longestPause = 60;
/** More issues than any project has open. */
const maxPages = 200;
const perPage = 100;

/** Sends requests to the API of a forge, again where that is harmless, and never says the token. */
export class ForgeClient {
  readonly #options: ForgeClientOptions;

  constructor(options: ForgeClientOptions) {
    this.#options = options;
  }

  /** Undefined if there is no such thing, or the token may not see it. */
  async getIfAny(path: string): Promise<unknown> {
    return (await this.#send("GET", path, undefined, [403, 404])).value;
  }

  async write(method: Exclude<Method, "GET">, path: string, body: object): Promise<Fields> {
    const { value } = await this.#send(method, path, body);
    return isFields(value) ? value : this.#unexpected(method, path);
  }

  /**
   * The items of a list, page by page. A list that does not end is an error, because what was
   * searched for may be in the rest; unless `isPartEnough`.
   */
  async *list(path: string, { isPartEnough = false } = {}): AsyncGenerator<Fields> {
    for (let page = 1; page <= maxPages; page++) {
      const separator = path.includes("?") ? "&" : "?";
      const here = `${path}${separator}per_page=${perPage}&page=${page}`;
      const { value, answer } = await this.#send("GET", here);
      const items: readonly unknown[] = Array.isArray(value)
        ? value
        : this.#unexpected("GET", path);
      for (const item of items) yield isFields(item) ? item : this.#unexpected("GET", path);
      if (!hasNext(answer, items.length)) return;
    }
    if (!isPartEnough) throw this.#failed("GET", path, `the list has more than ${maxPages} pages`);
  }

  async #send(
    method: Method,
    path: string,
    body?: object,
    absent: readonly number[] = [],
  ): Promise<{ readonly value: unknown; readonly answer: Response }> {
    const { base } = this.#options;
    if (!/^https?:/i.test(base) || !URL.canParse(`${base}${path}`)) {
      throw this.#failed(method, path, "the address of its API is malformed");
    }
    for (let attempt = 1; ; attempt++) {
      const { answer, text, why } = await this.#attempt(method, path, body);
      if (answer?.ok) return { value: this.#parse(method, path, text), answer };
      if (answer && absent.includes(answer.status) && !isLimited(answer)) {
        return { value: undefined, answer };
      }
      const pause = answer ? pauseOf(answer) : undefined;
      // A POST that failed half way may have been done: it is not sent twice, the next run will see.
      const isSafe = answer ? isLimited(answer) : false;
      const isRepeatable = method !== "POST" && (!answer || answer.status >= 500);
      if (attempt < attempts && (isSafe || isRepeatable) && (pause ?? 0) <= longestPause) {
        await setTimeout(1000 * (pause ?? 2 ** (attempt - 1)));
        continue;
      }
      throw this.#failed(method, path, why ?? describe(answer, text, pause));
    }
  }

  async #attempt(
    method: Method,
    path: string,
    body: object | undefined,
  ): Promise<{ answer?: Response; text: string; why?: string }> {
    const { base, headers } = this.#options;
    const start = performance.now();
    try {
      const answer = await fetch(`${base}${path}`, {
        method,
        headers: {
          "user-agent": "spec-tether",
          ...headers,
          ...(body && { "content-type": "application/json" }),
        },
        ...(body && { body: JSON.stringify(body) }),
        // The token is for this server and no other.
        redirect: "manual",
        signal: AbortSignal.timeout(secondsForOne * 1000),
      });
      trace({ did: "fetched", what: shownUrl(`${base}${path}`), ms: performance.now() - start });
      const bytes = answer.body ? await readAtMost(answer.body, maxBytes) : Buffer.alloc(0);
      if (bytes) return { answer, text: bytes.toString("utf8") };
      await answer.body?.cancel().catch(() => undefined);
      return { text: "", why: `the answer has more than ${maxBytes} bytes` };
    } catch (error) {
      const isLate = error instanceof Error && error.name === "TimeoutError";
      const why = isLate ? `no answer within ${secondsForOne} seconds` : networkErrorReason(error);
      return { text: "", why };
    }
  }

  #parse(method: Method, path: string, text: string): unknown {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return this.#unexpected(method, path);
    }
  }

  #unexpected(method: Method, path: string): never {
    throw this.#failed(method, path, "the answer is not what its API promises");
  }

  #failed(method: Method, path: string, why: string): DiagnosticError {
    const { forge, secrets } = this.#options;
    const request = `${method} ${path.replace(/\?.*$/s, "")}`;
    // First whole, because half a token is one too.
    const args = { forge, request, why: secrets.redact(printable(secrets.redact(why), 300)) };
    return new DiagnosticError([diagnose("forge-failed", args)]);
  }
}

/** A page may be shorter than asked for and not the last; if the forge says which is, that counts. */
function hasNext({ headers }: Response, count: number): boolean {
  const [links, next] = [headers.get("link"), headers.get("x-next-page")];
  if (next !== null) return next.trim() !== "";
  return links === null ? count >= perPage : links.includes('rel="next"');
}

/** Whether the request was refused only because there were too many: nothing was done. */
function isLimited({ status, headers }: Response): boolean {
  if (status === 429) return true;
  return status === 403 && (headers.has("retry-after") || headers.get(remaining) === "0");
}

const remaining = "x-ratelimit-remaining";

/** How many seconds the server asks to wait; undefined if it does not say. */
function pauseOf({ headers }: Response): number | undefined {
  const after = headers.get("retry-after");
  if (after !== null && /^\d+$/.test(after)) return Number(after);
  if (after !== null && !Number.isNaN(Date.parse(after)))
    return Math.max(0, (Date.parse(after) - Date.now()) / 1000);
  const reset = Number(headers.get("x-ratelimit-reset") ?? headers.get("ratelimit-reset"));
  if (headers.get(remaining) !== "0" || !(reset > 0)) return undefined;
  return Math.max(0, reset - Date.now() / 1000);
}

const hints: Readonly<Record<number, string>> = {
  301: ", the project has another address now",
  401: ", the token is not valid",
  403: ", the token may not do that",
  404: ", there is no such thing, or the token may not see it",
};

function describe(answer: Response | undefined, text: string, pause: number | undefined): string {
  if (!answer) return "there was no answer";
  const limit = isLimited(answer)
    ? `, too many requests${pause === undefined ? "" : `; it asks to wait ${Math.ceil(pause)} seconds`}`
    : undefined;
  const said = messageIn(text);
  return `status ${answer.status}${limit ?? hints[answer.status] ?? ""}${said === "" ? "" : ` ("${said}")`}`;
}

/** What the forge itself says; nothing if it sent a page. */
function messageIn(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    if (!isFields(value)) return "";
    const { message, error, errors } = value;
    const parts = [message, error, ...(Array.isArray(errors) ? errors : [])].flatMap((part) =>
      isFields(part) ? Object.values(part) : [part],
    );
    return parts
      .flat()
      .filter((part) => typeof part === "string")
      .join("; ");
  } catch {
    return "";
  }
}
