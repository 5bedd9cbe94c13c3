import { ts } from "./compiler.js";
import type { Deprecation } from "./use.js";

/**
 * What the comment of a declaration says of its end: `@deprecated`, and the day where the client
 * names it. Read from the text, because the compiler reads no such comments unless it is asked to.
 */
export function deprecationOf(node: ts.Node): Deprecation | undefined {
  const { text } = node.getSourceFile();
  const comments = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
  const last = comments.at(-1);
  if (!last) return undefined;
  const tag = /@deprecated\b([^\n]*)/.exec(text.slice(last.pos, last.end));
  if (!tag) return undefined;
  return { sunset: /\b\d{4}-\d{2}-\d{2}\b/.exec(tag[1] ?? "")?.[0] ?? null };
}
