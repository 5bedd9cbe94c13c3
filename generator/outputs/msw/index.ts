import type { Contract } from "../../contract/index.js";
import type { HandlerData } from "../../mock/index.js";
import type { Api, Operation } from "../../model/index.js";
import { compareConcreteness, pathParametersOf } from "../../openapi/index.js";
import {
  docs,
  Reference,
  type Statement,
  type StatementStructures,
  StructureKind,
  toLiteral,
  toPropertyKey,
} from "../../typescript/index.js";
import type { BuiltInOutput } from "../built-in-output.js";
import {
  answeredTypes,
  checksOf,
  importGroups,
  importPrivately,
  inFolder,
  isModule,
  successStatuses,
} from "../client/index.js";
import type { OutputFile } from "../output-file.js";
import { CheckedSchemas } from "../schemas/checked-schemas.js";
import { keywordsTable } from "../schemas/validators.js";

/** The options of `msw`. */
export interface MswOptions {
  /** Other data; the same number gives the same. Default: 1. */
  readonly seed?: number;
  /** How many things a list has. Default: 5. */
  readonly items?: number;
}

const optionsSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    seed: {
      type: "integer",
      default: 1,
      description: "Other data; the same number gives the data of `mock --seed` with that number.",
    },
    items: { type: "integer", default: 5, description: "How many things a list has." },
  },
} satisfies Readonly<Record<string, unknown>>;

/**
 * `msw`: in `msw.ts`, handlers of Mock Service Worker that answer as `npx spec-tether mock` does. No
 * other module imports it, because only tests and development have that package.
 *
 * @param runtime in the client's language
 * @param data what they answer; nothing where only the types matter
 */
export function mswOutput(
  runtime: readonly OutputFile[],
  data: HandlerData = { collections: [], operations: {} },
): BuiltInOutput<MswOptions> {
  return {
    name: "msw",
    about:
      "`msw.ts`: handlers of [MSW](https://mswjs.io) for all operations, with the data of [mock](mock.md), and `answer`, to answer one of them otherwise.",
    options: optionsSchema,
    needs: () => ["client"],
    packages: ["msw@2"],
    claims: () => [],
    files: (contract, api) => [
      { path: "msw-data.ts", statements: declareData(contract, api, data) },
      { path: "msw.ts", statements: declareHandlers(api) },
      ...inFolder(runtime, "msw").filter(({ path }) => !isModule(path, "runtime/msw/index.ts")),
      ...inFolder(runtime, "observe").filter(({ path }) =>
        ["member-check", "patterns"].some((name) => isModule(path, `runtime/observe/${name}.ts`)),
      ),
      ...inFolder(runtime, "schemas"),
      ...checksOf(runtime),
    ],
  };
}

function declareData(
  contract: Contract,
  api: Api,
  { collections, operations }: HandlerData,
): readonly Statement[] {
  const schemas = new CheckedSchemas(contract);
  const answers = new Map(
    contract.operations.map((operation) => {
      const success = [...operation.responses.values()].find(({ isSuccess }) => isSuccess);
      const json = [...(success?.content.values() ?? [])].find(({ form }) => form === "json");
      return [`${operation.name.method} ${operation.name.path}`, json?.schema] as const;
    }),
  );
  // A path with a query of its own is more concrete than the same one without.
  const hasQuery = ({ path }: Operation) => Number(path.includes("?"));
  const sorted = [...api.operations].sort(
    (one, other) => compareConcreteness(one.path, other.path) || hasQuery(other) - hasQuery(one),
  );
  const described = sorted.map(({ names, method, path, servers }) => {
    const key = `${method} ${path}` as const;
    const { takesOver, ...own } = operations[key] ?? { usual: { status: 204 } };
    const parts = takesOver && answers.get(key);
    const description = {
      method,
      path,
      ...(servers && { servers: servers.map(({ url }) => url) }),
      ...own,
      ...(parts && { schema: schemas.use(parts) }),
    };
    return [names.function, description];
  });
  const table = keywordsTable(schemas.keywords());
  const value = {
    // Without a server of its own, an API is where its client says.
    servers: api.servers.length > 0 ? api.servers.map(({ url }) => url) : ["*"],
    collections,
    operations: Object.fromEntries(described),
    definitions: schemas.definitions(),
    keywords: new Reference(table.value),
  };
  return [
    importPrivately("./runtime/msw/mocked-api.js", ["MockedApi"], true),
    ...table.imports("./"),
    {
      kind: "constant",
      isApart: true,
      isExported: true,
      name: "data",
      type: "$MockedApi",
      value: toLiteral(value),
    },
  ];
}

function declareHandlers(api: Api): readonly Statement[] {
  const [first] = api.operations;
  const example = first?.names.function ?? "operation";
  return [
    ...imports(api),
    {
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: "AnswerOperation",
      typeParameters: ["Path", "Body", "Data", "Failure extends number", "Usual = Data"],
      type: "(answer?: Answer<Path, Body, Data, Failure, Usual>, options?: $RequestHandlerOptions) => $HttpHandler",
      docs: docs([
        "Makes a handler of one operation. Without an answer, it is the data of the mock.",
      ]),
    },
    {
      kind: StructureKind.Interface,
      isExported: true,
      name: "Answers",
      docs: docs(["What makes a handler, by operation."]),
      properties: api.groups.flatMap(({ binding, operations }) =>
        operations.map((operation) => ({
          name: toPropertyKey(operation.names.function),
          type: answerType(operation, `${binding}.`, api),
          isReadonly: true,
        })),
      ),
    },
    {
      kind: "constant",
      isApart: true,
      name: "makeHandler",
      type: "$MakeHandler<$HttpHandler, $RequestHandlerOptions>",
      value:
        "(method, path, resolver, options) => new $HttpHandler(method, path, resolver, options)",
    },
    {
      kind: "constant",
      name: "api",
      type: "$AnsweredApi",
      value: `{ ...$data, descriptors, statuses: ${toLiteral(successStatuses(api))} }`,
    },
    {
      kind: "constant",
      name: "usual",
      type: "MockedHandlers<Answers, $HttpHandler>",
      value: "$mockApi(api, makeHandler)",
    },
    {
      kind: "constant",
      isApart: true,
      isExported: true,
      name: "handlers",
      type: "readonly $HttpHandler[]",
      value: "usual.handlers",
      docs: docs([
        "Handlers of all operations at the servers of the spec: `setupServer(...handlers)`, `setupWorker(...handlers)`.",
      ]),
    },
    {
      kind: "constant",
      isApart: true,
      isExported: true,
      name: "answer",
      type: "Answers",
      value: "usual.answer",
      docs: docs([
        `Answers one operation otherwise: \`server.use(answer.${example}(…))\` takes data, \`reply\` for any status, a Response, or a function that gives one of these.`,
      ]),
    },
    {
      kind: StructureKind.Function,
      isExported: true,
      name: "mockAt",
      parameters: [{ name: "baseUrl", type: "string" }],
      returnType: "MockedHandlers<Answers, $HttpHandler>",
      statements: ["return $mockApi(api, makeHandler, baseUrl);"],
      docs: docs(
        [
          "The same handlers where the API is called at another address, such as `http://localhost:3000/api`, `/api` of the page, or `*/api` of any origin.",
        ],
        [["throws", "Error if that is no address"]],
      ),
    },
  ];
}

function answerType(operation: Operation, prefix: string, api: Api): string {
  const { params, data } = answeredTypes(operation, prefix, api);
  const { path, body, responses } = operation;
  const names = pathParametersOf(path);
  const values = names.map((name) => `readonly ${toPropertyKey(name)}: string`).join("; ");
  // On the wire, integers of 64 bits are numbers whatever the client makes of them.
  const isPlain = api.int64 === "number";
  const isJson = isPlain && body?.contents.every(({ form }) => form === "json");
  const failures = responses.flatMap(({ status, success }) =>
    typeof status === "number" && !success && status >= 400 ? [status] : [],
  );
  const success = responses.find((each) => each.success)?.content;
  const isSame = isPlain && (!success || success.form === "json");
  return `AnswerOperation<${[
    names.length > 0 ? `{ ${values} }` : "object",
    isJson ? `NonNullable<${params}["body"]>` : "unknown",
    data,
    failures.length > 0 ? failures.join(" | ") : "never",
    ...(isSame ? [] : ["unknown"]),
  ].join(", ")}>`;
}

function imports(api: Api): StatementStructures[] {
  return [
    {
      kind: StructureKind.ImportDeclaration,
      namedImports: [
        { name: "HttpHandler", alias: "$HttpHandler" },
        { name: "RequestHandlerOptions", alias: "$RequestHandlerOptions", isTypeOnly: true },
      ],
      moduleSpecifier: "msw",
    },
    {
      kind: StructureKind.ImportDeclaration,
      namedImports: [
        { name: "mockApi", alias: "$mockApi" },
        { name: "AnsweredApi", alias: "$AnsweredApi", isTypeOnly: true },
        { name: "MakeHandler", alias: "$MakeHandler", isTypeOnly: true },
        { name: "Answer", isTypeOnly: true },
        { name: "MockedHandlers", isTypeOnly: true },
      ],
      moduleSpecifier: "./runtime/msw/handlers.js",
    },
    {
      kind: StructureKind.ImportDeclaration,
      namedImports: [{ name: "data", alias: "$data" }],
      moduleSpecifier: "./msw-data.js",
    },
    {
      kind: StructureKind.ImportDeclaration,
      namespaceImport: "descriptors",
      moduleSpecifier: "./operations.js",
    },
    ...importGroups(api, true),
    {
      kind: StructureKind.ExportDeclaration,
      isTypeOnly: true,
      namedExports: ["Answer", "AnsweredCall", "MockedHandlers", "MockedRequest", "UsualResponse"],
      moduleSpecifier: "./runtime/msw/handlers.js",
    },
    {
      kind: StructureKind.ExportDeclaration,
      namedExports: [{ name: "Reply", isTypeOnly: true }, { name: "reply" }],
      moduleSpecifier: "./runtime/test-replies.js",
    },
  ];
}
