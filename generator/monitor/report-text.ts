import { countOf, printable } from "../diagnostics/index.js";
import { formatVerdict, type Verdict } from "../diff/index.js";
import { markdownBlock, markdownCode } from "../report-formats/index.js";
import type { Settings } from "./settings.js";

/** What there is to say, to whoever reads it. */
export interface News {
  readonly verdict: Verdict;
  /** What the pages state and the baseline does not. */
  readonly pages: readonly string[];
}

const markerStart = "<!-- spec-tether:monitor ";

/** By which an issue or a pull request is found; invisible where it is shown. */
export function markerOf(key: string): string {
  return `${markerStart}${key} -->`;
}

/** Whether a text has the marker: a line of its own, so that no quotation of it counts. */
export function isMarked(body: string, key: string): boolean {
  return linesOf(body).includes(markerOf(key));
}

/** Whether a text is that of any monitor. */
export function isOfMonitor(body: string): boolean {
  return linesOf(body).some((line) => line.startsWith(markerStart));
}

/** GitHub stores what a person edits with other line ends. */
function linesOf(body: string): string[] {
  return body.split(/\r?\n/).map((line) => line.trimEnd());
}

/** Whether two texts are the same to a reader: forges change line ends and cut the end. */
export function isSameText(one: string, other: string): boolean {
  const plain = (text: string) => linesOf(text).join("\n").trim();
  return plain(one) === plain(other);
}

/** A forge allows 255 characters. */
const longestTitle = 200;

export function issueTitle({ names }: Settings): string {
  return titleOf(`API drift: ${names.baseline} and ${names.source}`);
}

export function pullRequestTitle({ names }: Settings): string {
  return titleOf(`Follow the API: ${names.baseline}`);
}

function titleOf(text: string): string {
  const title = printable(text);
  return title.length > longestTitle ? `${title.slice(0, longestTitle)}…` : title;
}

export function issueBody({ key, names }: Settings, news: News, longest: number): string {
  const intro = `${markdownCode(names.source)} is no longer what ${markdownCode(names.baseline)} says. \`npx spec-tether monitor\` keeps this text up to date and closes the issue when nothing is new any more. What you write into this text is lost; write a comment instead.`;
  return cutTo([markerOf(key), intro, ...partsOf(news)].join("\n\n"), longest);
}

/** @param rest what the pull request says of checks, and of the issue that it resolves */
export function pullRequestBody(
  { key, names }: Settings,
  news: News,
  rest: readonly string[],
  longest: number,
): string {
  const intro = `${markdownCode(names.baseline)} follows ${markdownCode(names.source)}, and the client follows it. Nothing in it breaks callers, as far as the rules can tell. \`npx spec-tether monitor\` keeps this text and the branch up to date.`;
  return cutTo([markerOf(key), intro, ...rest, ...partsOf(news)].join("\n\n"), longest);
}

function partsOf({ verdict, pages }: News): string[] {
  const parts: string[] = [];
  if (verdict.findings.length > 0) parts.push(disarm(formatVerdict(verdict, "markdown")).trim());
  if (pages.length > 0) {
    const count = countOf(pages.length, "difference");
    parts.push(
      `## Pages: ${count}`,
      markdownBlock(disarm(pages.map((line) => printable(line)).join("\n"))),
    );
  }
  return parts;
}

/**
 * No text of a spec or a page is taken for the marker, or for a command such as `/close`, which
 * GitLab and bots execute; not even one that is shown as code.
 */
function disarm(text: string): string {
  return text.replaceAll("<!--", "<\u200b!--").replaceAll(/^([^\S\n]*)\/(?=[a-z])/gim, "$1\u200b/");
}

/** A text that a forge accepts: cut at a line, with what was open closed, and with words. */
export function cutTo(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const words =
    "\n\n**This report is longer than the forge accepts.** The log of the run has all of it.\n";
  let closing = "";
  let end = longest - words.length;
  // What has to be closed takes room too; each round only shortens.
  for (;;) {
    const at = text.lastIndexOf("\n", end);
    const kept = text.slice(0, at > 0 ? at : end);
    closing = openIn(kept);
    if (kept.length + closing.length + words.length <= longest) return kept + closing + words;
    end = kept.length - 1;
  }
}

/** What closes the fence and the folds that are open at the end of a text. */
function openIn(text: string): string {
  let open: string | undefined;
  let folds = 0;
  for (const line of text.split("\n")) {
    const [ticks] = /^`{3,}/.exec(line) ?? [];
    if (open !== undefined) {
      if (line === open) open = undefined;
    } else if (ticks !== undefined) open = ticks;
    else if (/^<details>$/.test(line)) folds += 1;
    else if (/^<\/details>$/.test(line)) folds -= 1;
  }
  return `${open === undefined ? "" : `\n${open}`}${"\n\n</details>".repeat(Math.max(0, folds))}`;
}
