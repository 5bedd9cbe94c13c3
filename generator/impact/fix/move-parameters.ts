import { toPropertyKey } from "../../typescript/index.js";
import { nameText, ts } from "../../uses/index.js";
import type { Edit } from "./edit.js";
import type { FixContext } from "./fix-context.js";
import type { ArgumentRename } from "./rename.js";
import { propertyIn } from "./written-object.js";

/**
 * Moves parameters of a call by path to the object of their new place: `params.query.trace` to
 * `params.header["X-Trace"]`. Only where all of them are written at the call.
 */
export function moveParameters(
  init: ts.Expression | undefined,
  renames: readonly ArgumentRename[],
  call: ts.CallExpression,
  context: FixContext,
): void {
  const params = propertyIn(init, "params")?.initializer;
  const coming = new Map<string, string[]>();
  const edits: Edit[] = [];
  let isPlain = true;
  for (const { sent } of renames) {
    const holder = propertyIn(params, sent.from.in)?.initializer;
    if (!holder) {
      // Nothing of that place is passed, or something that is made elsewhere.
      if (init && !isWritten(init, params, sent.from.in)) isPlain = false;
      continue;
    }
    if (!ts.isObjectLiteralExpression(holder) || holder.properties.some(ts.isSpreadAssignment)) {
      isPlain = false;
      continue;
    }
    const given = holder.properties.find(
      (each) => each.name && nameText(each.name) === sent.from.name,
    );
    if (!given) continue;
    const value = writtenValue(given);
    if (value === undefined) {
      isPlain = false;
      continue;
    }
    edits.push(removal(given, holder));
    const text = `${toPropertyKey(sent.to.name)}: ${value}`;
    coming.set(sent.to.in, [...(coming.get(sent.to.in) ?? []), text]);
  }
  for (const [place, texts] of coming) {
    const added = additionTo(params, place, texts);
    if (added) edits.push(added);
    else isPlain = false;
  }
  const places = new Set(edits.map(({ start }) => start));
  if (!isPlain || places.size < edits.length)
    context.leave(call.expression, "its parameters are not written plainly here");
  else for (const edit of edits) context.edit(edit);
}

/** Whether it is written that a call passes nothing in a place. */
function isWritten(init: ts.Expression, params: ts.Expression | undefined, place: string): boolean {
  const isLiteral = (node: ts.Expression | undefined) =>
    node !== undefined &&
    ts.isObjectLiteralExpression(node) &&
    !node.properties.some(ts.isSpreadAssignment);
  const named = (node: ts.Expression | undefined, name: string) =>
    node !== undefined &&
    ts.isObjectLiteralExpression(node) &&
    node.properties.some((each) => each.name && nameText(each.name) === name);
  if (!isLiteral(init)) return false;
  if (!params) return !named(init, "params");
  return isLiteral(params) && !named(params, place);
}

function writtenValue(node: ts.ObjectLiteralElementLike): string | undefined {
  if (ts.isPropertyAssignment(node)) return node.initializer.getText();
  return ts.isShorthandPropertyAssignment(node) ? node.name.text : undefined;
}

/** A property with the comma that goes along. */
function removal(node: ts.ObjectLiteralElementLike, holder: ts.ObjectLiteralExpression): Edit {
  const { properties } = holder;
  const index = properties.indexOf(node);
  const next = properties[index + 1];
  if (next) return { start: node.getStart(), end: next.getStart(), text: "" };
  const before = properties[index - 1];
  const { text } = holder.getSourceFile();
  const end = /^\s*,/.exec(text.slice(node.end));
  return before
    ? { start: before.end, end: node.end, text: "" }
    : { start: node.getStart(), end: node.end + (end?.[0].length ?? 0), text: "" };
}

function additionTo(
  params: ts.Expression | undefined,
  place: string,
  texts: readonly string[],
): Edit | undefined {
  if (!params || !ts.isObjectLiteralExpression(params)) return undefined;
  const target = propertyIn(params, place)?.initializer;
  if (target && !ts.isObjectLiteralExpression(target)) return undefined;
  const isNamed = params.properties.some((each) => each.name && nameText(each.name) === place);
  if (!target && isNamed) return undefined;
  const written = texts.join(", ");
  if (!target) {
    const last = params.properties.at(-1);
    return last && { start: last.end, end: last.end, text: `, ${place}: { ${written} }` };
  }
  const last = target.properties.at(-1);
  return last
    ? { start: last.end, end: last.end, text: `, ${written}` }
    : { start: target.getStart() + 1, end: target.end - 1, text: ` ${written} ` };
}
