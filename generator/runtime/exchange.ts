import type { Choose } from "./auth.js";
import type { ClientOptions } from "./client.js";
import { discard } from "./discard.js";
import {
  ApiError,
  CancelledError,
  ConnectionError,
  TimeoutError,
  UnreadableResponseError,
} from "./errors.js";
import { notify } from "./hooks.js";
import type { Enter } from "./limit.js";
import { type PreparedRequest, withQuery } from "./prepare.js";
import { redirectOf } from "./redirect.js";
import type { Answer } from "./response.js";
import { retryDelay } from "./retry.js";
import { hideInCause, hideInHeaders, hide as hideSecrets } from "./secrets.js";
import type { Settings } from "./settings.js";
import { after, listen, longestTimer, onForgotten, type Timer } from "./timing.js";

/** The global fetch, or one that takes what it takes. It gets no Request, because fetch would only copy it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a call takes from its client. */
export interface Means {
  readonly options: Pick<ClientOptions, "fetch" | "hooks">;
  readonly enter: Enter | undefined;
  readonly choose: Choose;
}

/**
 * Sends a request, again if it fails and may be repeated, and gives the answer with its body unread. Whatever ends it takes its timers and listeners away and gives its turn back.
 *
 * It is one function, because what can happen at any moment (an abort, the end of a time) has to
 * reach all of it, and because closures are what costs least in time and in bytes.
 *
 * @param caller ends the call when aborted
 */
export async function exchange(
  request: PreparedRequest,
  { options, enter, choose }: Means,
  settings: Settings,
  caller: AbortSignal | undefined,
): Promise<Answer> {
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
  const giveUp = (error: ApiError): void => {
    end();
    inform("error", { error, durationMs: Date.now() - started });
  };

  const sendOnce = async (): Promise<Response> => {
    if (over) throw over;
    abort = new AbortController();
    const { signal } = abort;
    timer = limit(timeoutMs, stop);
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
      const delayMs = response?.ok ? Infinity : retryDelay(request, response, attempt, settings);
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
        request,
        response: answer,
        type: answer.headers.get("content-type") ?? "",
        accept,
        wait,
        hide,
        handOver: () => {
          handOver();
          if (caller) onForgotten(answer, end);
        },
        end,
        fail: (problem, cause) =>
          stopped ??
          new UnreadableResponseError(info, answer, hide(problem), hideInCause(cause, hide)),
        giveUp,
      };
    }
  } catch (error) {
    if (error instanceof ApiError) giveUp(error);
    else end();
    throw error;
  }
}
