/**
 * A pattern for validators, which use Unicode mode; undefined if it is invalid there. Outside that
 * mode, a backslash before any punctuation has no meaning, and many documents have some: `\_`,
 * `\@`.
 */
export function toPattern(text: string): string | undefined {
  return isPattern(text) ? text : [withoutNeedless(text)].find(isPattern);
}

function withoutNeedless(text: string): string {
  let isInClass = false;
  return text.replaceAll(/\\([\s\S])|[[\]]/g, (found, escaped: string | undefined) => {
    if (escaped === undefined) isInClass = found === "[";
    // In a class, a hyphen without its backslash means a range.
    const isNeedless = /[!"#%&',:;<=>@_`~ ]/.test(escaped ?? "") || (escaped === "-" && !isInClass);
    return isNeedless ? `${escaped}` : found;
  });
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}
