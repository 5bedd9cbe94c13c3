import { isShownName } from "./looks-like-value.js";

/*
 * Recordings are for others to read. Of what somebody sent or got they have the shape: letters are
 * other letters, digits other digits, and what has a format keeps it.
 */

/** Numbers with more digits may be keys, phones, accounts. */
const maxDigits = 6;

/** A text without what it says. */
export function maskText(text: string, words: ReadonlySet<string>): string {
  if (words.has(text) || /^(?:|true|false|null)$/.test(text)) return text;
  if (/^-?[\d.]+$/.test(text) && digitsIn(text) <= maxDigits) return text;
  const form = forms.find(([pattern]) => pattern.test(text));
  if (form) return form[1](text);
  return text
    .replaceAll(/\p{N}/gu, "1")
    .replaceAll(/[\p{Lu}\p{Lt}]/gu, "X")
    .replaceAll(/[\p{Ll}\p{Lm}\p{Lo}\p{M}]/gu, "x");
}

function digitsIn(text: string): number {
  return text.replaceAll(/\D/g, "").length;
}

const zeros = (text: string) => text.replaceAll(/\d/g, "0");

/** Texts with a format, each as another of the same. */
const forms: readonly (readonly [RegExp, (text: string) => string])[] = [
  [/^\d{4}-\d\d-\d\d(?:[Tt ]|$)[\d:.,+zZ-]*$/, (text) => `2000-01-01${zeros(text.slice(10))}`],
  [/^\d\d:\d\d(?::\d\d)?[\d:.+zZ-]*$/, zeros],
  [/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i, () => "00000000-0000-4000-8000-000000000000"],
  [/^[^\s@]+@[^\s@]+$/, () => "masked@example.com"],
  [/^[a-z][a-z\d+.-]*:\/\//i, () => "https://example.com/masked"],
  [/^\d{1,3}(?:\.\d{1,3}){3}$/, () => "192.0.2.1"],
  [/^(?=.*:.*:)[\da-f:.]+$/i, () => "2001:db8::1"],
  [/^-?P(?=[\dT])[\dYMWDTHS.,]+$/, (text) => text.replaceAll(/\d/g, "1")],
];

/** The text of JSON with its texts and long numbers masked; what is no JSON is masked as a text. */
export function maskJson(text: string, words: ReadonlySet<string>): string {
  try {
    JSON.parse(text);
  } catch {
    return maskText(text, words);
  }
  let names = 0;
  return text.replaceAll(
    /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d[\d.eE+-]*/g,
    (token, quoted: string | undefined, colon: string | undefined) => {
      if (quoted === undefined) return maskNumber(token);
      const value = JSON.parse(quoted) as string;
      if (colon === undefined) return JSON.stringify(maskText(value, words));
      // Names that are values, such as ids, stay apart, and look like values.
      if (isShownName(value)) return token;
      names += 1;
      return JSON.stringify(`${1_000_000 + names}`) + colon;
    },
  );
}

function maskNumber(token: string): string {
  const [mantissa = "", exponent] = token.split(/(?=e)/i);
  if (digitsIn(mantissa) <= maxDigits) return token;
  return mantissa.replaceAll(/\d/g, "1") + (exponent ?? "");
}
