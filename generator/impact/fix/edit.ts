/** A piece of a file's text that is replaced; an empty piece is a place where text is put in. */
export interface Edit {
  /** From 0. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The edits of a text in their order, each once; undefined if two of them meet. */
export function inOrder(edits: readonly Edit[]): readonly Edit[] | undefined {
  const all = new Map(edits.map((each) => [`${each.start} ${each.end} ${each.text}`, each]));
  const sorted = [...all.values()].sort((a, b) => a.start - b.start || a.end - b.end);
  for (const [index, { start, end }] of sorted.entries()) {
    const before = sorted[index - 1];
    if (!before) continue;
    const isAtSamePlace = before.start === start && before.end === end;
    if (before.end > start || isAtSamePlace) return undefined;
  }
  return sorted;
}

/** @param edits in their order */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return parts.join("") + text.slice(at);
}
