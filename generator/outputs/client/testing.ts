import type { Api, Operation, SecurityScheme } from "../../model/index.js";
import {
  docs,
  type Statement,
  type StatementStructures,
  StructureKind,
  toLiteral,
  toPropertyKey,
  toStringLiteral,
} from "../../typescript/index.js";
import type { ClientAdditions } from "./additions.js";
import { ownCallOptions } from "./call-options.js";
import { printFacade, printOwnOptions } from "./facade.js";
import { importGroups } from "./import-groups.js";
import { signatureOf } from "./signature.js";

/**
 * `testing.ts`: `createTestClient`, the client whose calls are answered by functions. Its own names
 * are the same in every client, and what it imports has others.
 */
export function emitTesting(api: Api, additions: ClientAdditions): readonly Statement[] {
  const example = api.operations[0]?.names.function ?? "operation";
  return [
    ...imports(api),
    {
      kind: StructureKind.Interface,
      isExported: true,
      name: "TestHandlers",
      docs: docs(["What answers the calls of a test, by operation."]),
      properties: api.groups.flatMap(({ binding, operations }) =>
        operations.map((operation) => ({
          name: toPropertyKey(operation.names.function),
          type: `${handlerType(operation, `${binding}.`, api)} | undefined`,
          hasQuestionToken: true,
          isReadonly: true,
        })),
      ),
    },
    {
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: "TestOptions",
      type: `Partial<Omit<$Options, "fetch" | "maxConcurrency">>`,
      docs: docs([
        "Options of the client, none of which is required. Defaults: credentials that mean nothing; `maxRetries` and `retryDelayMs` are 0.",
      ]),
    },
    {
      kind: StructureKind.Interface,
      isExported: true,
      name: "TestClient",
      extends: ["$Facade", "Omit<$Client, keyof $Facade>", "TestMembers<TestHandlers>"],
      docs: docs([
        "The facade, and the client that standalone functions take. If a group of the API is called like a member of that client, these take `$client`.",
      ]),
    },
    {
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: "TestCall",
      type: "$TestCall<TestHandlers>",
      docs: docs(["A call that a handler was asked to answer; `operation` tells which."]),
    },
    ...declareSetup(api, additions),
    {
      kind: StructureKind.Function,
      isExported: true,
      name: "createTestClient",
      parameters: [
        { name: "handlers", type: "TestHandlers", hasQuestionToken: true },
        { name: "options", type: "TestOptions", hasQuestionToken: true },
      ],
      returnType: "TestClient",
      statements: ["return $createTestClient(api, handlers, options);"],
      docs: docs(
        [
          `Creates a client that sends nothing: functions answer its calls, \`createTestClient({ ${example}: () => … })\`. Otherwise it is the client, and checks, hooks and errors are the same. The call of an operation without a handler rejects with MissingHandlerError.`,
        ],
        [["throws", "Error that names a handler without an operation"]],
      ),
    },
  ];
}

function handlerType(operation: Operation, prefix: string, api: Api): string {
  const { params, data } = answeredTypes(operation, prefix, api);
  return `TestHandler<${params}, ${data}>`;
}

/** The types of what a call is given, and of its data, in whatever media type it asks for. */
export function answeredTypes(
  operation: Operation,
  prefix: string,
  api: Api,
): { readonly params: string; readonly data: string } {
  const { names, accepts } = operation;
  const isChosen = signatureOf(operation, api).accept.used !== "";
  const chosen = isChosen ? `<${accepts.map(toStringLiteral).join(" | ")}>` : "";
  return { params: `${prefix}${names.params}${chosen}`, data: `${prefix}${names.data}${chosen}` };
}

function imports(api: Api): StatementStructures[] {
  return [
    {
      kind: StructureKind.ImportDeclaration,
      namedImports: [
        { name: "createTestClient", alias: "$createTestClient" },
        { name: "TestCall", alias: "$TestCall", isTypeOnly: true },
        // A client without operations has no handlers.
        ...[...(api.operations.length > 0 ? ["TestHandler"] : []), "TestMembers", "TestedApi"].map(
          (name) => ({ name, isTypeOnly: true }),
        ),
      ],
      moduleSpecifier: "./runtime/testing.js",
    },
    {
      kind: StructureKind.ImportDeclaration,
      namedImports: [
        { name: "bind", alias: "$bind" },
        { name: "Client", alias: "$Client", isTypeOnly: true },
      ],
      moduleSpecifier: "./runtime/client.js",
    },
    {
      kind: StructureKind.ImportDeclaration,
      namedImports: [
        { name: `create${api.name}Client`, alias: "$createClient" },
        { name: api.name, alias: "$Facade", isTypeOnly: true },
        { name: `${api.name}Options`, alias: "$Options", isTypeOnly: true },
      ],
      moduleSpecifier: "./client.js",
    },
    {
      kind: StructureKind.ImportDeclaration,
      namespaceImport: "descriptors",
      moduleSpecifier: "./operations.js",
    },
    ...importGroups(api),
    {
      kind: StructureKind.ExportDeclaration,
      namedExports: [{ name: "MissingHandlerError" }, { name: "TestHandler", isTypeOnly: true }],
      moduleSpecifier: "./runtime/testing.js",
    },
    {
      kind: StructureKind.ExportDeclaration,
      namedExports: [{ name: "Reply", isTypeOnly: true }, { name: "reply" }],
      moduleSpecifier: "./runtime/test-replies.js",
    },
  ];
}

function declareSetup(api: Api, additions: ClientAdditions): Statement[] {
  const named = ownCallOptions(additions);
  const ofCalls = named === undefined ? "" : `\n  ownCallOptions: ${named},`;
  const options = {
    ...(api.servers.length === 0 ? { baseUrl: "http://test.invalid" } : {}),
    ...Object.fromEntries(
      api.security.schemes.map((scheme) => [scheme.option, credentialOf(scheme)]),
    ),
  };
  const statuses = successStatuses(api);
  const tested = `{
  createClient: $createClient,
  options: ${toLiteral(options)},
  bind: (client) => $bind(client, facade),
  ownOptions: ${printOwnOptions(api, additions)},${ofCalls}
  operations: descriptors,
  statuses: ${toLiteral(statuses)},
}`;
  return [
    { kind: "constant", isApart: true, name: "facade", value: printFacade(api) },
    { kind: "constant", name: "api", type: "TestedApi", value: tested },
  ];
}

/** By function, of operations whose successes have others than the usual. */
export function successStatuses({ operations }: Api): Readonly<Record<string, object>> {
  return Object.fromEntries(
    operations.flatMap((operation) => {
      const other = statusesOf(operation);
      return Object.keys(other).length > 0 ? [[operation.names.function, other]] : [];
    }),
  );
}

/** What the runtime does not take for granted: 200, and without data the status of those with it. */
function statusesOf({ responses }: Operation): Readonly<Record<string, number>> {
  const statusOf = (hasContent: boolean) =>
    responses
      .filter(({ success, content }) => success && (content !== undefined) === hasContent)
      .map(({ status }) => status)
      .find((status) => typeof status === "number");
  const data = statusOf(true) ?? 200;
  const none = statusOf(false) ?? data;
  return { ...(data === 200 ? {} : { data }), ...(none === data ? {} : { none }) };
}

/** Unlike anything in a test's data, where an error would take it for an echo of the credential. */
function credentialOf({ option, kind }: SecurityScheme): unknown {
  const text = `test-${option}`;
  return kind === "basic" ? { username: `${text}-name`, password: `${text}-password` } : text;
}
