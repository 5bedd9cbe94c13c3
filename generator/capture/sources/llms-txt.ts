import { withoutPassword } from "./without-password.js";

/** What is known of a page before it is read. */
export interface KnownPage {
  readonly url: string;
  readonly title: string;
  /** Outermost first. */
  readonly folder: readonly string[];
}

/** A page that `llms.txt` lists. */
export interface ListedPage extends KnownPage {
  /** The heading above it. */
  readonly section: string | undefined;
  /** In the list, counted from 1. */
  readonly line: number;
}

/**
 * Reads the list of a site's pages: lines such as
 * `- Folder > Sub [Title](https://site/x.md): description`, with or without a folder. Relative
 * addresses start at `base`; a page that is listed twice counts once.
 */
export function readIndex(text: string, base: string): ListedPage[] {
  const listed = new Map<string, ListedPage>();
  let section: string | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    if (line.startsWith("## ")) section = line.slice(3).trim();
    const entry = readEntry(line.trim());
    if (!entry || !URL.canParse(entry.url, base)) continue;
    const url = withoutPassword(new URL(entry.url, base));
    url.hash = "";
    if (!listed.has(url.href)) {
      listed.set(url.href, { ...entry, url: url.href, section, line: index + 1 });
    }
  }
  return [...listed.values()];
}

/**
 * By search rather than by one pattern: titles may hold brackets, and a pattern would backtrack.
 */
function readEntry(line: string): KnownPage | undefined {
  if (!/^[-*] /.test(line)) return undefined;
  const middle = line.indexOf("](");
  const end = line.indexOf(")", middle);
  const open = line.indexOf("[");
  if (open < 0 || middle < open || end < 0) return undefined;
  return {
    url: line.slice(middle + 2, end).trim(),
    title: line.slice(open + 1, middle).trim(),
    folder: line
      .slice(2, open)
      .split(" > ")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  };
}
