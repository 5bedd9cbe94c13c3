/**
 * Whether a segment of a path, or the name of an object's member, is a value by its look alone: a
 * number, an id, a date, an address. Words are names.
 */
export function looksLikeValue(text: string): boolean {
  return kinds.some((isOne) => isOne(text)) && !version.test(text);
}

const version = /^(?:v\d+(?:[._-]\d+)*|api|rest|rpc|json|xml)$/i;

/** Whether a segment of a path is a value: also what is in capitals, in which nobody names routes. */
export function isValueSegment(text: string): boolean {
  const isShouted = /^[A-Z][A-Z0-9]+(?:[-_.][A-Z0-9]+)*$/.test(text) && !version.test(text);
  return isShouted || looksLikeValue(text);
}

const kinds: readonly ((text: string) => boolean)[] = [
  // A number, also a negative one or one with a fraction.
  (text) => /^-?\d+(?:\.\d+)?$/.test(text),
  // A UUID, with or without hyphens, and other hexadecimal ids.
  (text) => /^[0-9a-f-]{12,}$/i.test(text) && /\d/.test(text),
  // A date, with or without a time.
  (text) => /^\d{4}-\d\d-\d\d/.test(text),
  // An address.
  (text) => /^[^\s@]+@[^\s@]+$/.test(text),
  // `BOM-2041`, `PO_12`, `INV2024-0001`: letters and a number.
  (text) => /^[A-Za-z]{1,12}[-_.]\d{2,}$/.test(text) || /^[A-Z]{1,8}\d{2,}(?:[-_]\d+)*$/.test(text),
  // `cus_9s6XKzkNRlz8i3`: a prefix and something random.
  (text) =>
    /^[A-Za-z]{2,12}[-_][A-Za-z0-9]{6,}$/.test(text) && isMixed(text.replace(/^.*[-_]/, "")),
  // A ULID, base64 and the like.
  (text) => /^[A-Za-z0-9_=-]{10,}$/.test(text) && isMixed(text) && countDigits(text) >= 2,
  // A name that a program made of a value: routes have no blanks and nothing that needs encoding.
  (text) => /[\s%,;|()'"<>{}[\]\\^`]/.test(text),
];

/** Letters with digits between them, or in both cases without being words: nobody names so. */
function isMixed(text: string): boolean {
  return /\d/.test(text) && /[A-Za-z]/.test(text) && /\d[A-Za-z]|[A-Za-z]\d+[A-Za-z]/.test(text);
}

function countDigits(text: string): number {
  return text.replaceAll(/\D/g, "").length;
}

/** Whether a name can be that of a field: people choose words, programs put in values. */
export function isFieldName(name: string): boolean {
  return /^[\p{L}_$@#][\p{L}\p{M}\p{N}_$@.:/#-]{0,63}$/u.test(name) && !looksLikeValue(name);
}

/** Whether a name of an exchange may be shown; brackets are how forms and queries nest names. */
export function isShownName(name: string): boolean {
  return isFieldName(name.replaceAll(/[[\]]/g, ""));
}

/** `, lines[].mpn`; a name that may be a value is a star. */
export function describePath(path: readonly (string | number)[]): string {
  const text = path
    .map((step) => (typeof step === "number" ? "[]" : `.${isShownName(step) ? step : "*"}`))
    .join("");
  return text === "" ? "" : `, ${text.replace(/^\./, "")}`;
}
