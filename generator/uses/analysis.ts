import { CallSites } from "./call-sites.js";
import type { ClientField } from "./client-fields.js";
import type { ClientFiles } from "./client-files.js";
import type { ClientIndex } from "./client-index.js";
import { type ClientMember, ClientMembers } from "./client-members.js";
import { ts } from "./compiler.js";
import { specifiersIn } from "./imports.js";
import { pathCallOf } from "./openapi-fetch.js";
import { ofWebhooks, Tracer } from "./trace-origin.js";
import { namesIn } from "./type-syntax.js";
import type { Deprecation, UseKind } from "./use.js";

/** A use before it is known which operations the project calls at all. */
export interface FoundUse {
  readonly kind: UseKind;
  readonly name: string;
  readonly node: ts.Node;
  readonly whole: boolean;
  /** Whether it is a value that goes into a request. */
  readonly sent: boolean;
  /** The operations that the flow of values leads to; empty if it does not tell. */
  readonly traced: ReadonlySet<string>;
  /** The operations that it can belong to at all. */
  readonly possible: ReadonlySet<string>;
  readonly deprecated: Deprecation | undefined;
}

interface UseOptions {
  readonly whole?: boolean;
  readonly sent?: boolean;
  /** The value whose origin tells the operation. */
  readonly from?: ts.Node | undefined;
  readonly operations?: Iterable<string>;
  readonly deprecated?: Deprecation | undefined;
}

/** What is asked of one program while its callers are searched, and what is found. */
export class Analysis {
  readonly checker: ts.TypeChecker;
  readonly members: ClientMembers;
  readonly found: FoundUse[] = [];
  readonly program: ts.Program;
  readonly client: ClientFiles;
  readonly index: ClientIndex;
  readonly #tracer: Tracer;
  readonly #called = new Map<ts.CallExpression, readonly string[]>();
  readonly #known = new WeakMap<ts.Node, Set<string>>();
  /** Operations that are called under another name than the client's, which programs share. */
  readonly #followed: Set<string>;
  readonly #held: { readonly operation: string; readonly node: ts.Node }[] = [];

  /** @param followed gets the operations that this program calls under a name of its own */
  constructor(
    program: ts.Program,
    client: ClientFiles,
    index: ClientIndex,
    callers: readonly ts.SourceFile[],
    followed = new Set<string>(),
  ) {
    this.#followed = followed;
    this.program = program;
    this.client = client;
    this.index = index;
    this.checker = program.getTypeChecker();
    this.members = new ClientMembers(this.checker, client, index);
    this.#tracer = new Tracer(this.checker, new CallSites(this.checker, callers), {
      operationOf: (node) => this.operationsOf(node),
      isEvent: (node) => this.isEvent(node),
    });
  }

  add(kind: UseKind, name: string, node: ts.Node, options: UseOptions = {}): void {
    const { whole = false, sent = false, from, operations = [], deprecated } = options;
    const key = `${kind} ${name} ${whole}`;
    const known = this.#known.get(node) ?? new Set();
    if (known.has(key)) return;
    this.#known.set(node, known.add(key));
    // A status may be of any operation: a set of all for each would take all memory.
    const possible = operations instanceof Set ? operations : new Set(operations);
    const isCertain = possible.size === 1 || !from;
    const traced = isCertain ? new Set<string>() : this.originsOf(from);
    this.found.push({ kind, name, node, whole, sent, traced, possible, deprecated });
  }

  addOperation(operation: string, node: ts.Node, kind: "call" | "type", whole = false): void {
    const deprecated = this.index.operations.get(operation)?.deprecated;
    this.add(kind, operation, node, { operations: [operation], deprecated, whole });
  }

  /** Notes that code calls operations under another name than the client's. */
  follow(operations: readonly string[]): void {
    for (const each of operations) this.#followed.add(each);
  }

  /** Notes that an operation's function is given another name. */
  hold(operation: string, node: ts.Node): void {
    this.#held.push({ operation, node });
  }

  /** Once all is searched: a function that nobody is seen to call is called by somebody unseen. */
  settleHeld(): void {
    for (const { operation, node } of this.#held)
      if (!this.#followed.has(operation)) this.addOperation(operation, node, "call", true);
  }

  /** @param from the value that the field is of, or that is put into it */
  addField(
    field: ClientField,
    node: ts.Node,
    isWritten: boolean,
    from?: ts.Node,
    whole = false,
  ): void {
    const { deprecated, name } = field;
    if (field.operation !== undefined) {
      const kind = kindOfOwn(field);
      this.add(kind, name, node, { operations: [field.operation], deprecated, whole });
      return;
    }
    this.addOf(field.type, name, node, { isWritten, from, whole, deprecated });
  }

  /** Uses a part of a type that several operations may share. */
  addOf(
    type: string,
    name: string,
    node: ts.Node,
    use: {
      readonly isWritten: boolean;
      readonly from?: ts.Node | undefined;
      readonly whole?: boolean;
      readonly deprecated?: Deprecation | undefined;
    },
  ): void {
    const own = this.index.operationOfType.get(type);
    if (own !== undefined) {
      const kind = !/Params$/.test(type) ? "answerField" : name === type ? "argument" : "bodyField";
      this.add(kind, name, node, { ...use, operations: [own] });
      return;
    }
    const { requests, answers, webhooks } = this.index.reachOf(type);
    const isEvent = webhooks.size > 0 && this.#comesFromWebhook(use.from, [requests, answers]);
    if (isEvent) this.add("webhook", name, node, { ...use, operations: webhooks });
    else if (requests.size > 0 && (use.isWritten || answers.size === 0))
      this.add("bodyField", name, node, { ...use, operations: requests });
    else this.add("answerField", name, node, { ...use, operations: answers });
  }

  #comesFromWebhook(from: ts.Node | undefined, others: readonly ReadonlySet<string>[]): boolean {
    if (others.every(({ size }) => size === 0)) return true;
    return from !== undefined && this.originsOf(from).has(ofWebhooks);
  }

  /** Whether a file names a module of the client. */
  importsClient(file: ts.SourceFile): boolean {
    return specifiersIn(file).some((specifier) =>
      this.checker
        .getSymbolAtLocation(specifier)
        ?.declarations?.some((each) => this.members.isClients(each)),
    );
  }

  originsOf(node: ts.Node): ReadonlySet<string> {
    return this.#tracer.originsOf(node);
  }

  /** The operation that an expression calls, or that it is the function of. */
  operationsOf(node: ts.Expression): readonly string[] {
    if (ts.isCallExpression(node)) return this.#operationsCalled(node);
    if (!ts.isPropertyAccessExpression(node) && !ts.isIdentifier(node)) return [];
    const name = ts.isIdentifier(node) ? node : node.name;
    return this.members
      .of(this.checker.getSymbolAtLocation(name))
      .flatMap((member) => (member.is === "operation" ? [member.operation] : []));
  }

  /** Whether a name is an operation's own, or that of an import of it. */
  namesOperation(name: ts.Node): boolean {
    const symbol = this.checker.getSymbolAtLocation(name);
    return this.members.of(symbol).some(({ is }) => is === "operation");
  }

  #operationsCalled(call: ts.CallExpression): readonly string[] {
    const known = this.#called.get(call);
    if (known) return known;
    const found = this.#readCall(call);
    this.#called.set(call, found);
    return found;
  }

  #readCall(call: ts.CallExpression): readonly string[] {
    const { expression } = call;
    if (
      expression.kind === ts.SyntaxKind.ImportKeyword ||
      expression.kind === ts.SyntaxKind.SuperKeyword
    )
      return [];
    const type = this.checker.getTypeAtLocation(expression);
    const found = new Set<string>();
    for (const { declaration } of signaturesOf(type)) {
      if (!declaration) continue;
      const member = this.members.isClients(declaration)
        ? this.members.ofDeclaration(declaration)
        : undefined;
      if (member?.is === "operation") found.add(member.operation);
    }
    return found.size > 0 ? [...found] : (pathCallOf(call, this)?.operations ?? []);
  }

  /** Whether the type of an expression is that of the events that a receiver gets. */
  isEvent(node: ts.Expression): boolean {
    if (this.index.webhookOfEvent.size === 0) return false;
    const type = this.checker.getTypeAtLocation(node);
    const parts = type.isUnion() ? type.types : [type];
    return [type, ...parts].some(({ aliasSymbol, symbol }) =>
      [aliasSymbol, symbol].some((each) =>
        this.members
          .declarationsOf(each)
          .some((declaration) => this.index.partOf(declaration) === "webhooks"),
      ),
    );
  }

  /** The fields that a property is, as the client declares them. */
  fieldsOf(symbol: ts.Symbol | undefined): ClientField[] {
    return this.members
      .of(symbol)
      .flatMap((member: ClientMember) => (member.is === "field" ? [member.field] : []));
  }

  /** The named type of the client that a type is: `Order`, `OrderStatus`. */
  typeNameOf(type: ts.Type): string | undefined {
    const [declaration] = this.members.declarationsOf(type.aliasSymbol);
    const member = declaration && this.members.ofDeclaration(declaration);
    return member?.is === "type" ? member.name : undefined;
  }

  /** The webhooks that a type of events is of. */
  webhooksOf(declaration: ts.Node): string[] {
    const found = new Set(
      namesIn(declaration).flatMap((name) => [...this.index.reachOf(name).webhooks]),
    );
    return [...found];
  }
}

function kindOfOwn({ part, side }: ClientField): UseKind {
  if (part === "argument") return "argument";
  return side === "request" ? "bodyField" : "answerField";
}

function signaturesOf(type: ts.Type): readonly ts.Signature[] {
  if (type.isUnion()) return type.types.flatMap(signaturesOf);
  return type.getCallSignatures();
}
