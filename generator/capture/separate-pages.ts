import { normalizeTitle } from "./merge/match-operations.js";
import type { Page } from "./page.js";
import { pagesIn } from "./readers/index.js";
import type { CrawlResult } from "./sources/index.js";

/**
 * Takes files apart that have several pages, such as `llms-full.txt`. Their pages get the folder that
 * the site's list has for them, and come after the pages that have a file of their own, which say
 * the same and say it where it is.
 */
export function separatePages(source: CrawlResult): CrawlResult {
  const whole: Page[] = [];
  const parts: Page[] = [];
  for (const page of source.pages) {
    const pages = pagesIn(page);
    if (pages.length === 1) whole.push(page);
    else parts.push(...pages);
  }
  if (parts.length === 0) return source;
  const read = new Set<string>();
  const pages = parts.map((page): Page => {
    const keys = keysOf(page);
    const entry = source.unread.find(({ listed }) =>
      [addressKey(listed.url), normalizeTitle(listed.title)].some((key) => keys.includes(key)),
    );
    if (!entry) return page;
    read.add(entry.listed.url);
    const { folder, title } = entry.listed;
    return { ...page, folder, title };
  });
  return {
    ...source,
    pages: [...whole, ...pages],
    unread: source.unread.filter(({ listed }) => !read.has(listed.url)),
  };
}

/** By what an entry of a list may name a page: its address, its title. */
function keysOf({ address, text }: Page): string[] {
  const title = /^#\s+(\S.*)$/m.exec(text)?.[1];
  return [
    ...(address === undefined ? [] : [addressKey(address)]),
    ...(title === undefined ? [] : [normalizeTitle(title)]),
  ];
}

/** The path of an address: a saved list has addresses of no host. */
function addressKey(address: string): string {
  const path = URL.canParse(address) ? new URL(address).pathname : address;
  return path.replace(/\.(?:md|html?)$/i, "");
}
