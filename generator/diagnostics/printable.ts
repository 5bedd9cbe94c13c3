import { escapeHidden } from "./hidden-characters.js";

/**
 * The one way for text of a spec, a page, a config or a file into a log. What comes out is one
 * line: it ends nowhere, steers no terminal, and no runner takes it for a command. Escaping again
 * changes nothing.
 *
 * @param longest characters that are shown; a minified file is one line of megabytes
 * @example
 * printable("a\n::error::b") // "a\\n::error::b"
 */
export function printable(text: string, longest = 2000): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return escapeLines(shown.replaceAll("\n", "\\n"));
}

/** Text of several lines that may stay several: each is made printable, however long. */
export function printableLines(text: string): string {
  return escapeLines(text);
}

/** All lines at once, because a description may have tens of thousands. */
function escapeLines(text: string): string {
  return (
    escapeHidden(text)
      .replaceAll("\t", "\\t")
      // GitHub obeys a line that starts with `::`, whatever blanks are before it …
      .replaceAll(/^([^\S\n]*):(?=:)/gm, "$1\\u003a")
      // … and `##[name]` anywhere; `##vso[` is Azure's, `##teamcity[` TeamCity's.
      .replaceAll(/##(?=\w*\[)/g, "#\\u0023")
  );
}
