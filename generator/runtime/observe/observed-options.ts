import type { Fetch } from "../options.js";
import type { Observer } from "./observer.js";

interface ObservedOptions {
  readonly observe?: Observer | readonly Observer[] | undefined;
  readonly fetch?: Fetch;
}

/** The options of a client, with a fetch that its observers see. */
export function observed<Options extends ObservedOptions>(options: Options): Options {
  const { observe = [], fetch } = options;
  const observers = [observe].flat();
  if (observers.length === 0) return options;
  // The global one is looked up for each request, as the client does.
  const own: Fetch = fetch ?? ((url, init) => globalThis.fetch(url, init));
  return { ...options, fetch: observers.reduce((seen, each) => each.watch(seen), own) };
}
