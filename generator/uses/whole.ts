import type { Analysis } from "./analysis.js";
import { type ClientField, fieldOf } from "./client-fields.js";
import type { ClientIndex } from "./client-index.js";
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
  for (const [name, field] of clientTypesIn(type, analysis)) {
    if (field) analysis.addField(field, at, false, from, true);
    else if (name === wholeClient)
      analysis.add("call", analysis.client.name, at, {
        operations: analysis.index.operationNames,
        whole: true,
      });
    else analysis.addOf(name, name, at, { isWritten: false, from, whole: true });
  }
}

const wholeClient = "@client";

/**
 * The client's types that a type is made of, by name; one that is declared where it is a field's, such
 * as `Order.shipping`, with that field.
 */
export function clientTypesIn(type: ts.Type, analysis: Analysis, depth = 0): ClientTypes {
  const known = knownIn(analysis, depth);
  let found = known.get(type);
  if (!found) {
    found = read(type, analysis, depth);
    known.set(type, found);
  }
  return found;
}

export type ClientTypes = ReadonlyMap<string, ClientField | undefined>;

/** What is asked again and again: the same types go to many places. */
const answers = new WeakMap<Analysis, Map<ts.Type, ClientTypes>[]>();

function knownIn(analysis: Analysis, depth: number): Map<ts.Type, ClientTypes> {
  const levels = answers.get(analysis) ?? [];
  answers.set(analysis, levels);
  const level = levels[depth] ?? new Map<ts.Type, ClientTypes>();
  levels[depth] = level;
  return level;
}

function read(type: ts.Type, analysis: Analysis, depth: number): ClientTypes {
  const found = new Map<string, ClientField | undefined>();
  for (const part of partsOf(type, analysis.checker)) {
    const declarations = [part.aliasSymbol, part.symbol].flatMap((symbol) =>
      analysis.members.declarationsOf(symbol),
    );
    const named = declarations
      .map((each) => namedBy(each, analysis.index))
      .find((each) => each !== undefined);
    if (named) found.set(named.name, named.field);
    else if (depth < maxDepth)
      for (const [name, field] of inside(part, analysis, depth)) found.set(name, field);
  }
  return found;
}

/** Of an object of the caller: what was spread or picked into it, and what its properties hold. */
function inside(type: ts.Type, analysis: Analysis, depth: number): ClientTypes {
  const found = new Map<string, ClientField | undefined>();
  if (type.getCallSignatures().length > 0) return found;
  const { checker } = analysis;
  const isLibrary = type.symbol?.declarations?.some(
    (each) => each.getSourceFile().isDeclarationFile && !analysis.members.isClients(each),
  );
  // What a library makes of each field, as openapi-fetch does of answers, is still the caller's.
  const isMapped = ((type as ts.ObjectType).objectFlags ?? 0) & ts.ObjectFlags.Mapped;
  if (isLibrary && !type.aliasSymbol && !isMapped) return found;
  const picked = new Map<ts.Node, ClientField[]>();
  for (const property of checker.getPropertiesOfType(type)) {
    const own = analysis.fieldsOf(property);
    for (const field of own) {
      const { parent } = field.declaration;
      picked.set(parent, [...(picked.get(parent) ?? []), field]);
    }
    if (own.length > 0) continue;
    const held = checker.getTypeOfSymbol(property);
    if (held.flags & ts.TypeFlags.Any) continue;
    for (const [name, field] of clientTypesIn(held, analysis, depth + 1)) found.set(name, field);
  }
  for (const [owner, fields] of picked) {
    const named = hasAll(owner, fields) ? namedBy(owner, analysis.index) : undefined;
    if (named) found.set(named.name, named.field);
    else for (const field of fields) found.set(field.name, field);
  }
  return found;
}

/** Whether nothing of an object was left behind when its fields were taken over. */
function hasAll(owner: ts.Node, fields: readonly ClientField[]): boolean {
  const { members } = owner as Partial<ts.TypeLiteralNode | ts.InterfaceDeclaration>;
  return members !== undefined && members.length <= fields.length;
}

/** The type of the client at the top, and the field within it, that a declaration is the type of. */
export function namedBy(
  declaration: ts.Node,
  index: ClientIndex,
): { readonly name: string; readonly field: ClientField | undefined } | undefined {
  const part = index.partOf(declaration);
  if (part === "runtime/client") return { name: wholeClient, field: undefined };
  if (/^(?:runtime\/|testing$|fetch$)/.test(part)) return undefined;
  for (let node = declaration; !ts.isSourceFile(node); node = node.parent) {
    const field = ts.isPropertySignature(node) ? fieldOf(node, index) : undefined;
    if (field) return { name: field.name, field };
    if (ts.isInterfaceDeclaration(node) && part === "client")
      return /Options$/.test(node.name.text) ? undefined : { name: wholeClient, field };
    if (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) {
      const name = node.name.text;
      return index.types.has(name) ? { name, field } : undefined;
    }
  }
  return undefined;
}
