import {
  type Contract,
  type Body as ContractBody,
  type Operation as ContractOperation,
  isInferred,
  type Provenance,
  type Reader,
  type Response,
} from "../contract/index.js";
import { diagnose } from "../diagnostics/index.js";
import { isSendable, isToken, methodOfName, parsePointer, tokensOf } from "../openapi/index.js";
import type { Body, Content, Operation, Outcome, Pagination, Parameter } from "./api.js";
import { buildContents, isRange } from "./build-content.js";
import { buildHeaders } from "./build-headers.js";
import { buildParameters } from "./build-parameters.js";
import { alternativesOf } from "./build-security.js";
import { isGroup, mostLevels } from "./group-paths.js";
import { wordsOf } from "./identifiers.js";
import { reportUnsupported } from "./unsupported-features.js";

/** An operation as the spec has it, before names are given. */
export interface OperationDraft extends Omit<Operation, "names" | "servers"> {
  readonly source: ContractOperation;
  /** Method and path; what the operation is, whatever it is called. */
  readonly identity: string;
  /** The text that its names are made of. */
  readonly called: string;
  /**
   * Its group, as the spec's `x-client` wants it or as its first tag implies; its member, if
   * `x-client` has one.
   */
  readonly facade: { readonly group: string; readonly method: string | undefined };
}

/** The operations that a client can call, in the order of the spec. */
export function callable({ operations }: Contract): ContractOperation[] {
  return operations.filter(({ kind, name, node }) => {
    if (kind !== "path") return false;
    const why = whyNot(name.method);
    if (why !== undefined) reportUnsupported(node, identityOf({ name }), why);
    return why === undefined;
  });
}

function whyNot(method: string): string | undefined {
  if (!isSendable(method)) return "fetch does not send this method";
  return isToken(method) ? undefined : "this is not a valid HTTP method";
}

export function identityOf({ name }: Pick<ContractOperation, "name">): string {
  return `${name.method} ${name.path}`;
}

export function draftOperations(
  operations: readonly ContractOperation[],
  contract: Contract,
): OperationDraft[] {
  const first = new Map<string, ContractOperation>();
  const shared = new Set<string>();
  for (const operation of operations) {
    const { operationId } = operation.name;
    if (operationId === undefined) continue;
    const other = first.get(operationId);
    if (!other) {
      first.set(operationId, operation);
      continue;
    }
    shared.add(operationId);
    reportDuplicate(operationId, operation, other);
  }
  return operations.map((operation) => {
    const { operationId } = operation.name;
    // What names several says which is meant of none.
    const isOwn = operationId !== undefined && !shared.has(operationId);
    return draftOperation(operation, isOwn ? operationId : undefined, contract);
  });
}

function draftOperation(
  source: ContractOperation,
  operationId: string | undefined,
  contract: Contract,
): OperationDraft {
  const { node, name, tags } = source;
  const { method, path } = name;
  const identity = identityOf(source);
  const client = node.get("x-client");
  const provenance = source.provenance as Provenance | undefined;
  const body = readBody(source, contract);
  const responses = readOutcomes(source, contract);
  const accepts = node.get("x-pagination").exists ? [] : acceptsOf(responses);
  const reserved = [
    ...(body?.isChoice ? ["contentType"] : []),
    ...(accepts.length > 0 ? ["accept"] : []),
  ];
  const parameters = buildParameters(source, reserved, contract);
  return {
    source,
    id: operationId ?? identity,
    identity,
    called: operationId ?? nameOfPlace(method, path),
    method,
    path,
    facade: {
      group: readGroup(client.get("group")) ?? groupOfTag(tags[0]),
      method: client.get("method").text(),
    },
    tags,
    summary: node.get("summary").prose(),
    description: node.get("description").prose(),
    deprecated: node.get("deprecated").flag() ?? false,
    sunset: node.get("x-sunset").text(),
    documentationUrl: node.get("externalDocs").get("url").text(),
    parameters,
    body,
    responses,
    accepts,
    errorFields: readErrorFields(node, contract),
    pagination: readPagination(source, parameters, contract),
    security: source.security.isOwn ? alternativesOf(source.security) : undefined,
    provenance,
    isInferred: isInferred(provenance),
    pointer: tokensOf(source.at),
  };
}

/**
 * What an operation without an operationId is called: `GET /boms/{bom_id}/lines` becomes
 * `getBomsByBomIdLines`. Made of nothing but method and path, so that no other operation changes
 * it.
 */
function nameOfPlace(method: string, path: string): string {
  const words = path.replaceAll(/\{([^{}]*)\}/g, " by $1 ");
  return `${method.toLowerCase()} ${wordsOf(words).length > 0 ? words : "root"}`;
}

function acceptsOf(responses: readonly Outcome[]): string[] {
  const successes = responses.filter(({ success }) => success);
  if (successes.every(({ contents }) => contents.length < 2)) return [];
  return [...new Set(successes.flatMap(({ contents }) => contents.map((each) => each.mediaType)))];
}

function readBody(operation: ContractOperation, contract: Contract): Body | undefined {
  const { body, name } = operation;
  if (!body) return undefined;
  if (methodOfName(name.method)?.fetch === "without body") {
    const why = "fetch sends no body with this method, and HTTP gives it no meaning";
    reportUnsupported(body.node, `the request body of ${identityOf(operation)}`, why);
    return undefined;
  }
  const contents = buildContents(body, "sent", contract);
  return contents[0] && bodyOf(body, contents[0], contents, contract);
}

function bodyOf(
  { node, written, required }: ContractBody,
  content: Content,
  contents: readonly Content[],
  contract: Contract,
): Body {
  return {
    required,
    description: node.get("description").prose(),
    statement: contract.statementOf(written),
    content,
    contents,
    isChoice: contents.length > 1 || isRange(content),
  };
}

/** The documented answers of an operation, in the order 200, 2XX, 400, …, default. */
function readOutcomes({ responses }: ContractOperation, contract: Contract): Outcome[] {
  return [...responses.values()]
    .flatMap((response) => readOutcome(response, contract) ?? [])
    .sort((a, b) => rankOf(a.status) - rankOf(b.status));
}

function readOutcome(response: Response, contract: Contract): Outcome | undefined {
  const { key, status, isSuccess, mayHaveBody, node, written } = response;
  if (status === undefined) {
    const expected = "a status such as 200, a class such as 4XX, or `default`";
    const args = { what: "a response", expected, found: `"${key}"` };
    written.report(diagnose("wrong-shape", args, written.place));
    return undefined;
  }
  const contents = mayHaveBody ? buildContents(response, "received", contract).map(asAnswer) : [];
  return {
    key,
    status,
    success: isSuccess,
    description: node.get("description").prose(),
    statement: contract.statementOf(written),
    content: contents[0],
    contents,
    mayHaveBody,
    headers: buildHeaders(response.headers, contract.schemas),
  };
}

/** Nothing here takes a form apart, so it arrives as a file. */
function asAnswer(content: Content): Content {
  return content.form === "form" ? { ...content, form: "binary" } : content;
}

function rankOf(status: Outcome["status"]): number {
  if (typeof status === "number") return status;
  return status === "default" ? 1000 : Number(status[0]) * 100 + 99.5;
}

function readPagination(
  { pagination }: ContractOperation,
  parameters: readonly Parameter[],
  { securitySchemes }: Contract,
): Pagination | undefined {
  if (!pagination) return undefined;
  const { style, parameter, first, items, next, header, total } = pagination;
  const isIt = (each: Parameter) => each.in === parameter?.in && each.name === parameter.name;
  const keys = [...securitySchemes.values()].flatMap(({ carrier }) =>
    carrier?.in === "query" ? carrier.name : [],
  );
  const argument = parameter && parameters.find(isIt)?.argument;
  const credentials = style === "link" ? keys : [];
  return { style, argument, first, items, next, header, total, credentials };
}

function reportDuplicate(id: string, { node }: ContractOperation, first: ContractOperation): void {
  const { file, line, column } = first.node.place;
  const { place } = node.get("operationId");
  node.report(
    diagnose("operation-id-duplicate", { id, first: `${file}:${line}:${column}` }, place),
  );
}

/** Of the operation, or else of the document. */
function readErrorFields(operation: Reader, { document }: Contract): readonly string[] | undefined {
  const name = "x-tether-error-fields";
  const own = operation.get(name);
  const node = own.exists ? own : document.get(name);
  const text = node.text();
  const place = text === undefined ? undefined : parsePointer(text);
  if (text !== undefined && !place) {
    const why = `${JSON.stringify(text)} is not a JSON pointer, such as /error/fields`;
    node.report(diagnose("extension-invalid", { name, why }, node.place));
  }
  return place;
}

function readGroup(node: Reader): string | undefined {
  const group = node.text();
  if (group === undefined || isGroup(group)) return group;
  const why = `a group can be inside at most ${mostLevels} other groups`;
  node.report(diagnose("extension-invalid", { name: "x-client.group", why }, node.place));
  return undefined;
}

/** A dot makes a sub-group in `x-client`; in a tag it is just a character. */
function groupOfTag(tag: string | undefined): string {
  return tag?.replaceAll(".", " ") || "default";
}
