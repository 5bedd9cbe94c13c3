import type { Listing } from "../../fact.js";
import { quoteText } from "../../notes.js";
import type { Page } from "../../page.js";
import type { ListedPage } from "../../sources/llms-txt.js";
import { pageIdOf } from "./page-id.js";
import { readNavigation } from "./text/page-navigation.js";

/** What the navigation of a page lists. A `.md` twin has none, nor has sample code. */
export function listingsOf({ origin, text, links }: Page): Listing[] {
  return origin === "text" ? readNavigation(text.split("\n"), links ?? []) : [];
}

/** What an entry of a site's list stands for, if it is an endpoint: those are under `API Docs`. */
export function listingOf({ title, url, section, line }: ListedPage): Listing | undefined {
  if (!/^(?:API Docs|API ?文档|接口文档|API ?接口)$/i.test(section ?? "")) return undefined;
  return {
    titles: [title],
    method: undefined,
    kind: "operation",
    pageId: pageIdOf(url),
    isCut: false,
    depth: 0,
    quote: quoteText(title, line, 1),
  };
}
