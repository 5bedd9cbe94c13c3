import { isFieldName, isValueSegment } from "../observations/index.js";
import { decodedPart } from "../openapi/index.js";

/** Whether a name of an exchange may be shown: people choose words, programs put in values. */
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

/** A path that no spec has, with stars for what may be values. */
export function shownPath(path: string): string {
  return path
    .split("/")
    .map((segment) => (segment === "" || !isValueSegment(decodedPart(segment)) ? segment : "*"))
    .join("/");
}
