import type { Analysis } from "./analysis.js";
import { ts } from "./compiler.js";
import { partsOf } from "./type-parts.js";

/** Objects of the caller that hold the client's are looked into this deep. */
const maxDepth = 3;

/** Notes that all of a value counts as used: from here on it can't be followed. */
export function addWhole(
  at: ts.Node,
  type: ts.Type,
  from: ts.Node | undefined,
  analysis: Analysis,
): void {
  for (const name of clientTypesIn(type, analysis)) {
    if (name === wholeClient)
      analysis.add("call", analysis.client.name, at, {
        operations: analysis.index.operations.keys(),
        whole: true,
      });
    else analysis.addOf(name, name, at, { isWritten: false, from, whole: true });
  }
}

const wholeClient = "@client";

/** Names of the client's types that a type is made of. */
export function clientTypesIn(type: ts.Type, analysis: Analysis, depth = 0): Set<string> {
  const found = new Set<string>();
  for (const part of partsOf(type, analysis.checker)) {
    const declarations = [part.aliasSymbol, part.symbol].flatMap((symbol) =>
      analysis.members.declarationsOf(symbol),
    );
    const name = declarations.map((each) => nameOf(each)).find((each) => each !== undefined);
    if (name !== undefined && (name === wholeClient || analysis.index.types.has(name)))
      found.add(name);
    else if (depth < maxDepth) for (const each of inside(part, analysis, depth)) found.add(each);
  }
  return found;
}

/** Of an object of the caller: what was spread or picked into it, and what its properties hold. */
function inside(type: ts.Type, analysis: Analysis, depth: number): string[] {
  if (type.getCallSignatures().length > 0) return [];
  const { checker } = analysis;
  const isLibrary = type.symbol?.declarations?.some(
    (each) => each.getSourceFile().isDeclarationFile && !analysis.members.isClients(each),
  );
  if (isLibrary && !type.aliasSymbol) return [];
  return checker.getPropertiesOfType(type).flatMap((property) => {
    const own = analysis.fieldsOf(property).map((field) => field.type);
    if (own.length > 0) return own;
    const held = checker.getTypeOfSymbol(property);
    return held.flags & ts.TypeFlags.Any ? [] : [...clientTypesIn(held, analysis, depth + 1)];
  });
}

/** The type at the top of which a declaration is a part: `Order` of its `shipping`. */
function nameOf(declaration: ts.Node): string | undefined {
  const { fileName } = declaration.getSourceFile();
  if (/\/runtime\/client\.[^/]*$/.test(fileName)) return wholeClient;
  if (/\/(?:runtime|testing|fetch)(?:\/|\.[^/]*$)/.test(fileName)) return undefined;
  for (let node = declaration; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isInterfaceDeclaration(node) && /\/client\.[^/]*$/.test(fileName))
      return /Options$/.test(node.name.text) ? undefined : wholeClient;
    if (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) return node.name.text;
  }
  return undefined;
}
