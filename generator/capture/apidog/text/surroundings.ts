import { findExample, type Shown } from "./examples.js";
import type { Head } from "./head.js";
import { isMethod } from "./head.js";
import type { Line } from "./lines.js";
import type { Sections } from "./sections.js";
import { isEnding, isNoise } from "./words.js";

/** What a page says of an operation outside of its tables. */
export interface Surroundings {
  readonly description: string | undefined;
  readonly folder: string | undefined;
  /** ISO 8601 without a zone, as the page has none; undefined if it says `5 days ago`. */
  readonly modifiedAt: string | undefined;
}

export function readSurroundings(
  lines: readonly Line[],
  head: Head | undefined,
  sections: Sections,
): Surroundings {
  const navigation = new Set(
    lines
      .slice(0, head ? Math.max(0, head.end - 2) : 0)
      .map(({ text }) => text)
      .filter((text) => text.startsWith("- "))
      .map((text) => text.slice(2)),
  );
  const texts = withoutCallbacks(sections.introduction).filter(
    ({ text }) => !isNoise(text) && !isEnding(text),
  );
  const [first] = texts;
  const isFolder = first !== undefined && navigation.has(first.text);
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

/** The examples that stand together at the end of a page, by the status that each is headed with. */
export function examplesByStatus({
  answerExamples,
  answers,
}: Sections): ReadonlyMap<string, Shown> {
  const found = new Map<string, Shown>();
  const starts = answerExamples.flatMap(({ text }, at) =>
    statusIn(text) === undefined ? [] : [at],
  );
  for (const [index, start] of starts.entries()) {
    const status = statusIn(answerExamples[start]?.text ?? "") ?? "";
    const shown = findExample(answerExamples.slice(start + 1, starts[index + 1]));
    if (shown && !found.has(status)) found.set(status, shown);
  }
  const only = starts.length === 0 ? findExample(answerExamples) : undefined;
  const success = answers.find(({ status }) => status.startsWith("2"));
  if (only && success) found.set(success.status, only);
  return found;
}

function statusIn(text: string): string | undefined {
  return /^(\d{3})(?:\s*[-–—]\s*\S.*)?$/.exec(text)?.[1];
}
