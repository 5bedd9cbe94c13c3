import { type ClientIndex, expectedIn, pathCallOf, ts } from "../../uses/index.js";
import { changeEnvelope } from "./change-envelope.js";
import type { FixContext } from "./fix-context.js";
import { fixExpected } from "./fix-members.js";
import { moveParameters } from "./move-parameters.js";
import type { ArgumentRename, EnvelopeChange, PathRename, Renames } from "./rename.js";
import { renameText } from "./write-name.js";
import { propertyIn } from "./written-object.js";

/** What changed of calls besides the names in them. */
export class CallChanges {
  readonly #envelopes = new Map<string, EnvelopeChange[]>();
  readonly #moved = new Map<string, ArgumentRename[]>();
  readonly #paths = new Map<string, string>();
  readonly #index: ClientIndex;

  constructor(renames: Renames, index: ClientIndex) {
    this.#index = index;
    for (const rename of renames.certain) {
      if (rename.is === "envelope") put(this.#envelopes, rename.operation, rename);
      else if (rename.is === "argument" && rename.sent.from.in !== rename.sent.to.in)
        put(this.#moved, rename.operation, rename);
      else if (rename.is === "path") this.#paths.set(keyOf(rename), rename.to);
    }
  }

  visit(node: ts.CallExpression, context: FixContext): void {
    const operations = context.analysis.operationsOf(node);
    const [operation] = operations;
    if (operation === undefined) return;
    const byPath = pathCallOf(node, context.analysis);
    const changed = [
      ...(this.#envelopes.get(operation) ?? []),
      ...(this.#moved.get(operation) ?? []),
    ];
    if (operations.length > 1) {
      if (changed.length > 0) context.leave(node.expression, "it may call several operations");
      return;
    }
    for (const change of this.#envelopes.get(operation) ?? [])
      changeEnvelope(node, change, byPath !== undefined, context);
    if (!byPath) return;
    this.#renamePath(node, operation, context);
    for (const type of byPath.types) {
      // Its function is generic, so that the compiler does not know at the objects what is expected.
      const { params, bodies } = expectedIn(type, context.checker);
      const [given, body] = ["params", "body"].map((name) => propertyIn(byPath.init, name));
      if (given && params) fixExpected(given.initializer, params, context);
      if (body) for (const each of bodies) fixExpected(body.initializer, each, context);
    }
    const moved = this.#moved.get(operation) ?? [];
    if (moved.length > 0) moveParameters(byPath.init, moved, node, context);
  }

  /** `paths["/orders/{id}"]["get"]`: of a path that has one method, or whose methods moved alike. */
  visitType(node: ts.IndexedAccessTypeNode, context: FixContext): void {
    const { indexType } = node;
    if (this.#paths.size === 0 || !ts.isLiteralTypeNode(indexType)) return;
    const { literal } = indexType;
    if (!ts.isStringLiteralLike(literal) || !literal.text.startsWith("/")) return;
    const symbol = context.checker.getTypeFromTypeNode(node.objectType).getProperty(literal.text);
    const [path] = context.analysis.members.declarationsOf(symbol);
    if (!path || !ts.isInterfaceDeclaration(path.parent) || path.parent.name.text !== "paths")
      return;
    const methods = [...this.#index.operationOfPath.keys()]
      .map((key) => key.split(" "))
      .filter(([, template]) => template === literal.text);
    const now = new Set(methods.map(([method]) => this.#paths.get(`${method} ${literal.text}`)));
    const [to, ...others] = now;
    if (others.length > 0) context.leave(literal, "not all methods of the path moved alike");
    else if (to !== undefined) context.edit(renameText(literal, to));
  }

  #renamePath(node: ts.CallExpression, operation: string, context: FixContext): void {
    for (const argument of node.arguments.slice(0, 2)) {
      if (!ts.isStringLiteralLike(argument) || !argument.text.startsWith("/")) continue;
      const method = [...this.#index.operationOfPath]
        .find(([key, name]) => name === operation && key.endsWith(` ${argument.text}`))?.[0]
        .split(" ")[0];
      const to = this.#paths.get(`${method} ${argument.text}`);
      if (to !== undefined) context.edit(renameText(argument, to));
    }
  }
}

const keyOf = ({ method, from }: PathRename) => `${method} ${from}`;

function put<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}
