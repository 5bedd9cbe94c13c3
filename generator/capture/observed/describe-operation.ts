import { STATUS_CODES } from "node:http";
import {
  type Credential,
  type ObservedBody,
  type ObservedOperation,
  type Seen,
  type Segment,
  schemaOf,
} from "../../observations/index.js";
import { type Fields, fieldsOf, provenanceField } from "../../openapi/index.js";

/** What recordings show of an operation, as parts of an Operation Object, each with its statement. */
export interface OperationParts {
  /** In path and query. */
  readonly parameters: readonly Fields[];
  /** Undefined if no body was sent. */
  readonly requestBody: Fields | undefined;
  /** By status. */
  readonly responses: Readonly<Record<string, Fields>>;
  /** For the method, the path and what else shows in every call. */
  readonly statement: Fields;
  /** Undefined if no answer that is a success was seen. */
  readonly responseStatement: Fields | undefined;
  readonly requestStatement: Fields;
}

/** @param sources ids of the recordings in the spec's `x-sources` */
export function describeOperation(
  operation: ObservedOperation,
  sources: readonly string[],
): OperationParts {
  const observed = (seen: Seen) => observedStatement(seen, sources);
  const inside = { statement: (seen: number, of: number) => beside(observed(countOf(seen, of))) };
  const successes = operation.responses.filter(({ status }) => status < 300);
  const { requestSeen } = operation;
  return {
    parameters: [
      ...operation.segments.flatMap((segment) =>
        "name" in segment ? [pathParameter(segment, sources)] : [],
      ),
      ...operation.query.map(({ name, shape, ...seen }) => ({
        name,
        in: "query",
        schema: asText(schemaOf(shape, { hasRequired: false })),
        ...beside(observed(seen)),
      })),
    ],
    requestBody:
      operation.request.length > 0
        ? {
            content: contentOf(operation.request, { ...inside, hasRequired: false }),
            ...beside(observed(requestSeen)),
          }
        : undefined,
    responses: Object.fromEntries(
      operation.responses.map(({ status, bodies, ...seen }) => [
        String(status),
        {
          description: STATUS_CODES[status] ?? `Status ${status}`,
          ...(bodies.length > 0 && {
            content: contentOf(bodies, { ...inside, hasRequired: true }),
          }),
          ...beside(observed(seen)),
        },
      ]),
    ),
    statement: observed(operation),
    requestStatement:
      requestSeen.seen > 0
        ? observed(requestSeen)
        : // Nobody sent a body, which does not show that there is none.
          { level: "undocumented" },
    responseStatement:
      successes.length > 0
        ? observed({
            ...operation,
            seen: successes.reduce((sum, { seen }) => sum + seen, 0),
          })
        : undefined,
  };
}

/** The statement for what recordings show. */
export function observedStatement(
  { seen, of, first, last }: Seen,
  sources: readonly string[],
): Fields {
  return {
    level: "observed",
    seen,
    of,
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
    sources,
  };
}

function countOf(seen: number, of: number): Seen {
  return { seen, of, first: undefined, last: undefined };
}

function beside(statement: Fields): Fields {
  return { [provenanceField]: statement };
}

type Named = Extract<Segment, { readonly name: string }>;

function pathParameter({ name, type, because }: Named, sources: readonly string[]): Fields {
  return {
    name,
    in: "path",
    required: true,
    schema: type === "uuid" ? { type: "string", format: "uuid" } : { type },
    ...beside({
      level: "inferred",
      because: `A request does not show that a part of its path is a parameter, or its name. ${because}`,
      sources,
    }),
  };
}

/** Everything in a query is text, so what looks like a number may be a text as well. */
function asText(schema: Fields): Fields {
  const { type, items } = schema;
  const types = Array.isArray(type) ? type : [type];
  if (type === "array") return { ...schema, items: asText(fieldsOf(items)) };
  const isText = types.includes("string") || type === undefined;
  return isText ? schema : { ...schema, type: [...types, "string"] };
}

function contentOf(
  bodies: readonly ObservedBody[],
  options: Parameters<typeof schemaOf>[1],
): Fields {
  return Object.fromEntries(
    bodies.map(({ mediaType, shape }) => [
      mediaType,
      { schema: shape ? schemaOf(shape, options) : {} },
    ]),
  );
}

/** A security scheme, and the name that it gets if it is new. */
export function schemeOf(credential: Credential): { name: string; scheme: Fields } {
  switch (credential.kind) {
    case "http":
      return {
        name: `${credential.scheme}Auth`,
        scheme: { type: "http", scheme: credential.scheme },
      };
    case "prefix":
      return {
        name: "apiKey",
        scheme: {
          type: "apiKey",
          in: "header",
          name: "Authorization",
          "x-client": { prefix: credential.prefix },
        },
      };
    case "header":
    case "query":
      return {
        name: "apiKey",
        scheme: { type: "apiKey", in: credential.kind, name: credential.name },
      };
  }
}
