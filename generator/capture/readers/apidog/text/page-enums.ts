import { holdsVariable } from "../../../editor-variable.js";
import { isSingular } from "./interface-labels.js";
import type { Field } from "./page-field.js";
import type { Line } from "./page-lines.js";
import { readType } from "./type-line.js";

/** The values of an enum, or why they cannot be told. */
export type Values =
  | { readonly values: readonly string[]; readonly because: string | undefined }
  | { readonly values: undefined; readonly because: string };

const isWord = (text: string) => !/\s/.test(text);

/**
 * Reads what stands below `Allowed values:`. Newer pages print a value a line, some of them with
 * their name or description on the next; older pages glue all values into one line, which is taken
 * apart only if the page itself names every part.
 */
export function readValues(field: Field, isNumeric: boolean): Values {
  const lines = (field.values?.lines ?? []).map(({ text }: Line) => text);
  const [first] = lines;
  if (first === undefined) return { values: undefined, because: "the page shows no values" };
  if (lines.some(holdsVariable)) {
    return { values: undefined, because: "its values hold a variable of the vendor's editor" };
  }
  if (lines.length === 1 && !isSingular(field.values?.label.text ?? "")) return split(first, field);
  const isValue = isNumeric
    ? (text: string) => Number.isFinite(Number(text))
    : lines.filter(isWord).length >= lines.length / 2
      ? isWord
      : () => true;
  const kept = [...new Set(lines.filter(isValue))];
  if (kept.length === 0) return { values: undefined, because: "none of its values has its type" };
  if (kept.length < lines.length) {
    return { values: kept, because: "names or descriptions are mixed with the values" };
  }
  const isLikeField = !isNumeric && kept.some((text) => readType(text) !== undefined);
  const because = "some values look like types, and may be fields without a mark";
  return { values: kept, because: isLikeField ? because : undefined };
}

/** Takes a line of glued values apart, by the words that the page uses for them elsewhere. */
function split(glued: string, field: Field): Values {
  const named = new Set(
    [field.description, ...textsOf(field.default), ...textsOf(field.example)].flatMap(
      (text) => text?.match(/[^\s"'`,;:()[\]|/.]+(?:\.\d+)?/g) ?? [],
    ),
  );
  const splits = possibleSplits(glued, named);
  if (splits.length === 1 && splits[0] && splits[0].length > 1) {
    return {
      values: splits[0],
      because: "its values run together; the page names each of them elsewhere",
    };
  }
  return { values: undefined, because: `its values run together: ${glued.slice(0, 200)}` };
}

const maxGlued = 500;

/** Up to two of the ways in which words make up a text, each word once. */
function possibleSplits(text: string, words: ReadonlySet<string>): string[][] {
  if (text.length > maxGlued) return [];
  const splits: string[][][] = [[[]]];
  for (let end = 1; end <= text.length; end++) {
    const here: string[][] = [];
    for (const word of words) {
      const before =
        word.length <= end && text.endsWith(word, end) ? splits[end - word.length] : undefined;
      for (const way of before ?? [])
        if (here.length < 2 && !way.includes(word)) here.push([...way, word]);
    }
    splits[end] = here;
  }
  return splits[text.length] ?? [];
}

function textsOf(labelled: Field["example"]): string[] {
  return (labelled?.lines ?? []).map(({ text }) => text);
}
