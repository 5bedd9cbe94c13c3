import { channel } from "node:diagnostics_channel";

/** One access to what is outside of the process. */
export interface TracedAccess {
  readonly did: "read" | "wrote" | "removed" | "fetched" | "ran git";
  /** A path, an address without credentials and query, or a git command without its arguments. */
  readonly what: string;
  readonly bytes?: number;
  readonly ms?: number;
}

/**
 * Node's own registry, so that nothing is passed through every function for the sake of `--debug`,
 * and nothing is done where nobody listens.
 */
const accesses = channel("spec-tether.access");

/** Tells about an access; never about the content, nor about a header. */
export function trace(access: TracedAccess): void {
  if (accesses.hasSubscribers) accesses.publish(access);
}

/** @returns ends listening */
export function onAccess(listener: (access: TracedAccess) => void): () => void {
  const listen = (access: unknown) => listener(access as TracedAccess);
  accesses.subscribe(listen);
  return () => void accesses.unsubscribe(listen);
}

/** An address as it may be shown: queries and user names may contain keys. */
export function shownUrl(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}${search === "" ? "" : "?…"}`;
}
