/** The OpenAPI fragment of a `.md` page. */
export interface Fragment {
  readonly title: { readonly text: string; readonly line: number } | undefined;
  readonly text: string;
  /** Lines of the page before the fragment's first. */
  readonly offset: number;
  /** False if the page ends inside the fragment. */
  readonly isClosed: boolean;
}

const opening = /^(\s*(?:```+|~~~+))\s*(ya?ml|json)?\s*$/i;

/** Finds the first fence that holds OpenAPI; undefined if there is none. */
export function findFragment(lines: readonly string[]): Fragment | undefined {
  const titleAt = lines.findIndex((line) => /^#\s+\S/.test(line));
  const title =
    titleAt < 0
      ? undefined
      : { text: (lines[titleAt] ?? "").replace(/^#\s+/, "").trim(), line: titleAt + 1 };
  for (let start = 0; start < lines.length; start++) {
    const fence = opening.exec(lines[start] ?? "")?.[1];
    if (fence === undefined) continue;
    let end = start + 1;
    // Descriptions hold fences too, but further in.
    while (end < lines.length && lines[end]?.trimEnd() !== fence) end++;
    const content = lines.slice(start + 1, end);
    if (content.some((line) => /^\s*["']?openapi["']?\s*:/.test(line))) {
      const isClosed = end < lines.length;
      const before = title && title.line <= start ? title : undefined;
      return { title: before, text: content.join("\n"), offset: start + 1, isClosed };
    }
    start = end;
  }
  return undefined;
}
