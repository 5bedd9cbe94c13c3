import { printable, printableLines } from "../diagnostics/index.js";

/**
 * The only way for text into Markdown: into comments, changelogs, changesets and SARIF. The text is
 * shown as it is, in every renderer: no markup, no HTML, no mention, no reference, no link, one line.
 * Both functions for a line also fit into a cell of a table, in which renderers disagree about
 * backslashes before a pipe, so both are entities.
 */
export function markdownText(text: string): string {
  return (
    flat(text)
      .replaceAll(alive, `$&${wordBreak}`)
      // No part of it is long enough for a link.
      .replaceAll(hash, (digits) => digits.replaceAll(/.{6}/g, `$&${wordBreak}`))
      .replaceAll(/:(?=\/\/|[\w+-]+:)/g, `$&${wordBreak}`)
      .replaceAll(/www(?=\.)/gi, `$&${wordBreak}`)
      // A backslash before a letter, such as in our escapes, is no markup.
      .replaceAll(/[&<>|]|\\(?![A-Za-z0-9])/g, (character) => entities[character] ?? character)
      // Within a word, an underscore is no markup.
      .replaceAll(/[`*[\]~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\$&")
      // At the start of a line: a list, a heading, a rule, or a command such as `/close`.
      .replace(/^(\d{0,9})([-+=#.)/])/, "$1\\$2")
  );
}

/** As code: with backticks, or as an element if the text has a character that could end them. */
export function markdownCode(text: string): string {
  const shown = flat(text);
  if (shown === "") return "";
  return /[`|\\<>]/.test(shown) ? `<code>${markdownText(shown)}</code>` : `\`${shown}\``;
}

/** Several lines as code, between fences that are longer than any in the text. */
export function markdownBlock(text: string): string {
  let longest = 2;
  for (const [ticks] of text.matchAll(/`+/g)) longest = Math.max(longest, ticks.length);
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${printableLines(text)}\n${fence}`;
}

/** A row of a table; its cells are escaped already. */
function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** A table; its cells are escaped already. */
export function markdownTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = `|${"---|".repeat(headings.length)}`;
  return [markdownRow(headings), line, ...rows.map(markdownRow)].join("\n");
}

/** Markdown that is shown when its summary is clicked. */
export function markdownFold(summary: string, content: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

/** An invisible character that keeps `@name`, `#12` and URLs from becoming mentions and links. */
const wordBreak = "\u200b";

/** Where to break what GitHub or GitLab makes a link: mentions and mail, `#12`, `GH-12`, `!12`. */
const alive = /[@#]|[!%&~$](?=\d)|\bGH(?=-\d)/gi;

/** What may be the hash of a commit, which has both digits and letters. */
const hash = /\b(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{7,40}\b/gi;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "|": "&#124;",
  "\\": "&#92;",
};

function flat(text: string): string {
  return printable(text.replaceAll(/\s+/g, " ").trim(), Number.POSITIVE_INFINITY);
}
