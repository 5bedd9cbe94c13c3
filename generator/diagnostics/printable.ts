import { escapeHidden } from "./hidden-characters.js";

/**
 * The only way for text of a spec, a page, a config or a file into a log. The result is one line:
 * it has no line end, does not control a terminal, and no CI runner executes it as a command.
 * Escaping it again changes nothing.
 *
 * @param longest characters that are shown; a minified file is one line of megabytes
 * @example
 * printable("a\n::error::b") // "a\\n::error::b"
 */
export function printable(text: string, longest = 2000): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return escapeLines(shown.replaceAll("\n", "\\n"));
}

/** Text that may have several lines: each is made printable, whatever its length. */
export function printableLines(text: string): string {
  return escapeLines(text);
}

/** All lines at once, because a description may have tens of thousands. */
function escapeLines(text: string): string {
  return (
    escapeHidden(text)
      .replaceAll("\t", "\\t")
      // GitHub executes a line that starts with `::`, even after whitespace …
      .replaceAll(/^([^\S\n]*):(?=:)/gm, "$1\\u003a")
      // … and `##[name]` anywhere; `##vso[` is Azure's, `##teamcity[` TeamCity's.
      .replaceAll(/##(?=\w*\[)/g, "#\\u0023")
  );
}
