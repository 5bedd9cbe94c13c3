import { nameText, ts } from "../../uses/index.js";
import { type FixContext, torn } from "./fix-context.js";
import type { RenamedMembers } from "./renamed-members.js";

/** The new name of a symbol; undefined if it keeps its name, or if that is not certain. */
export function newNameOf(
  symbol: ts.Symbol | undefined,
  node: ts.Node,
  context: FixContext,
): string | undefined {
  const found = nameOf(symbol, context);
  if (found !== "torn") return found?.to;
  context.leave(node, torn);
  return undefined;
}

/** The new name of a property in the types that one is expected in: in all that have it, the same. */
export function newNameIn(
  type: ts.Type | undefined,
  text: string,
  node: ts.Node,
  context: FixContext,
): string | undefined {
  if (!type) return undefined;
  const expected = context.checker.getNonNullableType(type);
  const parts = expected.isUnion() ? expected.types : [expected];
  const symbols = parts.flatMap((part) => part.getProperty(text) ?? []);
  const found = symbols.map((symbol) => nameOf(symbol, context));
  const names = new Set(found.map((each) => (each === "torn" ? each : each?.to)));
  if (names.size > 1 || names.has("torn")) {
    context.leave(node, torn);
    return undefined;
  }
  return [...names][0];
}

/** What the client calls it, or what a written object does that follows the client. */
function nameOf(
  symbol: ts.Symbol | undefined,
  context: FixContext,
): ReturnType<RenamedMembers["nameOf"]> {
  const { renamed } = context;
  const found = renamed.nameOf(symbol);
  if (found) return found;
  const names = renamed.declarationsOf(symbol).map((each) => writtenNameOf(each, context));
  const [only, ...others] = new Set(names);
  return only === undefined || others.length > 0 ? undefined : { to: only };
}

/** Of an object in a constant that only goes to the client, or of one that `satisfies` its type. */
function writtenNameOf(
  declaration: ts.Declaration,
  { checker, renamed, own }: FixContext,
): string | undefined {
  const known = own.get(declaration);
  if (known !== undefined || !ts.isObjectLiteralElementLike(declaration)) return known;
  const { name, parent } = declaration;
  const text = name && nameText(name);
  if (text === undefined || !ts.isObjectLiteralExpression(parent)) return undefined;
  const expected = checker.getContextualType(parent);
  const parts = expected?.isUnion() ? expected.types : expected ? [expected] : [];
  const names = parts.map((part) => renamed.nameOf(part.getProperty(text)));
  const [only, ...others] = new Set(names.map((each) => (each === "torn" ? undefined : each?.to)));
  return others.length > 0 ? undefined : only;
}
