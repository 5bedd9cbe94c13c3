import { type Exchange, headerOf } from "../recordings/index.js";

/**
 * Tells calls from what browsers and clients request because an answer redirected them. Each redirect
 * leads to one request, which comes later in the recording.
 */
export class Redirects {
  readonly #open = new Map<string, number>();

  /** Whether a redirect before it led to this exchange; exchanges are passed as recorded. */
  follow({ request, response }: Exchange): boolean {
    const count = this.#open.get(request.url.href) ?? 0;
    if (count > 0) this.#open.set(request.url.href, count - 1);
    const location = headerOf(response, "location");
    const isRedirect = response.status >= 300 && response.status < 400;
    if (isRedirect && location !== undefined && URL.canParse(location, request.url.href)) {
      const target = new URL(location, request.url);
      target.hash = "";
      this.#open.set(target.href, (this.#open.get(target.href) ?? 0) + 1);
    }
    return count > 0;
  }
}
