import type { Api } from "../../model/index.js";
import {
  docs,
  importTypes,
  Reference,
  type Statement,
  StructureKind,
  toLiteral,
} from "../../typescript/index.js";
import type { BuiltInOutput } from "../built-in-output.js";
import { inFolder, withoutCredential } from "../client/index.js";
import type { OutputFile } from "../output-file.js";

/**
 * `fetch`: in `fetch.ts`, openapi-fetch's client over `paths`, which sends through the client's
 * runtime. A separate module that no other imports, because only its users need the package.
 *
 * @param runtime in the client's language
 */
export function fetchOutput(runtime: readonly OutputFile[]): BuiltInOutput {
  return {
    name: "fetch",
    about:
      "`fetch.ts`: `create<Name>Fetch`, openapi-fetch's client over `paths`, with this client's credentials, retries and time limits, and its refusal of inferred operations.",
    options: {},
    needs: () => ["client", "paths"],
    // The version that the runtime and these types are tested with (docs/adr/0002).
    packages: ["openapi-fetch@0.17.0"],
    claims: () => [],
    files: (_, api) => [
      { path: "fetch.ts", statements: declareFetch(api) },
      // In a separate folder, so that the runtime of all other clients neither contains nor imports
      // it.
      ...inFolder(runtime, "fetch"),
    ],
  };
}

function declareFetch(api: Api): readonly Statement[] {
  const { name } = api;
  const options = `${name}FetchOptions`;
  const optionsType = withoutCredential(api, options);
  const ofApi = [...api.security.schemes, ...api.clientParameters].map(({ option }) => option);
  const example = api.operations.find(({ method }) => method === "GET") ?? api.operations[0];
  const call = example && `\`client.${example.method}(${toLiteral(example.path)}, …)\``;
  return [
    {
      kind: StructureKind.ImportDeclaration,
      namedImports: [
        { name: "createFetch", alias: "$createFetch" },
        { name: "FetchOperations", isTypeOnly: true },
        { name: "OpenApiClient", isTypeOnly: true },
        { name: "OpenApiFetchOptions", isTypeOnly: true },
      ],
      moduleSpecifier: "./runtime/fetch/client.js",
    },
    {
      kind: StructureKind.ImportDeclaration,
      namedImports: [{ name: `create${name}Client` }, { name: `${name}Options`, isTypeOnly: true }],
      moduleSpecifier: "./client.js",
    },
    importTypes("./paths.js", ["paths"]),
    ...(optionsType === options
      ? []
      : [importTypes("./runtime/options.js", ["WithoutCredential"])]),
    {
      kind: StructureKind.ImportDeclaration,
      namespaceImport: "descriptors",
      moduleSpecifier: "./operations.js",
    },
    {
      kind: "constant",
      name: "operations",
      type: "FetchOperations<paths>",
      value: toLiteral(operationsOf(api)),
    },
    {
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: options,
      type: `${name}Options & Omit<OpenApiFetchOptions, keyof ${name}Options>`,
      docs: docs([`Options of \`create${name}Fetch\`: the client's, and openapi-fetch's own.`]),
    },
    {
      kind: StructureKind.Function,
      isExported: true,
      name: `create${name}Fetch`,
      parameters: [{ name: "options", type: optionsType }],
      returnType: "OpenApiClient<paths>",
      // In two steps: what is returned at once would be inferred from, and comparing openapi-fetch's
      // types with each other takes the compiler longer than all the rest of a client.
      statements: [
        `const made = $createFetch(create${name}Client, operations, ${toLiteral(ofApi)}, options);`,
        "return made;",
      ],
      docs: docs(
        [
          `Creates openapi-fetch's client over this API's \`paths\`${call ? `: ${call}` : ""}. Credentials, retries, time limits and hooks work as in the client. A call returns \`{ data, error, response }\` for every status, and rejects if there is no response. A call also takes \`SendOptions\` and \`idempotencyKey\`.`,
          "For a failure without a body, `error` is a `StatusError`.",
        ],
        [["throws", "InvalidArgumentError that names the option, if one is missing or invalid"]],
      ),
    },
  ];
}

/**
 * Descriptors by method and path, as in `paths`: a call does not identify its operation in any
 * other way.
 */
function operationsOf({ operations }: Api): Readonly<Record<string, Reference>> {
  return Object.fromEntries(
    operations.map(({ method, path, names }) => [
      `${method} ${path}`,
      new Reference(`descriptors.${names.function}`),
    ]),
  );
}
