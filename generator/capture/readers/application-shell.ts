import type { Reading } from "../fact.js";
import type { Page } from "../page.js";

const wantsScript =
  /\b(?:enable|turn on|requires?|without) javascript\b|(?:启用|开启) ?javascript/i;

/**
 * What a page is that only has the program that shows it: an application answers every address with
 * it, also that of the `.md` version. Undefined for a page with something of its own.
 */
export function applicationShell({ location, text, links, elements }: Page): Reading | undefined {
  const isHtml = links !== undefined || elements !== undefined;
  if (!isHtml) return undefined;
  const address = URL.canParse(location) ? new URL(location).pathname : location;
  const because = /\.md$/i.test(address)
    ? "an HTML page is served at this address in place of Markdown"
    : "its HTML has no text; a script loads what a browser shows";
  const isEmpty = text.trim() === "" || (text.length < maxNotice && wantsScript.test(text));
  if (!isEmpty && !/\.md$/i.test(address)) return undefined;
  const next = "save the page as a browser shows it, as text, and capture that file";
  return { kind: "unreadable", because, next, quote: undefined };
}

/** A notice that asks for scripts is short; a page about them is not. */
const maxNotice = 400;
