import {
  isAdditional,
  isBadge,
  isButton,
  isPageWord,
  labelIn,
  markIn,
  unionIn,
} from "./interface-labels.js";
import type { Line } from "./page-lines.js";
import { readLimits } from "./read-limits.js";
import { readType, type Type } from "./type-line.js";

const maxName = 200;
const maxType = 300;

/** A type line, to which some extractors glue the mark. */
export function typeOn(
  line: Line | undefined,
): { types: readonly Type[]; goesOn: boolean; mark?: boolean } | undefined {
  if (!line || line.text.length > maxType) return undefined;
  const alone = readType(line.text);
  if (alone) return alone;
  const [word = ""] = /(?:required|optional|必需|可选)$/i.exec(line.text) ?? [];
  const mark = markIn(word);
  const glued = readType(line.text.slice(0, line.text.length - word.length).trimEnd());
  return glued && mark !== undefined ? { ...glued, mark } : undefined;
}

/**
 * Whether a field starts at a line: a name is a line whose next one is a type, whatever the name
 * is. `sure` if its mark follows too, which no value, title or description has; `likely` if not.
 */
export function fieldAt(lines: readonly Line[], at: number): "sure" | "likely" | undefined {
  const name = lines[at];
  const one = lines[at + 1];
  if (!name || !one || !canBeName(name)) return undefined;
  const type = typeOn(one);
  if (!type) return unionFieldAt(lines, at);
  if (type.mark !== undefined) return "sure";
  // Where two lines are types, the mark tells which of them is a name.
  const two = type.goesOn ? undefined : typeOn(lines[at + 2]);
  if (two && canBeName(one) && isMarked(lines, two.goesOn ? at + 4 : at + 3)) return undefined;
  const below = type.goesOn ? at + 3 : at + 2;
  // No scalar has a union below its mark: below a phrase, a type or a label's value, the word is
  // the name of one.
  const union = hasMark(lines, below) ? lines[below + 1] : undefined;
  const isValue = labelIn(lines[at - 1]?.text ?? "") !== undefined;
  const isAbove = isValue || isProse(name.text) || typeOn(name) !== undefined;
  if (union && isUnionHead(union) && one.text !== "array" && isAbove) return undefined;
  if (isMarked(lines, below)) return "sure";
  return isProse(name.text) ? undefined : "likely";
}

export function startsField(lines: readonly Line[], at: number): boolean {
  return fieldAt(lines, at) !== undefined;
}

/** Buttons, limits, labels, values and types with more than a word are no names. */
function canBeName({ text }: Line): boolean {
  return (
    text.length <= maxName &&
    !/^["{}[\]]|[:：]$/.test(text) &&
    !isButton(text) &&
    !readLimits(text) &&
    (/^[a-z]+$/.test(text) || !readType(text))
  );
}

/** Whether a text reads like a sentence or a phrase. Names with blanks are rare. */
export function isProse(text: string): boolean {
  return /\s|[.。，]$/.test(text) && !isAdditional(text);
}

/** No description above the heading of a union is longer. */
const maxDescription = 10;

function unionFieldAt(lines: readonly Line[], at: number): "sure" | "likely" | undefined {
  const name = lines[at];
  if (!name || markIn(name.text) !== undefined || unionIn(name.text)) return undefined;
  // Between the type of a list and its mark stands a title.
  const above = typeOn(lines[at - 1])?.types[0];
  if (above?.base === "array" && !above.items) return undefined;
  const next = at + 1 + countRef(lines, at + 1);
  const isUnion = (line: Line | undefined) => line !== undefined && isUnionHead(line);
  if (!hasMark(lines, next)) {
    const isValue = labelIn(lines[at - 1]?.text ?? "") !== undefined;
    return isUnion(lines[next]) && !isValue && !isProse(name.text) ? "likely" : undefined;
  }
  if (isUnion(lines[next + 1])) return "sure";
  // Below a mark, a description may stand first; but a mark stands below types, too.
  if (isProse(name.text) || typeOn(name) || above) return undefined;
  for (let below = next + 1; below < next + maxDescription; below++) {
    const line = lines[below];
    if (!line || typeOn(line) || hasMark(lines, below) || labelIn(line.text)) return undefined;
    if (isUnionHead(line)) return "sure";
  }
  return undefined;
}

/** Whether a mark stands below a type, be it below the name of a schema, a title and badges. */
function isMarked(lines: readonly Line[], at: number): boolean {
  const after = afterBadges(lines, at + countRef(lines, at));
  if (hasMark(lines, after)) return true;
  return hasMark(lines, afterBadges(lines, after + 1)) && !startsField(lines, after);
}

/** The first line at or below one that is no badge. */
export function afterBadges(lines: readonly Line[], at: number): number {
  let next = at;
  while (isBadge(lines[next]?.text ?? "")) next++;
  return next;
}

export function hasMark(lines: readonly Line[], at: number): boolean {
  return markIn(lines[at]?.text ?? "") !== undefined;
}

/** The name of a schema is printed in parentheses and, on most pages, once more without them. */
export function countRef(lines: readonly Line[], at: number): 0 | 1 | 2 {
  const [, name] = /^\((.+)\)$/.exec(lines[at]?.text ?? "") ?? [];
  if (name === undefined) return 0;
  return lines[at + 1]?.text === name ? 2 : 1;
}

/** Whether a list of fields starts at a line: with a field, or with the type of the whole. */
export function startsList(lines: readonly Line[], at: number): boolean {
  const line = lines[at];
  if (!line) return false;
  return startsField(lines, at) || typeOn(line) !== undefined || startsUnion(lines, at);
}

export function isUnionHead(line: Line): boolean {
  return unionIn(line.text) !== undefined && line.text.toLowerCase() !== "allof";
}

/** Whether a line is the page's own; a word of it may be a name, if it has a type and a mark. */
export function isDecoration(lines: readonly Line[], at: number): boolean {
  const text = lines[at]?.text ?? "";
  return isButton(text) || (isPageWord(text) && fieldAt(lines, at) !== "sure");
}

/** Whether a line describes the whole of a body, whose type or union stands below it. */
export function isAboveRoot(lines: readonly Line[], at: number): boolean {
  const text = lines[at]?.text ?? "";
  if (!isProse(text) || unionIn(text) || typeOn(lines[at])) return false;
  const root = typeOn(lines[at + 1])?.types[0];
  return root ? root.base === "array" || root.base === "object" : startsUnion(lines, at + 1);
}

/** Whether a union without a name starts at a line, be it with its mark. */
export function startsUnion(lines: readonly Line[], at: number): boolean {
  const head = lines[hasMark(lines, at) ? at + 1 : at];
  return head !== undefined && isUnionHead(head);
}
