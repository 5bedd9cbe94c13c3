import { ts } from "../../uses/index.js";
import type { FixContext } from "./fix-context.js";
import { renameIdentifier } from "./write-name.js";

/** The new names of what a file imports, by the symbol that the import declares. */
export type LocalNames = ReadonlyMap<ts.Symbol, string>;

/** Renames what a file imports of a client, and says which of its names follow. */
export function fixImports(file: ts.SourceFile, context: FixContext): LocalNames {
  const local = new Map<ts.Symbol, string>();
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) {
      const bindings = statement.importClause?.namedBindings;
      if (bindings && ts.isNamedImports(bindings))
        for (const each of bindings.elements) fixImport(each, statement, local, context);
    } else if (ts.isExportDeclaration(statement)) {
      const { exportClause, moduleSpecifier } = statement;
      if (moduleSpecifier && exportClause && ts.isNamedExports(exportClause))
        for (const each of exportClause.elements) fixExport(each, moduleSpecifier, context);
    }
  }
  return local;
}

function fixImport(
  node: ts.ImportSpecifier,
  { moduleSpecifier }: ts.ImportDeclaration,
  local: Map<ts.Symbol, string>,
  context: FixContext,
): void {
  const imported = node.propertyName ?? node.name;
  const to = nameIn(moduleSpecifier, imported, context);
  if (to === undefined) return;
  if (node.propertyName) {
    context.edit(renameIdentifier(node.propertyName, to));
    return;
  }
  const symbol = context.checker.getSymbolAtLocation(node.name);
  if (symbol && !hasName(node.getSourceFile(), to)) {
    local.set(symbol, to);
    context.edit(renameIdentifier(node.name, to));
  } else {
    const { start } = renameIdentifier(node.name, to);
    context.edit({ start, end: start, text: `${to} as ` });
  }
}

/** What a file exports keeps its name for those who import it. */
function fixExport(node: ts.ExportSpecifier, module: ts.Expression, context: FixContext): void {
  const to = nameIn(module, node.propertyName ?? node.name, context);
  if (to === undefined) return;
  if (node.propertyName) context.edit(renameIdentifier(node.propertyName, to));
  else {
    const start = node.name.getStart();
    context.edit({ start, end: start, text: `${to} as ` });
  }
}

/** The new name of what a module exports; undefined if a file of the caller's own gives it that name. */
function nameIn(
  specifier: ts.Expression,
  name: ts.ModuleExportName,
  { checker, analysis, renamed, leave }: FixContext,
): string | undefined {
  const module = checker.getSymbolAtLocation(specifier);
  const exported = module && checker.tryGetMemberInModuleExports(name.text, module);
  if (!exported) return undefined;
  const isClients = exported.declarations?.some((each) => analysis.members.isClients(each));
  if (!isClients) return undefined;
  const found = renamed.nameOf(exported);
  if (found === "torn") {
    leave(name, "its new name was the name of something else before");
    return undefined;
  }
  return found?.to;
}

/** Whether a name stands anywhere in a file, so that another meaning of it is possible. */
function hasName(file: ts.SourceFile, name: string): boolean {
  if (!file.text.includes(name)) return false;
  let isFound = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name) isFound = true;
    if (!isFound) ts.forEachChild(node, visit);
  };
  visit(file);
  return isFound;
}
