import { discard } from "./discard.js";
import { type RequestInfo, UnexpectedRedirectError } from "./errors.js";

/** A loop of redirects is cut here. */
const mostHops = 5;

/**
 * Sends a request. A read is followed to another place of the same origin; any other redirect is
 * an error, because following would turn a write into a GET without its body, or carry the
 * credential to someone else.
 */
export async function fetchFollowing(
  info: RequestInfo,
  first: string,
  send: (url: string) => Promise<Response>,
  hide: (text: string) => string,
): Promise<Response> {
  let url = first;
  for (let hops = 0; ; hops++) {
    const response = await send(url);
    const location = response.headers.get("location");
    // A browser shows nothing of a redirect that it was told not to follow.
    const isHidden = response.type === "opaqueredirect";
    if (!isHidden && (!location || !/^30[12378]$/.test(String(response.status)))) return response;
    discard(response);
    const target = location ? resolve(location, url) : undefined;
    const isRead = /^(GET|HEAD|OPTIONS)$/.test(info.method);
    const isHere = target?.origin === new URL(url).origin && !target.username && !target.password;
    if (!target || !isHere || !isRead || hops === mostHops) {
      throw new UnexpectedRedirectError(
        info,
        location === null ? undefined : (resolve(hide(location), url)?.href ?? hide(location)),
      );
    }
    url = target.href;
  }
}

function resolve(location: string, base: string): URL | undefined {
  try {
    return new URL(location, base);
  } catch {
    return undefined;
  }
}
