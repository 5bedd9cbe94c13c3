import {
  type At,
  type Fields,
  isFields,
  type Kind,
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

/** How objects of a document are known, by what is written. */
export interface InheritedProvenance {
  readonly statements: ReadonlyMap<unknown, Statement>;
  readonly provenances: ReadonlyMap<unknown, Partial<Provenance>>;
}

/** An object that the walk is in. */
interface Container {
  readonly at: At;
  readonly kind: Kind;
  readonly node: Fields;
  readonly statement: Statement | undefined;
  /** Of an operation. */
  readonly provenance: Partial<Provenance> | undefined;
}

/** Nothing of these shows in a client. */
const hiddenKinds: readonly Kind[] = ["example", "link", "callback", "encoding", "discriminator"];

/**
 * Reads how each object of a document is known. What has no statement of its own is known as what
 * it stands in: a property as its schema, a body as the operation's `request`, an answer of success
 * as its `response`, a parameter of the path as its `path`. Other parameters and answers are
 * nobody's part.
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
    // What stands in the place of a reference is known as what is meant; a schema is a part of its
    // own.
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

/** The field of a container in which a node stands. */
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

/** How paths are known, by their path item: as the operation knows it that knows it best. */
function readPaths(operations: readonly Operation[]): ReadonlyMap<unknown, Statement> {
  const known = new Map<unknown, (Statement | undefined)[]>();
  for (const { pathItem, node, kind } of operations) {
    if (kind !== "path") continue;
    known.set(pathItem.value, [...(known.get(pathItem.value) ?? []), readProvenance(node)?.path]);
  }
  const best = [...known].flatMap(([item, paths]): [unknown, Statement][] => {
    const at = (level: Statement["level"]) => paths.find((path) => path?.level === level);
    const path = at("documented") ?? at("inferred") ?? at("undocumented");
    // Of an operation that says nothing it cannot be told whether it is inferred.
    return path && !paths.includes(undefined) ? [[item, path]] : [];
  });
  return new Map(best);
}
