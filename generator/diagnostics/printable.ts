/** Spec text reaches a terminal here, so control characters (colour and cursor codes) become visible. */
export function printable(text: string): string {
  const shown = text.length > 2000 ? `${text.slice(0, 2000)}…` : text;
  return shown.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
