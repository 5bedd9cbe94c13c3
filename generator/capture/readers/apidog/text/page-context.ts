import { successAmong } from "../../../../openapi/index.js";
import { isEnding, isNoise } from "./interface-labels.js";
import type { Head } from "./operation-head.js";
import { findExample, type PageExample } from "./page-examples.js";
import type { Line } from "./page-lines.js";
import { isMethod } from "./page-methods.js";
import type { Sections } from "./page-sections.js";

/** What a page says of an operation outside of its tables. */
export interface PageContext {
  readonly description: string | undefined;
  readonly folder: string | undefined;
  /** ISO 8601 without a zone, as the page has none; undefined if it says `5 days ago`. */
  readonly modifiedAt: string | undefined;
}

export function readPageContext(
  lines: readonly Line[],
  head: Head | undefined,
  sections: Sections,
): PageContext {
  const texts = withoutCallbacks(sections.introduction).filter(
    ({ text }) => !isNoise(text) && !isEnding(text),
  );
  const [first] = texts;
  const isFolder =
    first !== undefined && (foldersAbove(lines, head).has(first.text) || isDated(first, sections));
  const glued = head ? head.path.text.slice(head.written.length).trim() : "";
  const description = [glued, ...texts.slice(isFolder ? 1 : 0).map(({ text }) => text)]
    .join("\n")
    .trim();
  return {
    description: description === "" || description === "Request" ? undefined : description,
    folder: head?.folder?.text ?? (isFolder ? first.text : undefined),
    modifiedAt: modifiedAt([...sections.introduction, ...sections.ending]),
  };
}

/**
 * What the navigation lists: `- name`, or a name alone, with the method below it if it is an
 * endpoint's.
 */
function foldersAbove(lines: readonly Line[], head: Head | undefined): ReadonlySet<string> {
  const above = lines.slice(0, head ? Math.max(0, head.end - 2) : 0);
  const names = above.flatMap((line, at) => {
    const isEndpoint = isMethod(lines[at + 1]?.text ?? "");
    const isOther = line === head?.title || isMethod(line.text) || isNoise(line.text);
    return isEndpoint || isOther ? [] : [line.text.replace(/^- /, "")];
  });
  return new Set(names);
}

/**
 * The day of the last change stands between the folder and the description, if it is not at the
 * foot.
 */
function isDated(first: Line, { introduction, request }: Sections): boolean {
  const next = introduction[introduction.indexOf(first) + 1];
  return request !== undefined && next !== undefined && isEnding(next.text);
}

/** An operation's callbacks are listed by name, method and expression, above its request. */
function withoutCallbacks(lines: readonly Line[]): readonly Line[] {
  const at = lines.findIndex(
    ({ text }, index) =>
      /^(?:callbacks?|回调)$/i.test(text) &&
      isMethod(lines[index + 2]?.text ?? "") &&
      lines[index + 3]?.text.startsWith("{"),
  );
  return at < 0 ? lines : lines.slice(0, at);
}

function modifiedAt(lines: readonly Line[]): string | undefined {
  for (const { text } of lines) {
    const [, date, time] = /(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d))?/.exec(text) ?? [];
    if (isEnding(text) && date !== undefined) return time === undefined ? date : `${date}T${time}`;
  }
  return undefined;
}

/**
 * The examples that stand together at the end of a page, by the status that each is headed with.
 */
export function examplesByStatus({
  answerExamples,
  answers,
}: Sections): ReadonlyMap<string, PageExample> {
  const found = new Map<string, PageExample>();
  const starts = answerExamples.flatMap(({ text }, at) =>
    statusIn(text) === undefined ? [] : [at],
  );
  for (const [index, start] of starts.entries()) {
    const status = statusIn(answerExamples[start]?.text ?? "") ?? "";
    const shown = findExample(answerExamples.slice(start + 1, starts[index + 1]));
    if (shown && !found.has(status)) found.set(status, shown);
  }
  const only = starts.length === 0 ? findExample(answerExamples) : undefined;
  const isSuccess = successAmong(answers.map(({ status }) => status));
  const success = answers.find(({ status }) => isSuccess(status));
  if (only && success) found.set(success.status, only);
  return found;
}

function statusIn(text: string): string | undefined {
  return /^(\d{3})(?:\s*[-–—]\s*\S.*)?$/.exec(text)?.[1];
}
