import type { Diagnostic } from "../diagnostics/index.js";

/**
 * One line for each cause: of lines that differ only in where they were found, the first, and how
 * many more there are. For people; a report for programs keeps all.
 */
export function foldLines(lines: readonly string[]): string[] {
  return groups(lines, (line) => line).map(([first, more]) => `${first}${suffix(more)}`);
}

/** As `foldLines`. */
export function foldDiagnostics(found: readonly Diagnostic[]): Diagnostic[] {
  return groups(found, ({ code, message }) => `${code} ${message}`).map(([first, more]) =>
    more === 0 ? first : { ...first, message: `${first.message}${suffix(more)}` },
  );
}

function suffix(more: number): string {
  return more === 0 ? "" : ` (and ${more} more like this; \`--json\` lists all)`;
}

/** The first of each group, and how many others it has. */
function groups<Item>(
  items: readonly Item[],
  textOf: (item: Item) => string,
): (readonly [Item, number])[] {
  const found = new Map<string, [Item, number]>();
  for (const item of items) {
    const cause = causeIn(textOf(item));
    const group = found.get(cause);
    if (group) group[1] += 1;
    else found.set(cause, [item, 0]);
  }
  return [...found.values()];
}

/** A line without the place in the spec, the operation and the page, as messages write them. */
function causeIn(line: string): string {
  return line
    .replace(/^\S+:\d+:\d+: /, "")
    .replace(/(?<=^|\s)[A-Z]{3,10} \/\S*(?=: |$)/, "")
    .replace(/ on \S+(?=; the spec was not changed$|$)/, "")
    .replace(/ \S+(?= is left out, as )/, "");
}
