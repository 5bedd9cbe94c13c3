import type { Use } from "../../generator/uses/index.js";

/**
 * Uses as a person writes them down, one a line: where, what, and of which operations.
 *
 *     total: answerField Order.total < getOrder
 *
 * The text before the colon is what stands at the place; `#2` behind it means the second time in the
 * file. `whole` ends the name of a whole value. Without `<` the operation is the name itself.
 */
export function written(use: Use, text: string): string {
  const { kind, name, whole, operations } = use;
  const at =
    text
      .split("\n")
      .slice(0, use.line - 1)
      .join("\n").length + (use.line > 1 ? 1 : 0);
  const offset = at + use.column - 1;
  const word = /^(?:[\w$]+|"[^"]*"|'[^']*'|.)/.exec(text.slice(offset))?.[0] ?? "";
  const count = occurrences(text.slice(0, offset), word) + 1;
  const own = operations.length === 1 && operations[0] === name;
  const whose = own ? "" : ` < ${operations.join(" ")}`;
  return `${word}${count > 1 ? `#${count}` : ""}: ${kind} ${name}${whole ? " whole" : ""}${whose}`.trim();
}

function occurrences(text: string, word: string): number {
  const isWord = /^[\w$]/.test(word);
  const pattern = word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const edge = isWord ? `(?<![\\w$])${pattern}(?![\\w$])` : pattern;
  return [...text.matchAll(new RegExp(edge, "g"))].length;
}
