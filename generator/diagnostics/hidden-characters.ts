/**
 * Characters that text from elsewhere may not bring along as they are, neither into a log nor into
 * source code: those that steer a terminal or end a line (controls), turn the direction of writing,
 * or are not seen and mean nothing in any script (U+FEFF, the word joiner and its like, tags), and
 * what is no character at all. Zero width spaces and joiners (U+200B to U+200D), the soft hyphen
 * and variation selectors stay: Khmer, Thai, Persian and emoji are written with them, and they do
 * none of this. Line feed and tab are not here: whether they may stay is for the text that they get
 * into.
 */
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u180e\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/**
 * Text with these characters as escapes, which a reader sees, and which in a string of JavaScript
 * or JSON mean the same.
 *
 * @example
 * escapeHidden("a\u001b[2Jb") // "a\\u001b[2Jb"
 */
export function escapeHidden(text: string): string {
  // Almost no text has any, and looking is cheap.
  if (text.search(hidden) < 0) return text;
  return text.replaceAll(hidden, (character) =>
    // One for each half of a pair: JSON has no other way.
    character.length === 1
      ? escapeUnit(character, 0)
      : escapeUnit(character, 0) + escapeUnit(character, 1),
  );
}

function escapeUnit(character: string, half: 0 | 1): string {
  return `\\u${character.charCodeAt(half).toString(16).padStart(4, "0")}`;
}
