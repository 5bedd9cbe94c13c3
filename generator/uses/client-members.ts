import { type ClientField, fieldOf } from "./client-fields.js";
import type { ClientFiles } from "./client-files.js";
import { type ClientIndex, namesIn } from "./client-index.js";
import { ts } from "./compiler.js";

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

/** Finds what a symbol of the caller's code is of a client, whatever aliases are in between. */
export class ClientMembers {
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
  declarationsOf(symbol: ts.Symbol | undefined): ts.Declaration[] {
    if (!symbol) return [];
    const target =
      symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
    const roots = this.#checker.getRootSymbols(target);
    const found = roots.flatMap(({ declarations }) => declarations ?? []);
    return [...new Set(found)].filter((each) => this.isClients(each));
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
    const { fileName } = declaration.getSourceFile();
    if (/\/runtime\//.test(fileName)) return readRuntime(declaration, fileName);
    if (ts.isFunctionDeclaration(declaration)) return this.#readFunction(declaration, fileName);
    const isMethod = ts.isMethodSignature(declaration) || ts.isPropertySignature(declaration);
    if (isMethod && /\/(?:client|testing)\.[^/]*$/.test(fileName)) {
      const [operation] = namesIn(declaration).flatMap(
        (name) => this.#index.operationOfType.get(name) ?? [],
      );
      if (operation === undefined) return undefined;
      return { is: ts.isMethodSignature(declaration) ? "operation" : "handler", operation };
    }
    if (ts.isPropertySignature(declaration)) {
      if (/\/webhooks\.[^/]*$/.test(fileName)) return { is: "event" };
      const field = fieldOf(declaration, this.#index);
      return field && { is: "field", field };
    }
    if (ts.isTypeAliasDeclaration(declaration) || ts.isInterfaceDeclaration(declaration)) {
      return { is: "type", name: declaration.name.text, declaration };
    }
    if (ts.isVariableDeclaration(declaration) && /\/enums\.[^/]*$/.test(fileName)) {
      return { is: "values", name: declaration.name.getText().replace(/Values$/, "") };
    }
    return undefined;
  }

  #readFunction(declaration: ts.FunctionDeclaration, fileName: string): ClientMember | undefined {
    const name = declaration.name?.text ?? "";
    if (/\/webhooks\.[^/]*$/.test(fileName)) return { is: "receiver", name };
    return this.#index.operations.has(name) && /\/groups\//.test(fileName)
      ? { is: "operation", operation: name }
      : undefined;
  }
}

function readRuntime(declaration: ts.Node, fileName: string): ClientMember | undefined {
  if (ts.isClassDeclaration(declaration)) {
    const name = declaration.name?.text ?? "";
    return name.endsWith("Error") ? { is: "errorClass", name } : undefined;
  }
  const isProperty = ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration);
  if (!isProperty || !/\/(?:results|errors|response)\.[^/]*$/.test(fileName)) return undefined;
  const name = declaration.name.getText();
  return name === "status" ? { is: "status" } : name === "ok" ? { is: "ok" } : undefined;
}
