import { sendOnce } from "./attempt.js";
import type { CredentialsFor } from "./auth.js";
import {
  ApiError,
  ConnectionError,
  retryAfterMs,
  TimeoutError,
  UnreadableResponseError,
} from "./errors.js";
import type { CallHook } from "./hooks.js";
import { type Acquire, startLifetime } from "./lifetime.js";
import type { SendSettings } from "./options.js";
import { redactError, redactor } from "./redact.js";
import type { PreparedRequest } from "./request.js";
import { discard, type UnreadResponse } from "./response.js";

/**
 * Sends a request, again if it fails and may be repeated, and gives its response with the body
 * unread.
 *
 * @param signal ends the call when aborted
 * @param acquire waits for the call's turn, if calls are limited
 */
export async function send(
  request: PreparedRequest,
  settings: SendSettings,
  signal: AbortSignal | undefined,
  credentialsFor: CredentialsFor,
  acquire?: Acquire,
): Promise<UnreadResponse> {
  const { info, operation, headers } = request;
  const startedAt = Date.now();
  const lifetime = startLifetime(info, settings, signal);
  /** What no text may show: the credentials of all attempts. */
  const secrets: string[] = [];
  const redact = redactor(secrets);
  let attempt = 0;
  /** The attempt for which functions are asked for other credentials. */
  let renewAt = 0;
  const callHook: CallHook = async (name, own) => {
    try {
      // It takes the event of its own name, which no compiler sees in a name that is not known yet.
      await settings.hooks?.[name]?.({ ...info, call: info, attempt, ...own } as never);
    } catch (error) {
      // Nothing is sent yet; of what is, a hook must not change the outcome.
      if (name === "request") throw error;
    }
  };
  const fail = (error: unknown): void => {
    lifetime.end();
    if (error instanceof ApiError) {
      callHook("error", { error, durationMs: Date.now() - startedAt });
    }
  };
  try {
    const credentials = credentialsFor(operation.security, headers, settings.auth);
    // Even without a limit a turn later: who aborts at once has nothing sent.
    await lifetime.acquire(acquire);
    for (;;) {
      attempt++;
      let response: Response | undefined;
      let reason: number | ApiError;
      try {
        response = await lifetime.attempt((signal) =>
          sendOnce(request, settings, signal, callHook, credentials, secrets, renewAt === attempt),
        );
        reason = response.status;
      } catch (thrown) {
        const isTransient = thrown instanceof ConnectionError || thrown instanceof TimeoutError;
        if (!isTransient || lifetime.isOver()) throw thrown;
        reason = thrown;
      }
      const canRenew = () => credentials.some(({ secrets }) => typeof secrets === "function");
      if (reason === 401 && request.isRepeatable && canRenew()) renewAt ||= attempt + 1;
      const delayMs =
        renewAt > attempt ? 0 : retryDelay(request, reason, response, attempt, settings);
      if (delayMs < startedAt + settings.deadlineMs - Date.now()) {
        if (response) discard(response);
        callHook("retry", { reason, delayMs });
        await lifetime.delay(delayMs);
      } else if (response) {
        const received = response;
        lifetime.leaveUnread();
        return {
          request,
          response,
          settings,
          lifetime,
          redact,
          fail,
          type: response.headers.get("content-type") ?? "",
          unreadable: (problem, cause) =>
            lifetime.reason() ??
            new UnreadableResponseError(
              info,
              received,
              redact(problem),
              redactError(cause, redact),
            ),
        };
      } else throw reason;
    }
  } catch (error) {
    fail(error);
    throw error;
  }
}

/**
 * Milliseconds to wait before the next attempt: what the server asks for, else a random part of a
 * time that doubles, so that many clients do not come back at once. Infinity if there is to be
 * none: the server asks for more than the client will wait, or another attempt changes nothing or
 * may do harm. What may have been done already is repeated only if doing it twice is as good as
 * once, by its method or with an idempotency key.
 *
 * @param reason the status, or why there is none
 * @param response undefined if none arrived
 */
export function retryDelay(
  request: PreparedRequest,
  reason: unknown,
  response: Response | undefined,
  attempt: number,
  { maxRetries, retryDelayMs, maxRetryDelayMs, maxRetryAfterMs }: SendSettings,
): number {
  const mayPass = !response || /^(408|429|50[0234])$/.test(`${reason}`);
  const isSafe = () =>
    // It says that nothing was done.
    reason === 429 ||
    request.headers["idempotency-key"] ||
    // RFC 9110, 9.2.2, and the draft of QUERY.
    /^(GET|HEAD|OPTIONS|TRACE|PUT|DELETE|QUERY)$/.test(request.info.method) ||
    // There was no connection to send anything on: it was refused, or the host is unknown. So say
    // codes in what Node throws, Deno by the step that failed, Bun in a sentence. A space is in no
    // URL, which a text may have, too.
    / (ECONNREFUSED|ENOTFOUND|EAI_AGAIN|\(Connect\)|to connect\. )/.test(`${reason}`);
  if (!mayPass || attempt > maxRetries || !request.isRepeatable || !isSafe()) return Infinity;
  const asked = response && retryAfterMs(response.headers);
  if (asked !== undefined) return asked > maxRetryAfterMs ? Infinity : asked;
  return Math.random() * Math.min(maxRetryDelayMs, retryDelayMs * 2 ** (attempt - 1));
}
