/** A table of a page; a bar within a cell would end it. */
export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  const escaped = (cell: string) => cell.replaceAll(/(?<!\\)\|/g, "\\|");
  return lines.map((cells) => `| ${cells.map(escaped).join(" | ")} |\n`).join("");
}
