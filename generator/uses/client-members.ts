import { type ClientField, fieldOf } from "./client-fields.js";
import type { ClientFiles } from "./client-files.js";
import type { ClientIndex } from "./client-index.js";
import type { ClientPart } from "./client-parts.js";
import { ts } from "./compiler.js";
import { namesIn } from "./type-syntax.js";

/** What a declaration in a client's file is to its callers. */
export type ClientMember =
  | { readonly is: "operation"; readonly operation: string }
  | { readonly is: "handler"; readonly operation: string }
  | { readonly is: "field"; readonly field: ClientField }
  | { readonly is: "type"; readonly name: string; readonly declaration: ts.Node }
  | { readonly is: "values"; readonly name: string }
  | { readonly is: "status" }
  | { readonly is: "ok" }
  | { readonly is: "errorClass"; readonly name: string }
  | { readonly is: "event" }
  | { readonly is: "receiver"; readonly name: string };

const none: readonly ts.Declaration[] = [];

/** Finds what a symbol of the caller's code is of a client, whatever aliases are in between. */
export class ClientMembers {
  readonly #declarations = new Map<ts.Symbol, readonly ts.Declaration[]>();
  readonly #known = new Map<ts.Node, ClientMember | null>();
  readonly #checker: ts.TypeChecker;
  readonly #client: ClientFiles;
  readonly #index: ClientIndex;

  constructor(checker: ts.TypeChecker, client: ClientFiles, index: ClientIndex) {
    this.#checker = checker;
    this.#client = client;
    this.#index = index;
  }

  isClients(node: ts.Node): boolean {
    return this.#client.files.has(node.getSourceFile().fileName);
  }

  of(symbol: ts.Symbol | undefined): ClientMember[] {
    return this.declarationsOf(symbol).flatMap((each) => this.ofDeclaration(each) ?? []);
  }

  /** The declarations of a symbol in the client's files: of each part of a union, and of what a mapped type maps. */
  declarationsOf(symbol: ts.Symbol | undefined): readonly ts.Declaration[] {
    if (!symbol) return none;
    let found = this.#declarations.get(symbol);
    if (!found) {
      found = this.#readDeclarations(symbol);
      this.#declarations.set(symbol, found);
    }
    return found;
  }

  #readDeclarations(symbol: ts.Symbol): readonly ts.Declaration[] {
    const target =
      symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
    const roots = this.#checker.getRootSymbols(target);
    const found = roots.flatMap(({ declarations }) => declarations ?? []);
    const own = [...new Set(found)].filter((each) => this.isClients(each));
    return own.length > 0 ? own : none;
  }

  ofDeclaration(declaration: ts.Node): ClientMember | undefined {
    let member = this.#known.get(declaration);
    if (member === undefined) {
      member = this.#read(declaration) ?? null;
      this.#known.set(declaration, member);
    }
    return member ?? undefined;
  }

  #read(declaration: ts.Node): ClientMember | undefined {
    const part = this.#index.partOf(declaration);
    if (part.startsWith("runtime/")) return readRuntime(declaration, part);
    if (ts.isFunctionDeclaration(declaration)) return this.#readFunction(declaration, part);
    const isMethod = ts.isMethodSignature(declaration) || ts.isPropertySignature(declaration);
    if (isMethod && (part === "client" || part === "testing")) {
      const [operation] = namesIn(declaration).flatMap(
        (name) => this.#index.operationOfType.get(name) ?? [],
      );
      if (operation === undefined) return undefined;
      return { is: ts.isMethodSignature(declaration) ? "operation" : "handler", operation };
    }
    if (ts.isPropertySignature(declaration)) {
      if (part === "webhooks") return { is: "event" };
      const field = fieldOf(declaration, this.#index);
      return field && { is: "field", field };
    }
    if (ts.isTypeAliasDeclaration(declaration) || ts.isInterfaceDeclaration(declaration)) {
      return { is: "type", name: declaration.name.text, declaration };
    }
    if (ts.isVariableDeclaration(declaration) && part === "enums") {
      return { is: "values", name: declaration.name.getText().replace(/Values$/, "") };
    }
    return undefined;
  }

  #readFunction(declaration: ts.FunctionDeclaration, part: ClientPart): ClientMember | undefined {
    const name = declaration.name?.text ?? "";
    if (part === "webhooks") return { is: "receiver", name };
    return this.#index.operations.has(name) && part === "groups"
      ? { is: "operation", operation: name }
      : undefined;
  }
}

function readRuntime(declaration: ts.Node, part: ClientPart): ClientMember | undefined {
  if (ts.isClassDeclaration(declaration)) {
    const name = declaration.name?.text ?? "";
    return name.endsWith("Error") ? { is: "errorClass", name } : undefined;
  }
  const isProperty = ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration);
  if (!isProperty || !/^runtime\/(?:results|errors|response)$/.test(part)) return undefined;
  const name = declaration.name.getText();
  return name === "status" ? { is: "status" } : name === "ok" ? { is: "ok" } : undefined;
}
