import { toPropertyKey, toStringLiteral } from "../../typescript/index.js";
import { ts } from "../../uses/index.js";
import type { Edit } from "./edit.js";

/** Writes a new name where an old one stands, in the form that the place takes. */

/** `order.total`, `order?.total`: in brackets if it is no identifier. */
export function renameAccess(node: ts.PropertyAccessExpression, to: string): Edit {
  const file = node.getSourceFile();
  const { name, questionDotToken } = node;
  const isPlain = /^[A-Za-z_$][\w$]*$/.test(to);
  const text = isPlain ? to : `[${toStringLiteral(to)}]`;
  if (isPlain || questionDotToken) return { start: name.getStart(file), end: name.end, text };
  const dot = file.text.lastIndexOf(".", name.getStart(file));
  return { start: dot, end: name.end, text };
}

/** The name of a property in an object, a pattern or a type. */
export function renameKey(node: ts.PropertyName, to: string): Edit | undefined {
  if (ts.isComputedPropertyName(node)) {
    const { expression } = node;
    return ts.isStringLiteralLike(expression) ? renameText(expression, to) : undefined;
  }
  // `"__proto__"` means another thing than other names in quotes do.
  if (ts.isStringLiteralLike(node) && to !== "__proto__") return renameText(node, to);
  return { start: node.getStart(), end: node.end, text: toPropertyKey(to) };
}

/** `{ total }` becomes `{ sum: total }`. */
export function putKeyBefore(node: ts.Node, to: string): Edit {
  const start = node.getStart();
  return { start, end: start, text: `${toPropertyKey(to)}: ` };
}

/** The text between quotes, which stay what they are. */
export function renameText(node: ts.StringLiteralLike, to: string): Edit {
  const start = node.getStart();
  const quote = node.getSourceFile().text[start];
  return { start: start + 1, end: node.end - 1, text: inQuotes(to, quote) };
}

function inQuotes(text: string, quote: string | undefined): string {
  const inner = toStringLiteral(text).slice(1, -1);
  if (quote === '"') return inner;
  const plain = inner.replaceAll('\\"', '"');
  return quote === "'"
    ? plain.replaceAll("'", "\\'")
    : plain.replaceAll("`", "\\`").replaceAll("${", "\\${");
}

export function renameIdentifier(node: ts.Node, to: string): Edit {
  return { start: node.getStart(), end: node.end, text: to };
}
