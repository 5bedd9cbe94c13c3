import { isMultipleOf, keywordOf } from "../openapi/index.js";
import { typeOfValue } from "./json-types.js";

/** Keywords that count the items that match another schema, which only a validator can. */
export const countsOfMatches: readonly string[] = ["minContains", "maxContains"];

/** Whether a value is within a limit of numbers, lengths or counts, which other types do not have. */
export function meetsLimit(name: string, limit: number, value: unknown): boolean {
  const keyword = keywordOf(name);
  if (keyword?.restricts !== typeOfValue(value)) return true;
  const size = sizeOf(value);
  switch (name) {
    case "multipleOf":
      return !(limit > 0) || isMultipleOf(size, limit);
    case "exclusiveMinimum":
      return size > limit;
    case "exclusiveMaximum":
      return size < limit;
    default:
      return keyword?.bound === "lower" ? size >= limit : size <= limit;
  }
}

/** What limits are about: a number itself, the length of a text in characters, the members. */
function sizeOf(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "string") return [...value].length;
  return typeof value === "object" && value !== null ? Object.keys(value).length : 0;
}
