import type { Fence } from "../../markdown/blocks.js";

/** A tag of GitBook's Markdown: `{% swagger method="get" path="/pets" %}`. */
export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** Whether a tag shows an operation that a document elsewhere describes. */
export function isElsewhere({ name, attributes }: Tag): boolean {
  return name === "swagger" ? attributes.has("src") : /^openapi(?:-operation)?$/.test(name);
}

/** No tag is longer. */
const maxTag = 5_000;

/** The tags of a page in order; what stands in a fence is code. */
export function tagsOf(lines: readonly string[], fences: readonly Fence[]): readonly Tag[] {
  const bare = [...lines];
  for (const { line, lastLine } of fences) bare.fill("", line - 1, lastLine);
  const tags: Tag[] = [];
  for (const [index, text] of bare.entries()) {
    for (let at = text.indexOf("{%"); at >= 0; at = text.indexOf("{%", at + 2)) {
      const end = text.indexOf("%}", at);
      if (end < 0) break;
      if (end - at > maxTag) continue;
      const [, name, rest = ""] = /^\{%\s*([a-z][a-z-]*)(.*)$/.exec(text.slice(at, end)) ?? [];
      if (name === undefined) continue;
      const attributes = [...rest.matchAll(/(?<![\w-])([A-Za-z][\w-]*)\s*=\s*"([^"]*)"/g)];
      tags.push({
        name,
        attributes: new Map(attributes.map(([, key = "", value = ""]) => [key, value])),
        line: index + 1,
        column: at + 1,
      });
    }
  }
  return tags;
}
