import { diagnose } from "../diagnostics/index.js";
import type { Spec } from "../load/index.js";
import type { Body, Operation, Security } from "./api.js";
import { readContents } from "./content.js";
import { readOutcomes } from "./outcomes.js";
import { readPagination } from "./pagination.js";
import { readParameters } from "./parameters.js";
import { inferredBy, readProvenance } from "./provenance.js";
import type { Reader } from "./reader.js";
import { readRequirements } from "./security.js";

/** An operation as the spec has it, before names are given. */
export interface OperationDraft extends Omit<Operation, "names" | "pointer"> {
  readonly node: Reader;
  /** Method and path; what the operation is, whatever it is called. */
  readonly identity: string;
  /** Group and member, as the spec's `x-client` wants them or as its first tag implies. */
  readonly facade: { readonly group: string; readonly method: string };
}

/** What operations have to know of the security schemes. */
interface Known {
  readonly securityKeys: ReadonlySet<string>;
  /** Names of the query parameters that hold a credential. */
  readonly credentials: readonly string[];
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** Reads all operations under `paths`. */
export function readOperations(document: Reader, { schemes }: Security): OperationDraft[] {
  const firstUse = new Map<string, Reader>();
  const known = {
    securityKeys: new Set(schemes.map(({ key }) => key)),
    credentials: schemes.flatMap((scheme) => (scheme.in === "query" ? scheme.name : [])),
  };
  return document
    .at("paths")
    .fields()
    .filter(([path]) => !path.startsWith("x-"))
    .flatMap(([path, pathItem]) => {
      reportLeftOut(pathItem, path);
      return pathItem
        .fields()
        .filter(([method]) => methods.includes(method))
        .map(([method, node]) => {
          const draft = readOperation(path, method.toUpperCase(), pathItem, node, known);
          reportDuplicate(draft, firstUse);
          return draft;
        });
    });
}

function readOperation(
  path: string,
  method: string,
  pathItem: Reader,
  node: Reader,
  { securityKeys, credentials }: Known,
): OperationDraft {
  const identity = `${method} ${path}`;
  const id = node.at("operationId").text() || identity;
  const client = node.at("x-client");
  const provenance = readProvenance(node);
  const parameters = readParameters(pathItem, node, path);
  const responses = readOutcomes(node);
  const tags = node
    .at("tags")
    .items()
    .flatMap((tag) => tag.text() ?? []);
  return {
    id,
    identity,
    method,
    path,
    node,
    facade: {
      group: client.at("group").text() ?? groupOfTag(tags[0]),
      method: client.at("method").text() ?? id,
    },
    tags,
    summary: node.at("summary").text(),
    description: node.at("description").text(),
    deprecated: node.at("deprecated").flag() ?? false,
    documentationUrl: node.at("externalDocs").at("url").text(),
    parameters,
    body: readBody(node.at("requestBody").resolved()),
    responses,
    pagination: readPagination({ operation: node, identity, parameters, responses, credentials }),
    security: readRequirements(node.at("security"), securityKeys),
    provenance,
    inferred: inferredBy(provenance),
  };
}

function readBody(node: Reader): Body | undefined {
  if (!node.exists) return undefined;
  const contents = readContents(node.at("content"));
  const [content] = contents;
  if (!content) return undefined;
  return {
    required: node.at("required").flag() ?? false,
    description: node.at("description").text(),
    content,
    contents,
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

/** OpenAPI 3.2 has methods that are not generated yet; none is dropped in silence. */
function reportLeftOut(pathItem: Reader, path: string): void {
  const others = [
    ...(pathItem.at("query").exists ? ["QUERY"] : []),
    ...pathItem
      .at("additionalOperations")
      .fields()
      .map(([method]) => method),
  ];
  for (const method of others) {
    const what = `${method} ${path}`;
    pathItem.report(
      diagnose("left-out", { what, why: "this method is not supported yet" }, pathItem.place),
    );
  }
}

/** A dot makes a sub-group in `x-client`; in a tag it is just a character. */
function groupOfTag(tag: string | undefined): string {
  return tag?.replaceAll(".", " ") || "default";
}

/**
 * The document as the type printer needs it: every operation has an operationId, and it is the
 * name of its function, because the printer rewrites ids that are no identifiers.
 */
export function withOperationIds(
  document: Spec["document"],
  operations: readonly Operation[],
): Spec["document"] {
  const ids = new Map(
    operations.map(({ method, path, names }) => [`${method} ${path}`, names.function]),
  );
  const paths = Object.entries(
    (document["paths"] ?? {}) as Record<string, Record<string, unknown>>,
  );
  return {
    ...document,
    paths: Object.fromEntries(
      paths.map(([path, pathItem]) => [
        path,
        Object.fromEntries(
          Object.entries(pathItem).map(([field, value]) => {
            const id = ids.get(`${field.toUpperCase()} ${path}`);
            return [field, id === undefined ? value : { ...(value as object), operationId: id }];
          }),
        ),
      ]),
    ),
  };
}
