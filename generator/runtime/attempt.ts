import { longTokens, type StoredCredential } from "./auth.js";
import { ConnectionError, UnexpectedRedirectError } from "./errors.js";
import type { CallHook } from "./hooks.js";
import type { Fetch, SendSettings } from "./options.js";
import { type Redact, redactError, redactHeaders, redactor } from "./redact.js";
import { mergeHeaders, type PreparedRequest, withQuery } from "./request.js";
import { discard } from "./response.js";

/**
 * Sends a request once, with the credentials of its operation, and follows redirects.
 *
 * @param signal aborts it; then what it gives no longer matters
 * @param secrets takes what the attempt sends of them
 * @param isRejected whether the server refused the credentials of the attempt before
 * @throws ConnectionError if there is no response, UnexpectedRedirectError, what the `request` hook
 *   throws, and what the caller's functions for credential and signature throw
 */
export async function sendOnce(
  request: PreparedRequest,
  settings: SendSettings,
  signal: AbortSignal,
  callHook: CallHook,
  credentials: readonly StoredCredential[],
  secrets: string[],
  isRejected = false,
): Promise<Response> {
  const { info, body } = request;
  const { hooks = {}, sign } = settings;
  const fetch: Fetch = request.fetch ?? settings.fetch ?? globalThis.fetch;
  const redact = redactor(secrets);
  let headers = { ...request.headers };
  const query = [...request.query];
  if (hooks.request) {
    // Before the credentials, so that no hook sees one.
    const shown = new Headers(headers);
    // Those that the caller wrote himself; of another one the name is that of no header.
    for (const { header } of credentials) shown.delete(`${header}`);
    await callHook("request", { headers: shown });
    headers = {};
    // Headers can only be iterated where a program names DOM.Iterable.
    shown.forEach((value, name) => {
      headers[name] = value;
    });
  }
  for (const { secrets: own, apply } of credentials) {
    const found = typeof own === "function" ? await own(isRejected) : own;
    secrets.push(...found);
    apply({ headers, query }, found[0]);
  }
  const init: RequestInit = {
    // The types of each runtime know some of them.
    ...(settings.fetchOptions as RequestInit),
    redirect: "manual",
    ...request.init,
    method: info.method,
    headers,
    signal,
  };
  // What a Response takes, a request does too; there is no name for it in the types of every
  // runtime.
  if (body !== undefined) init.body = body as NonNullable<RequestInit["body"]>;
  const sentAt = Date.now();
  let url = withQuery(request.url, query);
  for (let redirects = 0; ; redirects++) {
    // It is a credential, too, which stays behind where others do.
    if (sign && !request.operation.note) {
      const signed = await sign({ ...init, method: info.method, url, headers, body });
      init.headers = mergeHeaders(headers, signed);
      secrets.push(...longTokens(`${Object.values(signed)}`));
    }
    // Hooks, credentials and signatures may have taken too long.
    signal.throwIfAborted();
    let response: Response;
    try {
      response = await fetch(url, init, info);
    } catch (cause) {
      throw new ConnectionError(info, redactError(cause, redact));
    }
    const target = redirectTarget(request, response, url, redirects, redact);
    if (target) url = target;
    else {
      if (hooks.response) {
        callHook("response", {
          status: response.status,
          headers: redactHeaders(response.headers, redact),
          durationMs: Date.now() - sentAt,
        });
      }
      return response;
    }
  }
}

/**
 * Where a read is to go on: to another place of the same origin. Any other redirect is an error,
 * because following would turn a write into a GET without its body, or carry the credential to
 * someone else; one that the spec documents is a response like others.
 *
 * @param redirects how many were followed before
 * @returns undefined if the response is for the caller
 * @throws UnexpectedRedirectError
 */
export function redirectTarget(
  { info, operation: { redirects: documented = [] } }: PreparedRequest,
  response: Response,
  url: string,
  redirects: number,
  redact: Redact,
): string | undefined {
  const { status, type, headers } = response;
  // A browser shows nothing of a redirect that it was told not to follow. A worker's types lack it.
  const isHidden = (type as string) === "opaqueredirect";
  if (!isHidden && !/^30[12378]$/.test(`${status}`)) return undefined;
  const location = headers.get("location");
  if (!isHidden && !location) return undefined;
  const target = resolveUrl(location ?? "", url);
  const isFollowed =
    // Of the same origin, and without a user name in front of it.
    location &&
    target.startsWith(new URL("/", url).href) &&
    /^(GET|HEAD|OPTIONS)$/.test(info.method) &&
    // A loop of redirects is cut.
    redirects < 5;
  if (!isFollowed && !isHidden && (documented.includes(status) || documented.includes("3XX"))) {
    return undefined;
  }
  discard(response);
  if (isFollowed) return target;
  throw new UnexpectedRedirectError(info, location ? resolveUrl(redact(location), url) : undefined);
}

/** The text itself if it is no address. */
function resolveUrl(location: string, base: string): string {
  try {
    return new URL(location, base).href;
  } catch {
    return location;
  }
}
