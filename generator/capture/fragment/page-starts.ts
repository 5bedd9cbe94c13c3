import { blocksOf, fencesIn } from "../markdown/blocks.js";
import { addressIn } from "../markdown/page-address.js";
import { otherOpenapiHeading } from "../sources/content-detection.js";
import { holdsOpenApi } from "./read-fragment.js";

/**
 * The lines on which the pages of one Markdown text begin, from 1: `llms-full.txt` has all pages of
 * a site, one after the other. A page begins with its title, or with the address or the data that
 * is above it. A text with at most one page that has an OpenAPI fragment, or an address below its
 * title, is one page, whatever its headings are.
 *
 * @param oneEach whether no page has several fragments, so that another one begins a page without a
 *   title; default: false
 */
export function pageStartsIn(lines: readonly string[], oneEach = false): number[] {
  const titles = titlesIn(lines, oneEach);
  const pages = titles.filter(({ at, hasFragment }) => hasFragment || hasAddress(lines, at));
  if (pages.length < 2) return [1];
  // What stands above the first title belongs to it, or to no page.
  return titles.map(({ at }, index) => (index === 0 ? 1 : startAbove(lines, at) + 1));
}

interface Title {
  /** Index of its line. */
  readonly at: number;
  hasFragment: boolean;
}

function titlesIn(lines: readonly string[], oneEach: boolean): Title[] {
  const titles: Title[] = [];
  const open = new Set<string>();
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const last = titles.at(-1);
    const end = fenceEnd(lines, at, open);
    if (end !== undefined) {
      const isFragment = fencesIn(blocksOf(lines.slice(at, end + 1))).some(holdsOpenApi);
      if (isFragment && (last === undefined || (oneEach && last.hasFragment)))
        titles.push({ at, hasFragment: true });
      else if (isFragment && last) last.hasFragment = true;
      at = end;
    } else if (nextPage.test(line) && !line.startsWith("#")) {
      // A fragment that is cut off is one, too, and its page is not the next one's.
      if (last) last.hasFragment = true;
    } else if (/^#\s+\S/.test(line) && !otherOpenapiHeading.test(line))
      titles.push({ at, hasFragment: false });
  }
  return titles;
}

const opening = /^(\s*(?:`{3,}|~{3,}))[^`]*$/;
const nextPage = /^## OpenAPI |^(?:```+|~~~+)\s*(?:ya?ml|json)\s*$/;

/**
 * The line that closes the fence of a line; undefined if there is none before the next page.
 *
 * @param open the fences that no later line closes, so that each is looked for once
 */
function fenceEnd(lines: readonly string[], start: number, open: Set<string>): number | undefined {
  const fence = opening.exec(lines[start] ?? "")?.[1];
  if (fence === undefined || open.has(fence)) return undefined;
  for (let at = start + 1; at < lines.length; at++) {
    if (lines[at]?.trimEnd() === fence) return at;
    if (nextPage.test(lines[at] ?? "")) return undefined;
  }
  open.add(fence);
  return undefined;
}

function hasAddress(lines: readonly string[], title: number): boolean {
  const below = lines.slice(title + 1, title + 3).find((line) => line.trim() !== "");
  return addressIn(below ?? "") !== undefined;
}

/** An address or the front matter above a title is part of its page. */
function startAbove(lines: readonly string[], title: number): number {
  let at = title - 1;
  const skipBlank = () => {
    while (at >= 0 && lines[at]?.trim() === "") at--;
  };
  skipBlank();
  if (addressIn(lines[at] ?? "") !== undefined) return at;
  if (lines[at]?.trim() !== "---") return title;
  const open = lines
    .slice(Math.max(0, at - maxMatter), at)
    .findLastIndex((line) => line.trim() === "---");
  const matter = lines.slice(Math.max(0, at - maxMatter) + open + 1, at);
  const isMatter =
    open >= 0 && matter.length > 0 && matter.every((line) => /^[\w-]+:|^\s|^$/.test(line));
  return isMatter ? Math.max(0, at - maxMatter) + open : title;
}

const maxMatter = 40;
