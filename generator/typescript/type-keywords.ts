import { typeKeywords } from "../contract/index.js";
import { type Keyword, keywordOf, keywordsWhere } from "../openapi/index.js";

const isTyping = ({ applies, means }: Keyword) => applies !== undefined && means === "type";

/** Those by which a schema is made of others, instead of naming its members. */
export const partKeywords: readonly string[] = keywordsWhere(
  (keyword) => isTyping(keyword) && keyword.applies !== "members",
);

/** Keywords that give a schema a type of its own: those, a reference, and what values are listed. */
export const composing: readonly string[] = ["$ref", ...typeKeywords];
export const typing: readonly string[] = ["type", "const", "enum", ...composing];

export function isMapKeyword(name: string): boolean {
  const slot = keywordOf(name)?.slot;
  return slot !== undefined && "map" in slot;
}
