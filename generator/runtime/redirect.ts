import { type RequestInfo, UnexpectedRedirectError } from "./errors.js";
import type { Redact } from "./redact.js";
import { discard } from "./response.js";

/** A loop of redirects is cut here. */
const maxRedirects = 5;

/**
 * Where a read is to go on: to another place of the same origin. Any other redirect is an error,
 * because following would turn a write into a GET without its body, or carry the credential to
 * someone else.
 *
 * @param documented statuses that the spec documents; what is not followed is then an answer
 * @returns undefined if the answer is no redirect
 */
export function redirectTarget(
  info: RequestInfo,
  response: Response,
  url: string,
  redirects: number,
  redact: Redact,
  documented: readonly (number | "3XX")[] = [],
): string | undefined {
  if (response.ok) return undefined;
  const location = response.headers.get("location");
  // A browser shows nothing of a redirect that it was told not to follow.
  const isHidden = response.type === "opaqueredirect";
  if (!isHidden && !(location && /^30[12378]$/.test(`${response.status}`))) return undefined;
  const target = resolve(location ?? "", url);
  // Of the same origin, and without a user name in front of it.
  const isSameOrigin = location && target.startsWith(new URL("/", url).href);
  if (isSameOrigin && /^(GET|HEAD|OPTIONS)$/.test(info.method) && redirects < maxRedirects) {
    discard(response);
    return target;
  }
  if (!isHidden && (documented.includes(response.status) || documented.includes("3XX")))
    return undefined;
  discard(response);
  throw new UnexpectedRedirectError(info, location ? resolve(redact(location), url) : undefined);
}

/** The text itself if it is no address. */
function resolve(location: string, base: string): string {
  try {
    return new URL(location, base).href;
  } catch {
    return location;
  }
}
