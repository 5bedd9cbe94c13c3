/**
 * Characters that text from outside must not bring into a log or into source code unescaped: those
 * that control a terminal or end a line, change the direction of writing, or are invisible without
 * a meaning in any script (U+FEFF, the word joiner and similar ones, tags), and code points that
 * are not characters. Zero width spaces and joiners (U+200B to U+200D), the soft hyphen and
 * variation selectors stay: Khmer, Thai, Persian and emoji need them, and they do none of this.
 * Line feed and tab are not included: each use decides whether they may stay.
 */
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression looks for them
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u180e\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/**
 * Text with these characters as escapes, which are visible and mean the same in a JavaScript or
 * JSON string.
 *
 * @example
 * escapeHidden("a\u001b[2Jb") // "a\\u001b[2Jb"
 */
export function escapeHidden(text: string): string {
  // Almost no text has any, and the search is cheap.
  if (text.search(hidden) < 0) return text;
  return text.replaceAll(hidden, (character) =>
    // JSON has no escape for a surrogate pair, so each half is escaped.
    character.length === 1
      ? escapeUnit(character, 0)
      : escapeUnit(character, 0) + escapeUnit(character, 1),
  );
}

function escapeUnit(character: string, half: 0 | 1): string {
  return `\\u${character.charCodeAt(half).toString(16).padStart(4, "0")}`;
}
