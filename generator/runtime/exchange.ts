import type { Choose } from "./auth.js";
import type { Answer } from "./call.js";
import type { CallOptions, ClientOptions } from "./client.js";
import { discard } from "./discard.js";
import {
  ApiError,
  CancelledError,
  ConnectionError,
  TimeoutError,
  UnreadableResponseError,
} from "./errors.js";
import { type HeaderMap, withHeaders } from "./headers.js";
import { notify } from "./hooks.js";
import type { Enter } from "./limit.js";
import type { OperationDescriptor } from "./operation.js";
import { prepare, withQuery } from "./prepare.js";
import { redirectOf } from "./redirect.js";
import { readResponse } from "./response.js";
import { retryDelay } from "./retry.js";
import { hideInCause, hideInHeaders, hide as hideSecrets } from "./secrets.js";
import { type Settings, settle } from "./settings.js";
import { after, listen, longestTimer, onForgotten, type Timer } from "./timing.js";

/** The global fetch, or one that takes what it takes. It gets no Request, because fetch would only copy it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a call takes from its client. */
export interface Means {
  readonly options: ClientOptions;
  readonly baseUrl: string;
  readonly headers: HeaderMap;
  readonly settings: Settings;
  readonly enter: Enter | undefined;
  readonly choose: Choose;
}

/**
 * Sends the request of a call, again if it fails and may be repeated, and gives the answer with its
 * body unread. Whatever ends it takes its timers and listeners away and gives its turn back.
 *
 * It is one function, because what can happen at any moment (an abort, the end of a time) has to
 * reach all of it, and because closures are what costs least in time and in bytes.
 *
 * @param caller ends the call when aborted
 */
export async function exchange(
  operation: OperationDescriptor,
  args: object,
  { options, baseUrl, headers, settings: base, enter, choose }: Means,
  callOptions?: CallOptions,
): Promise<Answer> {
  operation.gate?.(operation, options.inferred);
  const { hooks = {}, fetch = globalThis.fetch } = options;
  const { signal: caller, idempotencyKey, headers: added } = callOptions ?? {};
  const settings = callOptions ? settle(callOptions, base) : base;
  let own = withHeaders(headers, added);
  if (idempotencyKey !== undefined) own = withHeaders(own, { "idempotency-key": idempotencyKey });
  const draft = prepare(baseUrl, operation, args, options, own);
  const { info, body } = draft;
  const { timeoutMs, deadlineMs } = settings;
  const started = Date.now();
  let attempt = 0;
  let secrets: string[] = [];
  /** Why the attempt under way is to stop, and why the whole call is. */
  let stopped: ApiError | undefined;
  let over: ApiError | undefined;
  /** Told when the attempt is to stop; one at a time. */
  let tell: ((reason: ApiError) => void) | undefined;
  let leave: (() => void) | undefined;
  let abort: AbortController | undefined;
  let timer: Timer | undefined;

  const stop = (error: ApiError): void => {
    stopped ??= error;
    abort?.abort(stopped);
    tell?.(stopped);
  };
  const finish = (error: ApiError): void => {
    over ??= error;
    stop(error);
  };
  const limit = (ms: number, end: (error: ApiError) => void) =>
    after(ms, () => end(new TimeoutError(info, ms)));

  /** Waits for a promise, or rejects with the reason as soon as the attempt is to stop. */
  const wait = <T>(promise: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      tell = reject;
      if (stopped) reject(stopped);
      promise.then(resolve, reject);
    });

  /** No more timers; what the caller now reads for himself still ends with his signal. */
  const handOver = (): void => {
    clearTimeout(timer);
    clearTimeout(deadline);
    // Whoever still waits refers to the response, which then would never be collected.
    tell = undefined;
    leave?.();
    leave = undefined;
  };
  const end = (): void => {
    handOver();
    detach?.();
  };

  const hide = (text: string): string => hideSecrets(secrets, text);
  const inform = (name: "response" | "retry" | "error", more: object): void => {
    const hook = hooks[name];
    if (hook) notify(hook, { ...info, call: info, attempt, ...more });
  };
  const fail = (error: ApiError): void =>
    inform("error", { error, durationMs: Date.now() - started });

  const sendOnce = async (): Promise<Response> => {
    if (over) throw over;
    abort = new AbortController();
    const { signal } = abort;
    timer = limit(timeoutMs, stop);
    let headers = { ...draft.headers };
    const query = [...draft.query];
    if (hooks.request) {
      // Before the credentials, so that no hook sees one.
      const shown = new Headers(headers);
      await hooks.request({ ...info, call: info, attempt, headers: shown });
      headers = {};
      // Headers can only be iterated where a program names DOM.Iterable.
      shown.forEach((value, name) => {
        headers[name] = value;
      });
    }
    const used: string[] = [];
    for (const { secrets: ask, put } of choose(operation.security)) {
      const asked = ask();
      const found = asked instanceof Promise ? await asked : asked;
      used.push(...found);
      put({ headers, query }, found[0] as string);
    }
    // Hooks and credentials may have taken too long.
    if (signal.aborted) throw signal.reason;
    secrets = used;
    const init: RequestInit & { duplex?: "half" } = {
      method: info.method,
      headers,
      signal,
      redirect: "manual",
    };
    if (body !== undefined) init.body = body as NonNullable<RequestInit["body"]>;
    // Fetch insists on it for streams.
    if (draft.isStream) init.duplex = "half";
    const sent = Date.now();
    let url = withQuery(draft.url, query);
    for (let hops = 0; ; hops++) {
      let response: Response;
      try {
        response = await fetch(url, init);
      } catch (cause) {
        throw new ConnectionError(info, hideInCause(cause, hide));
      }
      const next = redirectOf(info, response, url, hops, hide, operation.redirects);
      if (!next) {
        if (hooks.response) {
          const { status, headers: received } = response;
          const shown = hideInHeaders(received, hide);
          inform("response", { status, headers: shown, durationMs: Date.now() - sent });
        }
        return response;
      }
      url = next;
    }
  };

  const deadline = limit(deadlineMs, finish);
  const detach = caller && listen(caller, () => finish(new CancelledError(info, caller.reason)));
  try {
    leave = await enter?.(wait);
    for (;;) {
      attempt++;
      let response: Response | undefined;
      let error: unknown;
      try {
        response = await wait(sendOnce());
      } catch (thrown) {
        error = thrown;
        if (over || !(thrown instanceof ConnectionError || thrown instanceof TimeoutError)) {
          throw thrown;
        }
      }
      const delayMs = response?.ok ? Infinity : retryDelay(draft, response, attempt, settings);
      if (delayMs < started + deadlineMs - Date.now()) {
        if (response) discard(response);
        inform("retry", { reason: response?.status ?? error, delayMs });
        clearTimeout(timer);
        stopped = over;
        await wait(
          new Promise((resolve) => {
            timer = setTimeout(resolve, Math.min(delayMs, longestTimer));
          }),
        );
        continue;
      }
      if (!response) throw error;
      const answer = response;
      // An answer that nobody reads ends with its time.
      tell = end;
      return {
        response: answer,
        read: async () => {
          const type = answer.headers.get("content-type") ?? "";
          const unreadable = (problem: string, cause?: unknown) =>
            stopped ??
            new UnreadableResponseError(info, answer, hide(problem), hideInCause(cause, hide));
          const reading = { wait, fail: unreadable, handOver, end, type, accept: draft.accept };
          const result = await readResponse(info, answer, operation, reading, hide);
          // A stream ends the call itself.
          if (result.ok === false) {
            end();
            fail(result.error);
          } else if (!(Symbol.asyncIterator in Object(result.data))) end();
          return result;
        },
        handOver: () => {
          handOver();
          if (caller) onForgotten(answer, end);
        },
      };
    }
  } catch (error) {
    end();
    if (error instanceof ApiError) fail(error);
    throw error;
  }
}
