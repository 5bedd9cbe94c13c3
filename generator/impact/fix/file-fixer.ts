import { ts } from "../../uses/index.js";
import type { FixContext } from "./fix-context.js";
import { fixImports, type LocalNames } from "./fix-imports.js";
import { fixKeys } from "./fix-keys.js";
import { fixMembers } from "./fix-members.js";
import { ownKeysIn } from "./own-objects.js";

/** Finds the edits of a caller's file. */
export function fixFile(file: ts.SourceFile, asked: Omit<FixContext, "own">): void {
  const own = ownKeysIn(file, { ...asked, own: new Map() });
  const context: FixContext = { ...asked, own };
  const names = context.renamed.oldNames;
  const local: LocalNames = fixImports(file, context);
  const isJavaScript = /\.[cm]?jsx?$/.test(file.fileName);
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (isJavaScript) for (const doc of docsOf(node)) visit(doc);
    if (ts.isIdentifier(node)) {
      if (names.has(node.text)) fixMembers(node, local, context);
      return;
    }
    if (ts.isStringLiteralLike(node)) {
      if (names.has(node.text)) fixKeys(node, context);
    } else if (ts.isCallExpression(node)) context.calls.visit(node, context);
    else if (ts.isIndexedAccessTypeNode(node)) context.calls.visitType(node, context);
    ts.forEachChild(node, visit);
  };
  visit(file);
}

function docsOf(node: ts.Node): readonly ts.Node[] {
  return (node as { readonly jsDoc?: readonly ts.Node[] }).jsDoc ?? [];
}
