import type { CredentialTarget } from "./auth.js";
import { discard } from "./discard.js";
import { ApiError, ConnectionError, TimeoutError } from "./errors.js";
import { type Hooks, notify } from "./hooks.js";
import { type Draft, withQuery } from "./prepare.js";
import { fetchFollowing } from "./redirect.js";
import { isRetryable, retryDelay } from "./retry.js";
import { hide } from "./secrets.js";
import type { Settings } from "./settings.js";
import type { Watch } from "./watch.js";

/** The global fetch, or one that takes what it takes. It gets no Request, because fetch would only copy it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What sending needs besides the request. */
export interface Channel {
  readonly fetch: Fetch;
  readonly hooks: Hooks;
  readonly watch: Watch;
  readonly settings: Settings;
  /** Number of the attempt under way. */
  attempt: number;
  /** Adds the credentials; returns the secrets, which errors must not show. */
  authorise(target: CredentialTarget): Promise<string[]>;
}

/** An answer, its body unread. */
export interface Sent {
  readonly response: Response;
  readonly secrets: readonly string[];
}

/** Sends a request, and again if it fails and may be repeated. */
export async function send(draft: Draft, channel: Channel): Promise<Sent> {
  const { info, headers, body } = draft;
  const { watch, settings, hooks } = channel;
  // A stream is gone after the first attempt.
  const isStream = body instanceof ReadableStream || Symbol.asyncIterator in Object(body);
  const retries = isStream ? 0 : settings.maxRetries;
  for (let attempt = 1; ; attempt++) {
    channel.attempt = attempt;
    const outcome = await sendOnce(draft, channel, attempt).catch((error: unknown) => {
      const mayPass = error instanceof ConnectionError || error instanceof TimeoutError;
      if (!mayPass || watch.over) throw error;
      return error;
    });
    const response = outcome instanceof ApiError ? undefined : outcome.response;
    const mayRepeat =
      attempt <= retries &&
      !response?.ok &&
      isRetryable(info.method, headers.has("idempotency-key"), response?.status);
    const delayMs = mayRepeat ? retryDelay(attempt, response?.headers, settings) : undefined;
    if (delayMs === undefined || delayMs >= watch.remainingMs) {
      if (outcome instanceof ApiError) throw outcome;
      return outcome;
    }
    if (response) discard(response);
    const reason = outcome instanceof ApiError ? outcome : outcome.response.status;
    notify(hooks.retry, { ...info, call: info, attempt, reason, delayMs });
    await watch.pause(delayMs);
  }
}

async function sendOnce(
  { info, url, query, cookie, headers, body }: Draft,
  { fetch, hooks, watch, settings, authorise }: Channel,
  attempt: number,
): Promise<Sent> {
  const signal = watch.start(settings.timeoutMs);
  const target = { headers: new Map(headers), query: [...query], cookie: [...cookie] };
  if (hooks.request) {
    // Before the credentials, so that no hook sees one.
    const shown = new Headers([...headers]);
    await watch.wait(
      Promise.resolve(hooks.request({ ...info, call: info, attempt, headers: shown })),
    );
    target.headers = new Map(shown);
  }
  const secrets = await watch.wait(authorise(target));
  if (target.cookie.length > 0) target.headers.set("cookie", target.cookie.join("; "));

  const started = Date.now();
  const init: RequestInit & { duplex: "half" } = {
    method: info.method,
    headers: [...target.headers],
    signal,
    redirect: "manual",
    // Fetch insists on it for streams.
    duplex: "half",
  };
  if (body !== undefined) init.body = body as NonNullable<RequestInit["body"]>;
  try {
    const response = await watch.wait(
      fetchFollowing(
        info,
        withQuery(url, target.query),
        (place) => fetch(place, init),
        (text) => hide(secrets, text),
      ),
    );
    const { status, headers } = response;
    const durationMs = Date.now() - started;
    notify(hooks.response, { ...info, call: info, attempt, status, headers, durationMs });
    return { response, secrets };
  } catch (cause) {
    throw watch.stopped ?? (cause instanceof ApiError ? cause : new ConnectionError(info, cause));
  }
}
