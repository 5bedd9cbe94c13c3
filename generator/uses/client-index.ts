import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isBundle } from "./bundled-client.js";
import type { ClientFiles } from "./client-files.js";
import { type ClientPart, ClientParts } from "./client-parts.js";
import { ts } from "./compiler.js";
import { deprecationOf } from "./deprecations.js";
import { type Reach, reachIn } from "./reach.js";
import { componentName, isHolder, literalTextsIn, memberNameOf, namesIn } from "./type-syntax.js";
import type { Deprecation } from "./use.js";

/** An operation as the client declares it. */
export interface ClientOperation {
  /** As its function is called. */
  readonly name: string;
  /** Names of the types of its arguments, data and results: `ListOrdersParams`. */
  readonly types: readonly string[];
  readonly deprecated: Deprecation | undefined;
  /** Whether the spec says nothing of its data: what a caller reads of it no type shows. */
  readonly isDataUnknown: boolean;
}

/** What the files of a client say, read from their syntax: no type has to be computed for it. */
export interface ClientIndex {
  readonly operations: ReadonlyMap<string, ClientOperation>;
  /** What they are called. */
  readonly operationNames: ReadonlySet<string>;
  /** The operation of a type of its own: `ListOrdersParams`. */
  readonly operationOfType: ReadonlyMap<string, string>;
  /** The operation by method and path template, `GET /orders`: where `paths.ts` is there. */
  readonly operationOfPath: ReadonlyMap<string, string>;
  /** Types by name; what operations share is `ResponseBodies.OrderList`. */
  readonly types: ReadonlyMap<string, ts.Declaration>;
  /** Names of all properties, so that most of a caller's need not be looked up. */
  readonly members: ReadonlySet<string>;
  /** Texts of all literal types. */
  readonly literals: ReadonlySet<string>;
  /** The webhooks by the value that tells their events apart. */
  readonly webhookOfEvent: ReadonlyMap<string, string>;
  /** Names of the classes of its errors. */
  readonly errorClasses: ReadonlySet<string>;
  /** Members of unions that a field tells apart. */
  readonly variants: ReadonlySet<string>;
  reachOf(type: string): Reach;
  /** Of which module of the client a declaration is. */
  partOf(declaration: ts.Node): ClientPart;
}

/** Reads the files of a client: of the program where it has them, of the disk otherwise. */
export function indexClient(client: ClientFiles, programs: readonly ts.Program[]): ClientIndex {
  const parts = new Parts(new ClientParts(client));
  for (const file of filesOf(client, programs)) parts.read(file);
  return parts.finish();
}

function filesOf(client: ClientFiles, programs: readonly ts.Program[]): ts.SourceFile[] {
  const found = new Map<string, ts.SourceFile>();
  for (const path of client.files) {
    const file = programs.map((each) => each.getSourceFile(path)).find(Boolean);
    if (file) found.set(path, file);
  }
  if ([...found.values()].some(isBundle)) return [...found.values()];
  // A caller of `types.ts` alone does not load the functions, which say whose types these are.
  for (const root of client.roots.slice(0, 1)) {
    const names = ["types", "paths", "webhooks", "client"].map((name) => join(root, name));
    const groups = existsSync(join(root, "groups")) ? readdirSync(join(root, "groups")) : [];
    const paths = [
      ...names.flatMap((name) => [`${name}.d.ts`, `${name}.d.cts`, `${name}.ts`]),
      ...groups.filter((name) => /\.[cm]?ts$/.test(name)).map((name) => join(root, "groups", name)),
    ];
    const loaded = new Set([...found.keys()]);
    for (const path of paths) {
      if (loaded.has(path) || !existsSync(path)) continue;
      const text = readFileSync(path, "utf8");
      found.set(path, ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
    }
  }
  return [...found.values()];
}

class Parts {
  readonly #operations = new Map<string, ClientOperation>();
  readonly #operationOfType = new Map<string, string>();
  readonly #operationOfPath = new Map<string, string>();
  readonly #types = new Map<string, ts.Declaration>();
  readonly #members = new Set<string>();
  readonly #literals = new Set<string>();
  readonly #webhookOfEvent = new Map<string, string>();
  readonly #variants = new Set<string>();
  readonly #webhooks = new Map<string, ts.Node>();
  readonly #errorClasses = new Set<string>();
  readonly #inPaths: (() => void)[] = [];
  readonly #parts: ClientParts;

  constructor(parts: ClientParts) {
    this.#parts = parts;
  }

  read(file: ts.SourceFile): void {
    for (const statement of file.statements) {
      const isOperation =
        ts.isFunctionDeclaration(statement) && this.#partOf(statement) === "groups";
      if (isOperation) this.#readOperation(statement);
      else if (ts.isClassDeclaration(statement)) {
        const name = statement.name?.text ?? "";
        if (name.endsWith("Error")) this.#errorClasses.add(name);
      } else if (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) {
        if (!this.#partOf(statement).startsWith("runtime/")) this.#readType(statement);
      }
    }
  }

  #partOf(node: ts.Node): ClientPart {
    return this.#parts.of(node);
  }

  #readOperation(declaration: ts.FunctionDeclaration): void {
    const { name, parameters, type } = declaration;
    if (!name || !isExported(declaration)) return;
    const types = [
      ...(parameters[1] ? namesIn(parameters[1]) : []),
      ...(type ? namesIn(type) : []),
    ];
    const known = this.#operations.get(name.text);
    const deprecated = known?.deprecated ?? deprecationOf(declaration);
    this.#operations.set(name.text, {
      name: name.text,
      types: [...new Set([...(known?.types ?? []), ...types])],
      deprecated,
      isDataUnknown: false,
    });
  }

  #readType(declaration: ts.TypeAliasDeclaration | ts.InterfaceDeclaration): void {
    const name = declaration.name.text;
    if (!this.#types.has(name)) this.#types.set(name, declaration);
    const isPaths = name === "paths" && ts.isInterfaceDeclaration(declaration);
    if (isPaths) this.#inPaths.push(() => this.#readPaths(declaration));
    if (isHolder(name) && ts.isInterfaceDeclaration(declaration)) {
      for (const member of declaration.members) {
        const key = memberNameOf(member);
        if (key !== undefined) this.#types.set(`${name}.${key}`, member);
      }
    }
    if (name === "WebhookBodies" && ts.isInterfaceDeclaration(declaration)) {
      for (const member of declaration.members) {
        const key = memberNameOf(member);
        if (key !== undefined) this.#webhooks.set(key, member);
      }
    }
    if (name === "components" && ts.isInterfaceDeclaration(declaration)) {
      // Types of their own say more, and may come after it.
      this.#inPaths.push(() => {
        for (const part of declaration.members) this.#readComponents(part);
      });
    }
    if (name === "operations" && ts.isInterfaceDeclaration(declaration)) {
      this.#inPaths.push(() => this.#readOperationTypes(declaration));
    }
    if (ts.isTypeAliasDeclaration(declaration) && ts.isUnionTypeNode(declaration.type)) {
      for (const part of declaration.type.types)
        for (const each of namesIn(part)) this.#variants.add(each);
    }
    this.#collectNames(declaration);
  }

  /** Members of `components`: the schemas of a single file have no other name. */
  #readComponents(part: ts.TypeElement): void {
    const section = memberNameOf(part) ?? "";
    if (!ts.isPropertySignature(part) || !part.type || !ts.isTypeLiteralNode(part.type)) return;
    for (const member of part.type.members) {
      const key = memberNameOf(member);
      const name = key === undefined ? undefined : componentName(section, key);
      if (name !== undefined && !this.#types.has(name)) this.#types.set(name, member);
    }
  }

  #collectNames(node: ts.Node): void {
    const visit = (each: ts.Node): void => {
      const name = memberNameOf(each);
      if (name !== undefined) this.#members.add(name);
      else if (ts.isLiteralTypeNode(each))
        for (const text of literalTextsIn(each)) this.#literals.add(text);
      ts.forEachChild(each, visit);
    };
    visit(node);
  }

  /** Operations of `paths.ts` that no function stands for, because the client has only types. */
  #readOperationTypes({ members }: ts.InterfaceDeclaration): void {
    for (const member of members) {
      const name = memberNameOf(member);
      if (name === undefined || this.#operations.has(name)) continue;
      this.#operations.set(name, {
        name,
        types: [],
        deprecated: undefined,
        isDataUnknown: false,
      });
    }
  }

  #readPaths({ members }: ts.InterfaceDeclaration): void {
    for (const path of members) {
      const template = memberNameOf(path);
      if (template === undefined || !ts.isPropertySignature(path) || !path.type) continue;
      if (!ts.isTypeLiteralNode(path.type)) continue;
      for (const member of path.type.members) {
        const method = memberNameOf(member);
        if (method === undefined || !ts.isPropertySignature(member) || !member.type) continue;
        const [name = ""] = ts.isIndexedAccessTypeNode(member.type)
          ? literalTextsIn(member.type)
          : [];
        const key = `${method.toUpperCase()} ${template}`;
        const operation = this.#operations.get(name);
        if (!operation) continue;
        this.#operationOfPath.set(key, name);
        const deprecated = operation.deprecated ?? deprecationOf(member);
        if (deprecated) this.#operations.set(name, { ...operation, deprecated });
      }
    }
  }

  finish(): ClientIndex {
    // Functions say how an operation is called; only what they do not say is taken from `paths.ts`.
    for (const read of this.#inPaths.reverse()) read();
    for (const operation of this.#operations.values()) {
      for (const type of operation.types) {
        const declared = this.#types.get(type);
        const isOwn = declared && this.#partOf(declared) === "groups";
        if (isOwn) this.#operationOfType.set(type, operation.name);
      }
      const data = operation.types.find((type) => type.endsWith("Data"));
      const declared = data === undefined ? undefined : this.#types.get(data);
      const isDataUnknown =
        declared !== undefined &&
        ts.isTypeAliasDeclaration(declared) &&
        (declared.type.kind === ts.SyntaxKind.UnknownKeyword ||
          declared.type.kind === ts.SyntaxKind.AnyKeyword);
      if (isDataUnknown) this.#operations.set(operation.name, { ...operation, isDataUnknown });
    }
    this.#readEvents();
    const reach = reachIn(this.#operations, this.#types, this.#webhooks);
    const nothing = {
      requests: new Set<string>(),
      answers: new Set<string>(),
      webhooks: new Set<string>(),
    };
    return {
      operations: this.#operations,
      operationNames: new Set(this.#operations.keys()),
      operationOfType: this.#operationOfType,
      operationOfPath: this.#operationOfPath,
      types: this.#types,
      members: this.#members,
      literals: this.#literals,
      webhookOfEvent: this.#webhookOfEvent,
      variants: this.#variants,
      errorClasses: this.#errorClasses,
      reachOf: (type) => reach.get(type) ?? nothing,
      partOf: (declaration) => this.#partOf(declaration),
    };
  }

  /** `EventOf<OrderPaid, "type", "order.paid">` and the webhook whose body is `OrderPaid`. */
  #readEvents(): void {
    for (const declaration of this.#types.values()) {
      if (!ts.isTypeAliasDeclaration(declaration)) continue;
      const { type } = declaration;
      const isEvent = ts.isTypeReferenceNode(type) && /\bEventOf$/.test(type.typeName.getText());
      const [body, , kind] = isEvent ? (type.typeArguments ?? []) : [];
      if (!body || !kind) continue;
      const of = namesIn(body);
      const [key] =
        [...this.#webhooks].find(([, node]) => namesIn(node).some((name) => of.includes(name))) ??
        [];
      for (const value of literalTextsIn(kind)) this.#webhookOfEvent.set(value, key ?? value);
    }
  }
}

function isExported(node: ts.FunctionDeclaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}
