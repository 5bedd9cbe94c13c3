import robots from "robots-parser";

/** The rules of a robots.txt. */
export interface Robots {
  isDisallowed(url: string, userAgent?: string): boolean | undefined;
  /** Seconds between two requests. */
  getCrawlDelay(userAgent?: string): number | undefined;
}

/** The package declares a default export, but is the function itself. */
export const readRobots = robots as unknown as (url: string, text: string) => Robots;

/** Bytes; RFC 9309 asks for at least 500 KiB. */
const maxBytes = 512 * 1024;

/**
 * The text of a robots.txt. Bytes that are not UTF-8, in a comment in Latin-1 for example, do not
 * invalidate the rules beside them, and of a file that is too long the beginning counts.
 */
export async function readRules(stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes) break;
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, maxBytes));
  // Half of a rule would be another rule.
  return size > maxBytes ? text.slice(0, text.lastIndexOf("\n") + 1) : text;
}
