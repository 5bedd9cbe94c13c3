import type { Listing } from "../../../fact.js";
import { quoteOf } from "../../../notes.js";
import type { Link } from "../../../page.js";
import { pageIdOf } from "../page-id.js";
import { headingIn, isEnding, isNoise } from "./interface-labels.js";
import { findHead } from "./operation-head.js";
import { type Line, linesOf } from "./page-lines.js";
import { isMethod } from "./page-methods.js";

/** No site lists more, and what follows would only be read for a hostile page. */
const maxListings = 5000;
/** A longer line is prose. */
const maxTitle = 500;

/**
 * What the navigation beside a page lists. Extractors write an entry as `- TitleGET`, as
 * `TitleGET`, or as a title with the method on the line below; without a method as `- Title`, or
 * indented.
 */
export function readNavigation(rows: readonly string[], links: readonly Link[]): Listing[] {
  const lines = linesOf(rows);
  const end = endOf(lines);
  const idOf = endpointsIn(links);
  const listings: Listing[] = [];
  for (const [at, line] of lines.entries()) {
    if (listings.length === maxListings) break;
    const entry = readEntry(lines, at, at < end, idOf);
    if (!entry) continue;
    // Where nothing follows the navigation, the text was cut, and its last title may be too.
    const isLast = end === lines.length && at + (entry.isBelow ? 2 : 1) >= lines.length;
    const { titles, method, kind, pageId } = entry;
    const isCut = isLast || titles.some((title) => /(?:…|\.\.\.)$/.test(title));
    const depth = depthOf(line);
    const quote = quoteOf(rows, line.number, line.column);
    listings.push({ titles, method, kind, pageId, isCut, depth, quote });
  }
  return listings;
}

/** The navigation stands above the operation; on a page without one, above its first heading. */
function endOf(lines: readonly Line[]): number {
  const head = findHead(lines);
  if (head) return lines.indexOf(head.title ?? head.method);
  const end = lines.findIndex(
    ({ text }, at) =>
      isEnding(text) || (headingIn(text) !== undefined && !isMethod(lines[at + 1]?.text ?? "")),
  );
  return end < 0 ? lines.length : end;
}

/** The pages of endpoints that links lead to, by what the links say. */
function endpointsIn(links: readonly Link[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { href, text } of links) {
    // A bare number may as well be that of a page of prose.
    const isEndpoint = /[-/](?:api-\d+|\d+e0)(?:\.\w+)?\/?(?:[?#].*)?$/.test(href);
    const id = isEndpoint ? pageIdOf(href) : undefined;
    const title = splitMethod(text)?.title ?? text;
    if (id !== undefined && !found.has(title)) found.set(title, id);
  }
  return found;
}

interface Entry extends Pick<Listing, "titles" | "method" | "kind" | "pageId"> {
  /** Whether the method is the line below. */
  readonly isBelow: boolean;
}

function readEntry(
  lines: readonly Line[],
  at: number,
  isAbove: boolean,
  idOf: ReadonlyMap<string, string>,
): Entry | undefined {
  const whole = lines[at]?.text ?? "";
  const text = whole.replace(/^[-*] /, "").trim();
  const next = lines[at + 1]?.text ?? "";
  if (text === "" || text.length > maxTitle || isMethod(text) || isNoise(text)) return undefined;
  const pageId = idOf.get(text) ?? idOf.get(splitMethod(text)?.title ?? "");
  if (!isAbove && pageId === undefined) return undefined;
  const known = { kind: "operation", pageId } as const;
  // Below `Webhook` stands the method in which the vendor calls.
  if (isMethod(next) && !/^webhooks?$/i.test(text)) {
    const isOperation = /^(?:https?:\/)?\/|^\{/.test(lines[at + 2]?.text ?? "");
    return isOperation ? undefined : { ...known, titles: [text], method: next, isBelow: true };
  }
  const split = splitMethod(text);
  if (split) {
    const { title, method, isSure } = split;
    return { ...known, titles: isSure ? [title] : [title, text], method, isBelow: false };
  }
  // Where nothing else marks an entry, its indentation does, or that of what stands under it.
  const isParent = !isMethod(next) && depthOf(lines[at + 1]) > depthOf(lines[at]);
  const isItem = whole !== text || depthOf(lines[at]) > 0 || isParent;
  if (pageId === undefined && !isItem) return undefined;
  const kind = pageId === undefined ? "entry" : "operation";
  return { kind, pageId, titles: [text], method: undefined, isBelow: false };
}

function depthOf(line: Line | undefined): number {
  return line === undefined ? 0 : line.raw.length - line.raw.trimStart().length;
}

const methodAtEnd = /^(.*\S)(\s*)(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;

/**
 * Takes the method off the end of an entry. Glued to a capital it may be none: `Read the OUTPUT`
 * ends in a word, `Upsert BOMPUT` in a method.
 */
function splitMethod(text: string): { title: string; method: string; isSure: boolean } | undefined {
  const [, title = "", blank = "", method = ""] = methodAtEnd.exec(text) ?? [];
  if (title === "") return undefined;
  return { title, method, isSure: blank !== "" || !/\p{Lu}$/u.test(title) };
}
