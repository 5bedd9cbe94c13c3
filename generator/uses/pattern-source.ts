import { ts } from "./compiler.js";
import { isPattern } from "./type-syntax.js";

/** What a pattern takes apart: for its parts, the value or the parameter that stands at its root. */
export function sourceOf(pattern: ts.BindingPattern): ts.Node | undefined {
  let root: ts.Node = pattern;
  let element: ts.Node = pattern;
  while (ts.isBindingElement(root) || isPattern(root)) {
    if (isPattern(root) && root.elements[0]) element = root.elements[0];
    root = root.parent;
  }
  const named = ts.isBindingElement(element) ? firstNameIn(element) : undefined;
  if (named) return named;
  return ts.isVariableDeclaration(root) ? root.initializer : undefined;
}

/** Any name bound in the pattern: where it comes from is where all of it comes from. */
function firstNameIn({ name }: ts.BindingElement): ts.Identifier | undefined {
  if (ts.isIdentifier(name)) return name;
  for (const each of name.elements) {
    const found = ts.isBindingElement(each) ? firstNameIn(each) : undefined;
    if (found) return found;
  }
  return undefined;
}
