import type { ClientPart } from "./client-parts.js";
import { ts } from "./compiler.js";
import { memberNameOf, namesIn } from "./type-syntax.js";

/** A declaration at the top of a bundle, or in a namespace of it. */
type Declared =
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.VariableDeclaration;

const bundles = new WeakMap<ts.SourceFile, boolean>();

/**
 * Whether a file holds the declarations of a whole client, as bundlers of packages put them
 * together: it has the calls and the errors of the runtime, which else are files of their own.
 */
export function isBundle(file: ts.SourceFile): boolean {
  let is = bundles.get(file);
  if (is === undefined) {
    is = file.isDeclarationFile && isMarked(file.text);
    bundles.set(file, is);
  }
  return is;
}

function isMarked(text: string): boolean {
  return (
    /\b(?:class|interface) ApiCall</.test(text) &&
    /\bclass InferredOperationError \b/.test(text) &&
    /\bcreate\w+Client\(/.test(text)
  );
}

/**
 * The part of each declaration of a bundle, which has lost the files. What the runtime exports is
 * known by its names, the functions of operations by what they return, and what is left is the API's.
 */
export function bundledParts(
  file: ts.SourceFile,
  runtimeNames: ReadonlySet<string>,
): ReadonlyMap<ts.Node, ClientPart> {
  const all = declaredIn(file.statements);
  const exported = exportedFrom(file);
  const parts = new Map<ts.Node, ClientPart>();
  for (const each of all) {
    const part = partOf(each, runtimeNames, exported);
    if (part !== undefined) parts.set(each, part);
  }
  addOwnTypes(all, parts);
  addFacade(all, parts);
  addOptions(all, parts);
  for (const each of all) if (!parts.has(each)) parts.set(each, "types");
  return parts;
}

function declaredIn(statements: readonly ts.Statement[]): Declared[] {
  return statements.flatMap((statement): Declared[] => {
    if (ts.isVariableStatement(statement)) return [...statement.declarationList.declarations];
    if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body))
      return declaredIn(statement.body.statements);
    const isDeclared =
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement);
    return isDeclared ? [statement] : [];
  });
}

/** What a file exports, by the names that its own declarations have: bundlers make these unique. */
function exportedFrom(file: ts.SourceFile): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause: clause } = statement;
      if (!clause || !ts.isNamedExports(clause)) continue;
      for (const { propertyName, name } of clause.elements)
        found.set((propertyName ?? name).text, name.text);
    } else if (
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    ) {
      for (const { name } of declaredIn([statement]))
        found.set(name?.getText() ?? "", name?.getText() ?? "");
    }
  }
  return found;
}

/** The part that a declaration shows by itself. */
function partOf(
  node: Declared,
  runtimeNames: ReadonlySet<string>,
  exported: ReadonlyMap<string, string>,
): ClientPart | undefined {
  const own = node.name?.getText() ?? "";
  const name = exported.get(own) ?? own;
  if (ts.isClassDeclaration(node)) return "runtime/errors";
  if (ts.isFunctionDeclaration(node)) return partOfFunction(node, name);
  if (ts.isVariableDeclaration(node)) return /Values$/.test(name) ? "enums" : "operations";
  if (["paths", "operations", "components", "webhooks", "$defs"].includes(name)) return "paths";
  if (isWebhookType(node, name)) return "webhooks";
  // A schema of such a name, or of one that bundlers give where two are called the same, is no class.
  const isRuntime = runtimeNames.has(name) && !/Error$/.test(name);
  if (isRuntime || !exported.has(own)) return isOutcome(node) ? "runtime/results" : runtimeOf(name);
  return undefined;
}

const runtimeOf = (name: string) => (name === "Client" ? "runtime/client" : "runtime/types");

function partOfFunction({ type }: ts.FunctionDeclaration, name: string): ClientPart {
  const returned = type && ts.isTypeReferenceNode(type) ? type.typeName.getText() : "";
  if (/^(?:ApiCall|PagedCall)$/.test(returned)) return "groups";
  if (name === "parseWebhook" || name === "createWebhookHandler") return "webhooks";
  if (/^create\w+Fetch$/.test(name)) return "fetch";
  return /^create\w/.test(name) ? "client" : "runtime/functions";
}

function isWebhookType(node: Declared, name: string): boolean {
  if (["WebhookBodies", "WebhookEvent", "UnknownWebhookEvent"].includes(name)) return true;
  return (
    ts.isTypeAliasDeclaration(node) &&
    ts.isTypeReferenceNode(node.type) &&
    /\bEventOf$/.test(node.type.typeName.getText())
  );
}

/** `Success`, `FailedWith` and their like: they have the status, and say whether it is a success. */
function isOutcome(node: Declared): boolean {
  if (!ts.isInterfaceDeclaration(node)) return false;
  const names = node.members.map(memberNameOf);
  return names.includes("ok") && names.includes("status");
}

/** `ListOrdersParams` and its like stand with the functions that take and give them. */
function addOwnTypes(all: readonly Declared[], parts: Map<ts.Node, ClientPart>): void {
  const named = new Set<string>();
  for (const each of all) {
    if (!ts.isFunctionDeclaration(each) || parts.get(each) !== "groups") continue;
    for (const part of [each.parameters[1], each.type])
      if (part) for (const name of namesIn(part)) named.add(name);
  }
  for (const each of all) {
    if (parts.has(each)) continue;
    if (named.has(each.name?.getText() ?? "")) parts.set(each, "groups");
  }
}

/** The interfaces of the facade: of methods that call, and of such interfaces. */
function addFacade(all: readonly Declared[], parts: Map<ts.Node, ClientPart>): void {
  const isGroup = (node: ts.TypeNode | undefined, known: ReadonlySet<string>): boolean =>
    node !== undefined && ts.isTypeReferenceNode(node) && known.has(node.typeName.getText());
  const calls = new Set(["ApiCall", "PagedCall"]);
  const names = new Set<string>();
  for (let before = -1; names.size > before; ) {
    before = names.size;
    for (const each of all) {
      if (!ts.isInterfaceDeclaration(each) || parts.has(each) || each.members.length === 0)
        continue;
      const isFacade = each.members.every(
        (member) =>
          (ts.isMethodSignature(member) && isGroup(member.type, calls)) ||
          (ts.isPropertySignature(member) && isGroup(member.type, names)),
      );
      if (!isFacade) continue;
      names.add(each.name.text);
      parts.set(each, "client");
    }
  }
}

/** The types of the options stand with the functions that take them. */
function addOptions(all: readonly Declared[], parts: Map<ts.Node, ClientPart>): void {
  for (const maker of all) {
    const part = parts.get(maker) ?? "";
    if (!ts.isFunctionDeclaration(maker) || !["client", "fetch"].includes(part)) continue;
    const names = new Set(maker.parameters.flatMap(namesIn));
    for (const each of all)
      if (!parts.has(each) && names.has(each.name?.getText() ?? "")) parts.set(each, part);
  }
}
