import type { SelectCredentials } from "./auth.js";
import {
  ApiError,
  CancelledError,
  ConnectionError,
  retryAfterMs,
  TimeoutError,
  UnreadableResponseError,
} from "./errors.js";
import {
  type Acquire,
  maxTimerMs,
  onAbort,
  onForgotten,
  startTimer,
  type Timer,
} from "./lifetime.js";
import type { ClientOptions, SendSettings } from "./options.js";
import { redactError, redactHeaders, redactSecrets } from "./redact.js";
import { redirectTarget } from "./redirect.js";
import { type PreparedRequest, withQuery } from "./request.js";
import { discard, type UnreadResponse } from "./response.js";

/** What a call takes from its client. */
export interface SendContext {
  readonly options: Pick<ClientOptions, "fetch" | "hooks">;
  readonly acquire: Acquire | undefined;
  readonly selectCredentials: SelectCredentials;
}

/**
 * Sends a request, again if it fails and may be repeated, and gives the answer with its body unread. Whatever ends it takes its timers and listeners away and gives its turn back.
 *
 * It is one function, because what can happen at any moment (an abort, the end of a time) has to
 * reach all of it, and because closures are what costs least in time and in bytes.
 *
 * @param caller ends the call when aborted
 */
export async function send(
  request: PreparedRequest,
  { options, acquire, selectCredentials }: SendContext,
  settings: SendSettings,
  caller: AbortSignal | undefined,
): Promise<UnreadResponse> {
  const { hooks = {} } = options;
  const { operation, info, body, accept, fetch = options.fetch ?? globalThis.fetch } = request;
  const { timeoutMs, deadlineMs } = settings;
  const started = Date.now();
  let attempt = 0;
  let secrets: string[] = [];
  /** Why the attempt under way is to stop, and why the whole call is. */
  let stopped: ApiError | undefined;
  let over: ApiError | undefined;
  /** Told when the attempt is to stop; one at a time. */
  let tell: ((reason: ApiError) => void) | undefined;
  let release: (() => void) | undefined;
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
  const startTimeout = (ms: number, end: (error: ApiError) => void) =>
    startTimer(ms, () => end(new TimeoutError(info, ms)));

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
    release?.();
    release = undefined;
  };
  const end = (): void => {
    handOver();
    detach?.();
  };

  const redact = (text: string): string => redactSecrets(secrets, text);
  const inform = (name: "response" | "retry" | "error", more: object): void => {
    const hook = hooks[name];
    if (hook) notify(hook, { ...info, call: info, attempt, ...more });
  };
  const fail = (error: ApiError): void => {
    end();
    inform("error", { error, durationMs: Date.now() - started });
  };

  const sendOnce = async (): Promise<Response> => {
    if (over) throw over;
    abort = new AbortController();
    const { signal } = abort;
    timer = startTimeout(timeoutMs, stop);
    let headers = { ...request.headers };
    const query = [...request.query];
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
    for (const { secrets: ask, apply } of selectCredentials(operation.security)) {
      const asked = ask();
      const found = asked instanceof Promise ? await asked : asked;
      used.push(...found);
      apply({ headers, query }, found[0] as string);
    }
    // Hooks and credentials may have taken too long.
    if (signal.aborted) throw signal.reason;
    secrets = used;
    const init: RequestInit & { duplex?: "half" } = {
      ...request.init,
      method: info.method,
      headers,
      signal,
      redirect: "manual",
    };
    if (body !== undefined) init.body = body as NonNullable<RequestInit["body"]>;
    // Fetch insists on it for streams.
    if (!request.isRepeatable) init.duplex = "half";
    const sent = Date.now();
    let url = withQuery(request.url, query);
    for (let redirects = 0; ; redirects++) {
      let response: Response;
      try {
        response = await fetch(url, init);
      } catch (cause) {
        throw new ConnectionError(info, redactError(cause, redact));
      }
      const next = redirectTarget(info, response, url, redirects, redact, operation.redirects);
      if (!next) {
        if (hooks.response) {
          const { status, headers: received } = response;
          const shown = redactHeaders(received, redact);
          inform("response", { status, headers: shown, durationMs: Date.now() - sent });
        }
        return response;
      }
      url = next;
    }
  };

  const deadline = startTimeout(deadlineMs, finish);
  const detach = caller && onAbort(caller, () => finish(new CancelledError(info, caller.reason)));
  try {
    release = await acquire?.(wait);
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
      const delayMs = response?.ok ? Infinity : retryDelay(request, response, attempt, settings);
      if (delayMs < started + deadlineMs - Date.now()) {
        if (response) discard(response);
        inform("retry", { reason: response?.status ?? error, delayMs });
        clearTimeout(timer);
        stopped = over;
        await wait(
          new Promise((resolve) => {
            timer = setTimeout(resolve, Math.min(delayMs, maxTimerMs));
          }),
        );
        continue;
      }
      if (!response) throw error;
      const answer = response;
      // An answer that nobody reads ends with its time.
      tell = end;
      return {
        request,
        response: answer,
        type: answer.headers.get("content-type") ?? "",
        accept,
        wait,
        redact,
        handOver: () => {
          handOver();
          if (caller) onForgotten(answer, end);
        },
        end,
        unreadable: (problem, cause) =>
          stopped ??
          new UnreadableResponseError(info, answer, redact(problem), redactError(cause, redact)),
        fail,
      };
    }
  } catch (error) {
    if (error instanceof ApiError) fail(error);
    else end();
    throw error;
  }
}

/** Calls a hook whose failure must not matter. */
async function notify(hook: (event: never) => unknown, event: unknown): Promise<void> {
  try {
    await hook(event as never);
  } catch {}
}

/**
 * Milliseconds to wait before the next attempt: what the server asks for, else a random part of a
 * time that doubles, so that many clients do not come back at once. Infinity if there is to be none:
 * the server asks for more than the client will wait, or another attempt changes nothing or may do
 * harm. A write that may have been done already is repeated only with an idempotency key; 429 says
 * that it was not done.
 *
 * @param response undefined if none arrived
 */
export function retryDelay(
  { info, headers, isRepeatable }: PreparedRequest,
  response: Response | undefined,
  attempt: number,
  { maxRetries, retryDelayMs, maxRetryDelayMs, maxRetryAfterMs }: SendSettings,
): number {
  const status = response?.status ?? 0;
  const mayPass = /^(0|408|429|50[0234])$/.test(`${status}`);
  const isSafe =
    status === 429 || headers["idempotency-key"] || !/^(POST|PATCH)$/.test(info.method);
  if (attempt > maxRetries || !isRepeatable || !mayPass || !isSafe) return Infinity;
  const asked = response && retryAfterMs(response.headers);
  if (asked !== undefined) return asked > maxRetryAfterMs ? Infinity : asked;
  return Math.random() * Math.min(maxRetryDelayMs, retryDelayMs * 2 ** (attempt - 1));
}
