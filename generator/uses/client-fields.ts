import type { ClientIndex } from "./client-index.js";
import { ts } from "./compiler.js";
import { deprecationOf } from "./deprecations.js";
import { componentName, isHolder, memberNameOf } from "./type-syntax.js";
import type { Deprecation } from "./use.js";

/** What a declared property of the client is to its callers. */
export interface ClientField {
  /** An argument of a call, or a field of a body, an answer or an event. */
  readonly part: "argument" | "body" | "field";
  /** `limit`, `updateOrder.body.note`, `listOrders.answer.results`, `Order.shipping.carrier`. */
  readonly name: string;
  /** The type at the top: `Order`, `ResponseBodies.OrderList`. */
  readonly type: string;
  /** The operation that it is of, if it is of one alone. */
  readonly operation: string | undefined;
  /** Which side of the operation it is on, if it is of one. */
  readonly side: "request" | "answer" | undefined;
  readonly declaration: ts.Node;
  readonly deprecated: Deprecation | undefined;
}

const known = new WeakMap<ts.Node, ClientField | null>();

/** The field that a declaration in a client's file is; undefined if it is no part of the API. */
export function fieldOf(declaration: ts.Node, index: ClientIndex): ClientField | undefined {
  let field = known.get(declaration);
  if (field === undefined) {
    field = read(declaration, index) ?? null;
    known.set(declaration, field);
  }
  return field ?? undefined;
}

function read(declaration: ts.Node, index: ClientIndex): ClientField | undefined {
  const steps: string[] = [];
  let top: ts.Node | undefined;
  for (let node = declaration; !ts.isSourceFile(node); node = node.parent) {
    const name = memberNameOf(node);
    if (name !== undefined) steps.unshift(name);
    else if (ts.isArrayTypeNode(node)) steps.unshift("[]");
    else if (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) {
      top = node;
      break;
    }
  }
  if (!top || steps.length === 0) return undefined;
  const type = (top as ts.TypeAliasDeclaration).name.text;
  const rest = { declaration, deprecated: deprecationOf(declaration) };
  if (type === "operations") return ofPaths(steps, rest);
  if (type === "components") return ofComponents(steps, rest);
  if (["paths", "webhooks", "$defs", "WebhookBodies"].includes(type)) return undefined;
  const operation = index.operationOfType.get(type);
  if (operation === undefined) {
    // The facade's own types say how to call, and nothing of the API.
    if (!index.types.has(type) || ["client", "testing", "fetch"].includes(index.partOf(top)))
      return undefined;
    // Each member of these is a type of its own.
    const owner = isHolder(type) ? `${type}.${steps[0]}` : type;
    const name = join(type, steps);
    return { part: "field", name, type: owner, operation, side: undefined, ...rest };
  }
  if (/Params$/.test(type)) {
    const [first = "", ...inner] = steps;
    const isBody = first === "body";
    if (isBody && inner.length === 0) {
      return { part: "argument", name: "body", type, operation, side: "request", ...rest };
    }
    if (isBody) {
      const name = join(`${operation}.body`, inner);
      return { part: "body", name, type, operation, side: "request", ...rest };
    }
    return {
      part: "argument",
      name: join(first, inner),
      type,
      operation,
      side: "request",
      ...rest,
    };
  }
  const name = join(`${operation}.answer`, steps);
  return { part: "field", name, type, operation, side: "answer", ...rest };
}

type Rest = Pick<ClientField, "declaration" | "deprecated">;

/** A member of `operations` in `paths.ts`. */
function ofPaths(steps: readonly string[], rest: Rest): ClientField | undefined {
  const [operation = "", part, ...more] = steps;
  const type = operation;
  if (part === "parameters") {
    const [, name, ...inner] = more;
    if (name === undefined) return undefined;
    return { part: "argument", name: join(name, inner), type, operation, side: "request", ...rest };
  }
  if (part === "requestBody") {
    const [content, media, ...inner] = more;
    if (content !== "content" || media === undefined) return undefined;
    return {
      part: "body",
      name: join(`${operation}.body`, inner),
      type,
      operation,
      side: "request",
      ...rest,
    };
  }
  if (part !== "responses") return undefined;
  const [, where, media, ...inner] = more;
  if (where !== "content" || media === undefined) return undefined;
  return {
    part: "field",
    name: join(`${operation}.answer`, inner),
    type,
    operation,
    side: "answer",
    ...rest,
  };
}

/** A member of `components`: what it shares with the client's other types has their name. */
function ofComponents(steps: readonly string[], rest: Rest): ClientField | undefined {
  const [section = "", key, ...below] = steps;
  if (key === undefined) return undefined;
  const hasContent = section === "responses" || section === "requestBodies";
  if (hasContent && below[0] !== "content") return undefined;
  const inner = hasContent ? below.slice(1) : below;
  if (inner.length === 0) return undefined;
  const type = componentName(section, key);
  return {
    part: "field",
    name: join(type, inner),
    type,
    operation: undefined,
    side: undefined,
    ...rest,
  };
}

function join(start: string, steps: readonly string[]): string {
  return steps.reduce((text, step) => (step === "[]" ? `${text}[]` : `${text}.${step}`), start);
}
