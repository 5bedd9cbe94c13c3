/** Whether a text is a valid name of a header, a cookie or a method. */
export function isToken(text: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text);
}

/**
 * Whether a text is a valid header value: no line ends or other controls, nothing beyond Latin-1.
 */
export function isHeaderText(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
}

/** Whether a text can be part of a cookie's value without encoding (RFC 6265, 4.1.1). */
export function isCookieText(text: string): boolean {
  return /^[!#-+\--:<-[\]-~]*$/.test(text);
}

/** Milliseconds that a header `Retry-After` asks to wait; undefined if it says nothing. */
export function readRetryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(ms, 0) : undefined;
}
