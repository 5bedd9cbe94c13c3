import { setTimeout as sleep } from "node:timers/promises";
import { countOf, DiagnosticError, diagnose } from "../../diagnostics/index.js";
import { readAtMost, shownUrl, tool, trace } from "../../disk/index.js";
import { networkErrorReason } from "../../load/index.js";
import { readRetryAfter } from "../../openapi/index.js";
import { type Body, type Exchange, type Header, headerOf } from "../../recordings/index.js";
import type { CarriedCredential } from "./credentials.js";

/** The only methods that are ever sent: none of them may change anything (RFC 9110, 9.2.1). */
export type SafeMethod = "GET" | "HEAD" | "OPTIONS";

/** Time, which a test replaces. */
export interface Clock {
  now(): number;
  pause(milliseconds: number): Promise<unknown>;
}

export interface Manners {
  /** Requests in all, repeated ones included. */
  readonly maxRequests: number;
  /** Requests a second, at most. */
  readonly rate: number;
  readonly clock?: Clock;
}

export interface SafeRequest {
  readonly method: SafeMethod;
  /** Path and query below the base URL, encoded. */
  readonly target: string;
  /** What `--debug` shows of it: the path template. */
  readonly shown: string;
  readonly headers: readonly Header[];
  readonly credentials: readonly CarriedCredential[];
}

/** JSON before what else there may be: some services have pages for browsers at the same paths. */
const accept = "application/json, */*;q=0.5";
const userAgent = tool.replace(" ", "/");
const timeoutMs = 30_000;
const maxBodyBytes = 8 * 1024 * 1024;
/** A service that wants longer is left alone for this run. */
const maxPauseMs = 60_000;
/** Answers 429, or requests without an answer, in a row before the service is left alone. */
const maxInARow = 3;

/**
 * One service, asked politely. Redirects are answers and are not followed, so that a credential goes
 * to the host that a person named and to no other.
 */
export class AskedService {
  readonly #base: string;
  readonly #manners: Manners;
  readonly #clock: Clock;
  #sent = 0;
  #answered = 0;
  #throttled = 0;
  #failed = 0;
  #nextAt = 0;
  #over: string | undefined;

  /** @param base without a slash at its end */
  constructor(base: string, manners: Manners) {
    this.#base = base;
    this.#manners = manners;
    this.#clock = manners.clock ?? { now: () => performance.now(), pause: (ms) => sleep(ms) };
  }

  get sent(): number {
    return this.#sent;
  }

  /** Why no more is asked; undefined as long as there may be another request. */
  get over(): string | undefined {
    return this.#over;
  }

  /** Ends the run before its budget is used. */
  end(why: string): void {
    this.#over ??= why;
  }

  /**
   * The answer; undefined if there is none, or no more may be asked.
   *
   * @throws DiagnosticError `service-unusable` if the service has never answered
   */
  async ask(request: SafeRequest): Promise<Exchange | undefined> {
    for (;;) {
      await this.#takeTurn();
      if (this.#over !== undefined) return undefined;
      const exchange = await this.#send(request);
      if (!exchange) return undefined;
      const { status } = exchange.response;
      const wanted = readRetryAfter(headerOf(exchange.response, "retry-after"));
      const isThrottled = status === 429 || (status === 503 && wanted !== undefined);
      if (!isThrottled) {
        this.#throttled = 0;
        return exchange;
      }
      this.#throttled += 1;
      if (!(await this.#yield(status, wanted))) return exchange;
    }
  }

  async #takeTurn(): Promise<void> {
    const { maxRequests, rate } = this.#manners;
    if (this.#sent >= maxRequests)
      this.end(`the budget of ${countOf(maxRequests, "request")} is used`);
    if (this.#over !== undefined) return;
    const wait = this.#nextAt - this.#clock.now();
    if (wait > 0) await this.#clock.pause(wait);
    this.#nextAt = Math.max(this.#nextAt, this.#clock.now()) + 1000 / rate;
    this.#sent += 1;
  }

  /** Waits as long as the service asks; false if it is left alone instead. */
  async #yield(status: number, wanted: number | undefined): Promise<boolean> {
    if (this.#throttled >= maxInARow) {
      this.end(`the service answered ${status} ${countOf(maxInARow, "time")} in a row`);
      return false;
    }
    const pauseMs = wanted ?? 1000 * 2 ** this.#throttled;
    if (pauseMs > maxPauseMs) {
      this.end(`the service asks for a pause of ${Math.round(pauseMs / 1000)} s`);
      return false;
    }
    await this.#clock.pause(pauseMs);
    return true;
  }

  async #send(request: SafeRequest): Promise<Exchange | undefined> {
    const { method, target, shown, headers, credentials } = request;
    const index = this.#sent;
    const startedAt = new Date().toISOString();
    const start = performance.now();
    const own: Header[] = [["accept", accept], ["user-agent", userAgent], ...headers];
    try {
      const response = await fetch(withQuery(this.#base + target, credentials), {
        method,
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
        headers: withCredentials(own, credentials),
      });
      const body = await bodyOf(response);
      const ms = performance.now() - start;
      trace({ did: "fetched", what: `${method} ${shown}, ${response.status}`, ms });
      this.#answered += 1;
      this.#failed = 0;
      return {
        place: { file: shownUrl(this.#base), index },
        startedAt,
        request: {
          method,
          url: new URL(this.#base + target),
          destination: undefined,
          pathParameters: new Map(),
          headers: own,
          body: undefined,
        },
        response: { status: response.status, headers: [...response.headers], body },
      };
    } catch (error) {
      const isTimeout = error instanceof Error && error.name === "TimeoutError";
      const why = isTimeout ? "no response in time" : networkErrorReason(error);
      if (this.#answered === 0) throw unusable(this.#base, why);
      this.#failed += 1;
      if (this.#failed >= maxInARow) this.end(`${why}, ${countOf(maxInARow, "time")} in a row`);
      return undefined;
    }
  }
}

export function unusable(url: string, why: string): DiagnosticError {
  return new DiagnosticError([diagnose("service-unusable", { url: shownUrl(url), why })]);
}

function withQuery(url: string, credentials: readonly CarriedCredential[]): URL {
  const target = new URL(url);
  for (const { in: place, name, text } of credentials)
    if (place === "query") target.searchParams.set(name, text);
  return target;
}

function withCredentials(
  own: readonly Header[],
  credentials: readonly CarriedCredential[],
): Headers {
  const headers = new Headers(own.map(([name, value]): [string, string] => [name, value]));
  const cookies = credentials.filter(({ in: place }) => place === "cookie");
  const sent = [headers.get("cookie") ?? [], cookies.map(({ name, text }) => `${name}=${text}`)];
  if (sent.flat().length > 0) headers.set("cookie", sent.flat().join("; "));
  for (const { in: place, name, text } of credentials)
    if (place === "header") headers.set(name, text);
  return headers;
}

async function bodyOf(response: Response): Promise<Body | undefined> {
  const mediaType = response.headers.get("content-type") ?? undefined;
  if (!response.body) return undefined;
  const bytes = await readAtMost(response.body, maxBodyBytes);
  if (bytes) return { mediaType, bytes, isTruncated: false };
  return { mediaType, bytes: Buffer.alloc(0), isTruncated: true };
}
