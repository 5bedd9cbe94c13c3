import { diagnose } from "../diagnostics/index.js";
import { methodOfName } from "../openapi/index.js";
import type { Body, Operation, Outcome, Security, Statements } from "./api.js";
import { isRange, readContents } from "./content.js";
import { leaveOut } from "./left-out.js";
import { isGroup, mostLevels } from "./members.js";
import type { OperationNode } from "./methods.js";
import { readOutcomes } from "./outcomes.js";
import { readPagination } from "./pagination.js";
import { readParameters } from "./parameters.js";
import { isGuess, readProvenance } from "./provenance.js";
import type { Reader } from "./reader.js";
import { type KnownSchemes, readRequirements } from "./security.js";

/** An operation as the spec has it, before names are given. */
export interface OperationDraft extends Omit<Operation, "names" | "pointer"> {
  readonly node: Reader;
  /** Method and path; what the operation is, whatever it is called. */
  readonly identity: string;
  /** The text that its names are made of. */
  readonly called: string;
  /** Its group, as the spec's `x-client` wants it or as its first tag implies; its member, if `x-client` has one. */
  readonly facade: { readonly group: string; readonly method: string | undefined };
}

/** What operations have to know of the security schemes. */
interface Known {
  readonly known: KnownSchemes;
  /** Names of the query parameters that hold a credential. */
  readonly credentials: readonly string[];
  readonly statements: Statements;
}

/** Reads all operations of {@link operationNodes}. */
export function readOperations(
  nodes: readonly OperationNode[],
  { schemes }: Security,
  known: KnownSchemes,
  statements: Statements,
): OperationDraft[] {
  const firstUse = new Map<string, Reader>();
  const context = {
    known,
    credentials: schemes.flatMap((scheme) => (scheme.in === "query" ? scheme.name : [])),
    statements,
  };
  return nodes.map((node) => {
    const draft = readOperation(node, context);
    reportDuplicate(draft, firstUse);
    return draft;
  });
}

function readOperation(
  { identity, method, path, pathItem, node }: OperationNode,
  { known, credentials, statements }: Known,
): OperationDraft {
  const id = node.at("operationId").text() || undefined;
  const called = id ?? nameOfPlace(method, path);
  const client = node.at("x-client");
  const provenance = readProvenance(node);
  const body = readBody(node.at("requestBody"), method, identity, statements);
  const responses = readOutcomes(node, method, statements);
  const accepts = node.at("x-pagination").exists ? [] : acceptsOf(responses);
  const reserved = [
    ...(body?.isChoice ? ["contentType"] : []),
    ...(accepts.length > 0 ? ["accept"] : []),
  ];
  const parameters = readParameters(pathItem, node, path, reserved, statements);
  const tags = node
    .at("tags")
    .items()
    .flatMap((tag) => tag.text() ?? []);
  return {
    id: id ?? identity,
    identity,
    called,
    method,
    path,
    node,
    facade: {
      group: readGroup(client.at("group")) ?? groupOfTag(tags[0]),
      method: client.at("method").text(),
    },
    tags,
    summary: node.at("summary").prose(),
    description: node.at("description").prose(),
    deprecated: node.at("deprecated").flag() ?? false,
    documentationUrl: node.at("externalDocs").at("url").text(),
    parameters,
    body,
    responses,
    accepts,
    pagination: readPagination({ operation: node, identity, parameters, responses, credentials }),
    security: readRequirements(node.at("security"), known),
    provenance,
    isGuess: isGuess(provenance),
  };
}

/**
 * What an operation without an operationId is called: `GET /boms/{bom_id}/lines` becomes
 * `getBomsByBomIdLines`. Made of nothing but method and path, so that no other operation changes it.
 */
function nameOfPlace(method: string, path: string): string {
  const words = path.replaceAll(/\{([^{}]*)\}/g, " by $1 ");
  return `${method.toLowerCase()} ${/[A-Za-z0-9]/.test(words) ? words : "root"}`;
}

function acceptsOf(responses: readonly Outcome[]): string[] {
  const successes = responses.filter(({ success }) => success);
  if (successes.every(({ contents }) => contents.length < 2)) return [];
  return [...new Set(successes.flatMap(({ contents }) => contents.map((each) => each.mediaType)))];
}

function readBody(
  place: Reader,
  method: string,
  identity: string,
  statements: Statements,
): Body | undefined {
  const node = place.resolved();
  if (!node.exists) return undefined;
  if (methodOfName(method)?.fetch === "without body") {
    const why = "fetch sends none with this method, and HTTP gives it no meaning";
    leaveOut(node, `the request body of ${identity}`, why);
    return undefined;
  }
  const contents = readContents(node.at("content"));
  const [content] = contents;
  if (!content) return undefined;
  return {
    required: node.at("required").flag() ?? false,
    description: node.at("description").prose(),
    statement: statements.get(place.value),
    content,
    contents,
    isChoice: contents.length > 1 || isRange(content),
  };
}

function reportDuplicate(draft: OperationDraft, firstUse: Map<string, Reader>): void {
  const first = firstUse.get(draft.id);
  if (!first) {
    firstUse.set(draft.id, draft.node);
    return;
  }
  const { file, line, column } = first.place;
  const node = draft.node.at("operationId");
  const args = { id: draft.id, first: `${file}:${line}:${column}` };
  node.report(diagnose("operation-id-duplicate", args, node.place));
}

function readGroup(node: Reader): string | undefined {
  const group = node.text();
  if (group === undefined || isGroup(group)) return group;
  const why = `a group stands in at most ${mostLevels} others`;
  node.report(diagnose("extension-invalid", { name: "x-client.group", why }, node.place));
  return undefined;
}

/** A dot makes a sub-group in `x-client`; in a tag it is just a character. */
function groupOfTag(tag: string | undefined): string {
  return tag?.replaceAll(".", " ") || "default";
}
