import type { Api, Group, Operation } from "../model/index.js";
import { describeOperation, describeOutcomes } from "./documentation.js";
import { writable } from "./schema-input.js";
import { callType, itemType, type Signature, signatureOf } from "./signature.js";
import { toPropertyKey } from "./text.js";
import { docs, printModule, type StatementStructures, StructureKind } from "./typescript.js";

/** `groups/<group>.ts`: one function for each operation of the group, and its types. */
export function emitFunctions(group: Group, api: Api): string {
  const signatures = group.operations.map((operation) => signatureOf(operation, api));
  const body = group.operations.flatMap((operation, position) =>
    declare(operation, signatures[position] as Signature, api),
  );
  // The text tells what has to be imported: every name in it is one that the model settled.
  const used = new Set(
    signatures
      .flatMap(({ members, data, result }) => [...members.map(({ type }) => type), data, result])
      .flatMap((type) => type.match(/"(?:[^"\\]|\\.)*"|[A-Za-z_$][\w$]*/g) ?? []),
  );
  const pick = (names: readonly string[]) => names.filter((name) => used.has(name)).sort();

  const calls = [
    ...new Set(group.operations.map(({ names }) => (names.item ? "PagedCall" : "ApiCall"))),
  ];

  return printModule([
    importTypes(
      "../runtime/index.js",
      [...calls, "CallOptions", "Client", ...pick(runtimeTypes)].sort(),
    ),
    ...(calls.includes("PagedCall") ? [importPaginate] : []),
    ...optionalImport("../types.js", pick([...ownTypes, ...api.schemas.map(({ type }) => type)])),
    {
      kind: StructureKind.ImportDeclaration,
      namespaceImport: "descriptors",
      moduleSpecifier: "../operations.js",
    },
    ...body,
  ]);
}

const runtimeTypes = [
  "BodyContent",
  "Failure",
  "FailureStatus",
  "OtherFailures",
  "ServerSentEvent",
  "Status2XX",
  "Status3XX",
  "Status4XX",
  "Status5XX",
  "Success",
  "Unanswered",
];
const ownTypes = ["operations", writable];

function declare(operation: Operation, signature: Signature, api: Api): StatementStructures[] {
  const { names, responses, pagination } = operation;
  const descriptor = `descriptors.${names.function}`;
  const mention = `{@link ${names.function}}`;
  return [
    declareParams(operation, signature),
    {
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: names.data,
      type: signature.data,
      docs: docs([`Data of ${mention}.`]),
    },
    {
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: names.result,
      type: signature.result,
      docs: docs([
        `Every way that ${mention} can end, told apart by \`ok\` and \`status\`.`,
        describeOutcomes(responses),
      ]),
    },
    ...(pagination && names.item
      ? [
          {
            kind: StructureKind.TypeAlias,
            isExported: true,
            name: names.item,
            type: itemType(operation, pagination),
            docs: docs([`One of what {@link ${names.data}} lists.`]),
          },
        ]
      : []),
    {
      kind: StructureKind.Function,
      isExported: true,
      name: names.function,
      parameters: [
        { name: "client", type: "Client" },
        { name: "params", type: names.params, hasQuestionToken: !signature.needsParams },
        { name: "options", type: "CallOptions", hasQuestionToken: true },
      ],
      returnType: callType(operation),
      statements: [
        pagination
          ? `return $paginate(client, ${descriptor}, params, options);`
          : // Said, so that compilers need not infer it.
            `return client.call<${names.data}, ${names.result}>(${descriptor}, params, options);`,
      ],
      docs: docs(...describeOperation(operation, api)),
    },
  ];
}

function declareParams({ names, body }: Operation, { members }: Signature): StatementStructures {
  const description = docs([`Arguments of {@link ${names.function}}.`]);
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
    docs: description,
    properties: members.map(({ name, type, optional, parameter }) => ({
      name: toPropertyKey(name),
      // Callers compute optional values; undefined is the same as leaving the member out.
      type: optional ? `${type} | undefined` : type,
      hasQuestionToken: optional,
      isReadonly: true,
      docs: docs(
        [
          parameter
            ? (parameter.description ?? `In the ${parameter.in}.`)
            : (body?.description ?? "Request body."),
        ],
        parameter?.deprecated ? [["deprecated", ""]] : [],
      ),
    })),
  };
}

/** Under a name that no operation can have. */
const importPaginate: StatementStructures = {
  kind: StructureKind.ImportDeclaration,
  namedImports: [{ name: "paginate", alias: "$paginate" }],
  moduleSpecifier: "../runtime/paginate.js",
};

function importTypes(moduleSpecifier: string, namedImports: string[]): StatementStructures {
  return { kind: StructureKind.ImportDeclaration, isTypeOnly: true, namedImports, moduleSpecifier };
}

function optionalImport(moduleSpecifier: string, names: string[]): StatementStructures[] {
  return names.length > 0 ? [importTypes(moduleSpecifier, names)] : [];
}
