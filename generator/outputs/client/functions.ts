import type { Api, Body, Group, Operation } from "../../model/index.js";
import {
  deprecatedTag,
  docs,
  importTypes,
  importTypesOf,
  marked,
  markOf,
  objectType,
  type Statement,
  type StatementStructures,
  StructureKind,
  toPropertyKey,
  withLongTypes,
} from "../../typescript/index.js";
import type { ClientAdditions } from "./additions.js";
import { importCallOptions } from "./call-options.js";
import { describeOperation, describeOutcomes } from "./documentation.js";
import { importPrivately } from "./import-privately.js";
import { type BodyChoice, callType, itemType, type Signature, signatureOf } from "./signature.js";

/** `groups/<group>.ts`: one function for each operation of the group, and its types. */
export function emitFunctions(
  group: Group,
  api: Api,
  additions: ClientAdditions,
): readonly Statement[] {
  const signatures = group.operations.map((operation) => signatureOf(operation, api));
  const body = group.operations.flatMap((operation, position) =>
    declare(operation, signatures[position] as Signature, api),
  );
  const used = new Set(signatures.flatMap(({ names }) => [...names]));

  const calls = [
    ...new Set(group.operations.map(({ names }) => (names.item ? "PagedCall" : "ApiCall"))),
  ];

  return [
    importTypes(
      "../runtime/index.js",
      [
        ...calls,
        ...(additions.validates ? [] : ["CallOptions"]),
        "Client",
        ...runtimeTypes.filter((name) => used.has(name)),
      ].sort(),
    ),
    ...importCallOptions("../", additions),
    ...(calls.includes("PagedCall")
      ? [importPrivately("../runtime/pagination.js", ["paginate"])]
      : []),
    ...(group.operations.some(hasHeaders)
      ? [importPrivately("../runtime/headers.js", ["withHeaders"])]
      : []),
    ...(group.operations.some(hasChoice)
      ? [importPrivately("../runtime/operation.js", ["selectMediaTypes"])]
      : []),
    ...importTypesOf(used, api, "../types.js"),
    {
      kind: StructureKind.ImportDeclaration,
      namespaceImport: "descriptors",
      moduleSpecifier: "../operations.js",
    },
    ...setApart(body),
  ];
}

/**
 * Statements below imports; in front of a structure that takes several lines there is a blank line
 * anyway.
 */
function setApart([first, ...rest]: readonly Statement[]): Statement[] {
  return first === undefined ? [] : [typeof first === "string" ? `\n${first}` : first, ...rest];
}

const runtimeTypes = [
  "BodyContent",
  "FailedWith",
  "Failure",
  "FailureByStatus",
  "OtherFailure",
  "OtherServerFailure",
  "ServerSentEvent",
  "Status2XX",
  "Status3XX",
  "Status4XX",
  "Success",
  "Unanswered",
  "WithHeaders",
];

function declare(operation: Operation, signature: Signature, api: Api): Statement[] {
  const { names, responses, pagination, provenance } = operation;
  const typeParameters = typeParametersOf(signature);
  const declared = `descriptors.${names.function}`;
  const descriptor = hasChoice(operation) ? `$selectMediaTypes(${declared}, params)` : declared;
  const call = pagination
    ? `$paginate(client, ${descriptor}, params, options)`
    : `client.call(${descriptor}, params, options)`;
  const mention = `\`${names.function}\``;
  return [
    withLongTypes(declareParams(operation, signature)),
    withLongTypes({
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: names.data,
      typeParameters,
      type: signature.data,
      docs: docs([marked(`Data of ${mention}.`, provenance?.response)]),
    }),
    withLongTypes({
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: names.result,
      typeParameters,
      type: signature.result,
      docs: docs([
        `All outcomes of ${mention}, discriminated by \`ok\` and \`status\`.`,
        describeOutcomes(responses),
      ]),
    }),
    ...(pagination && names.item
      ? [
          {
            kind: StructureKind.TypeAlias,
            isExported: true,
            name: names.item,
            type: itemType(operation, pagination),
            docs: docs([marked(`One of the items of \`${names.data}\`.`, provenance?.response)]),
          },
        ]
      : []),
    {
      kind: StructureKind.Function,
      isExported: true,
      name: names.function,
      typeParameters,
      parameters: [
        { name: "client", type: "Client" },
        {
          name: "params",
          type: `${names.params}${signature.accept.used}`,
          hasQuestionToken: !signature.needsParams,
        },
        { name: "options", type: "CallOptions", hasQuestionToken: true },
      ],
      returnType: callType(operation, signature),
      statements: [
        hasHeaders(operation) ? `return $withHeaders(${call}, ${declared});` : `return ${call};`,
      ],
      docs: docs(...describeOperation(operation, api)),
    },
  ];
}

function typeParametersOf({ accept }: Signature): string[] {
  return accept.declared === "" ? [] : [accept.declared];
}

function declareParams(operation: Operation, signature: Signature): StatementStructures {
  const { names, body: sent } = operation;
  const { members, bodies } = signature;
  const description = docs([
    `Arguments of \`${names.function}\`.`,
    // Where a call chooses the body's media type, no member stands for the body alone.
    bodies.length > 0 ? markOf(sent?.statement) : undefined,
  ]);
  const typeParameters = typeParametersOf(signature);
  const properties = declareMembers(operation, signature);
  if (bodies.length > 0) {
    const body = `(${bodies.map((choice) => declareBody(choice, operation)).join(" | ")})`;
    return {
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: names.params,
      typeParameters,
      type: properties.length > 0 ? `${objectType(properties)} & ${body}` : body,
      docs: description,
    };
  }
  if (members.length === 0) {
    return {
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: names.params,
      type: "Readonly<Record<never, never>>",
      docs: description,
    };
  }
  return {
    kind: StructureKind.Interface,
    isExported: true,
    name: names.params,
    typeParameters,
    docs: description,
    properties,
  };
}

function declareMembers({ body }: Operation, { members }: Signature) {
  return members.map(({ name, type, optional, parameter }) => ({
    name: toPropertyKey(name),
    // Callers compute optional values; undefined is the same as leaving the member out.
    type: optional ? `${type} | undefined` : type,
    hasQuestionToken: optional,
    isReadonly: true,
    docs: docs(
      parameter
        ? describePart(parameter, `In the ${parameter.in}.`)
        : name === "accept"
          ? ["Media type to request; it determines the type of the data."]
          : describePart(body, "Request body."),
      parameter?.deprecated ? [deprecatedTag(parameter.sunset)] : [],
    ),
  }));
}

function describePart(
  part: Pick<Body, "description" | "statement"> | undefined,
  otherwise: string,
): (string | undefined)[] {
  if (part?.description === undefined) return [marked(otherwise, part?.statement)];
  return [part.description, markOf(part.statement)];
}

/** The media type and the body that goes with it. */
function declareBody({ contentType, isDefault, type }: BodyChoice, { body }: Operation): string {
  const chosen = isDefault
    ? `readonly contentType?: ${contentType} | undefined`
    : `readonly contentType: ${contentType}`;
  const isOptional = isDefault && !body?.required;
  return `{ ${chosen}; readonly body${isOptional ? `?: ${type} | undefined` : `: ${type}`} }`;
}

function hasChoice({ accepts, body }: Operation): boolean {
  return accepts.length > 0 || body?.isChoice === true;
}

function hasHeaders({ responses }: Operation): boolean {
  return responses.some(({ headers }) => headers.length > 0);
}

/** Under a name that no operation can have. */
