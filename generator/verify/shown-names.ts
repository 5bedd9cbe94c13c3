import { decodedPart } from "../openapi/index.js";
import { isValueSegment } from "../runtime/observe/index.js";

/** A path that no spec has, with stars for what may be values. */
export function shownPath(path: string): string {
  return path
    .split("/")
    .map((segment) => (segment === "" || !isValueSegment(decodedPart(segment)) ? segment : "*"))
    .join("/");
}
