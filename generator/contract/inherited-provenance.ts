import {
  type At,
  type Fields,
  isFields,
  type Kind,
  levels,
  provenanceField,
  successAmong,
  tokensOf,
  walk,
} from "../openapi/index.js";
import type { Operation } from "./contract.js";
import { Reader, type Source } from "./node-reader.js";
import {
  type Provenance,
  readProvenance,
  readStatement,
  readWebhookProvenance,
  type Statement,
} from "./read-provenance.js";

/** The provenance of the objects of a document, by the written object. */
export interface InheritedProvenance {
  readonly statements: ReadonlyMap<unknown, Statement>;
  readonly provenances: ReadonlyMap<unknown, Partial<Provenance>>;
}

/** An object that contains the current one. */
interface Container {
  readonly at: At;
  readonly kind: Kind;
  readonly node: Fields;
  readonly statement: Statement | undefined;
  /** For an operation only. */
  readonly provenance: Partial<Provenance> | undefined;
}

/** Objects of these kinds do not show in a client. */
const hiddenKinds: readonly Kind[] = ["example", "link", "callback", "encoding", "discriminator"];

/**
 * Reads the provenance of each object of a document. An object without its own statement inherits
 * one: a property that of its schema, a body the operation's `request`, a success its `response`, a
 * path parameter its `path`. Other parameters and responses inherit nothing.
 */
export function readInheritedProvenance(
  source: Source,
  operations: readonly Operation[],
): InheritedProvenance {
  const { spec } = source;
  const statements = new Map<unknown, Statement>();
  const provenances = new Map<unknown, Partial<Provenance>>();
  const paths = readPaths(operations);
  const containers: Container[] = [];

  walk(spec.document, (node, kind, at) => {
    if (hiddenKinds.includes(kind)) return false;
    while (containers.length > 0 && !isIn(at, containers.at(-1))) containers.pop();
    const container = containers.at(-1);
    const reader = () => new Reader(source, node, at);
    const own = Object.hasOwn(node, provenanceField);
    if (kind === "operation") {
      const provenance = own ? readAspects(reader()) : undefined;
      if (provenance) provenances.set(node, provenance);
      containers.push({ at, kind, node, statement: undefined, provenance });
      return true;
    }
    // Next to a reference, a node has the provenance of its target; a schema is a separate part.
    const isOther = kind !== "schema" && Object.hasOwn(node, "$ref");
    const said = isOther
      ? readStatement(reader().resolved())
      : own
        ? readStatement(reader())
        : undefined;
    const statement =
      said ??
      (kind === "pathItem" ? paths.get(node) : container && inherit(container, node, at, source));
    if (statement) statements.set(node, statement);
    containers.push({ at, kind, node, statement, provenance: undefined });
    return true;
  });
  return { statements, provenances };
}

function isIn(at: At, container: Container | undefined): boolean {
  let step: At | undefined = at;
  while (step !== undefined && step !== container?.at) step = step.up;
  return step !== undefined;
}

/** The field of a container that contains a node. */
function fieldOf(at: At, container: At): string {
  let step = at;
  while (step.up !== undefined && step.up !== container) step = step.up;
  return step.token;
}

function inherit(
  { kind, statement, provenance, node: outer, at: start }: Container,
  node: Fields,
  at: At,
  { spec }: Source,
): Statement | undefined {
  if (kind !== "pathItem" && kind !== "operation") return statement;
  const field = fieldOf(at, start);
  if (field === "parameters") {
    const { $ref } = node;
    const parameter = typeof $ref === "string" ? spec.resolve($ref) : node;
    if (!isFields(parameter) || parameter["in"] !== "path") return undefined;
    return kind === "pathItem" ? statement : provenance?.path;
  }
  if (field === "requestBody") return provenance?.request;
  const answers = Object.keys(isFields(outer["responses"]) ? outer["responses"] : {});
  return successAmong(answers)(at.token) ? provenance?.response : undefined;
}

function readAspects(operation: Reader): Partial<Provenance> | undefined {
  const isCalled = tokensOf(operation.at)[0] === "paths";
  return isCalled ? readProvenance(operation) : readWebhookProvenance(operation);
}

/** The provenance of paths, by path item: the best one among its operations. */
function readPaths(operations: readonly Operation[]): ReadonlyMap<unknown, Statement> {
  const known = new Map<unknown, (Statement | undefined)[]>();
  for (const { pathItem, node, kind } of operations) {
    if (kind !== "path") continue;
    known.set(pathItem.value, [...(known.get(pathItem.value) ?? []), readProvenance(node)?.path]);
  }
  const best = [...known].flatMap(([item, paths]): [unknown, Statement][] => {
    const at = (level: Statement["level"]) => paths.find((path) => path?.level === level);
    const path = levels.map(at).find((path) => path !== undefined);
    // If an operation says nothing about its path, it may be documented.
    return path && !paths.includes(undefined) ? [[item, path]] : [];
  });
  return new Map(best);
}
