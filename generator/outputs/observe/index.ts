import type { Contract } from "../../contract/index.js";
import type { Api } from "../../model/index.js";
import {
  docs,
  Reference,
  type Statement,
  StructureKind,
  toLiteral,
} from "../../typescript/index.js";
import type { BuiltInOutput } from "../built-in-output.js";
import { checksOf, importPrivately, inFolder, isModule } from "../client/index.js";
import type { OutputFile } from "../output-file.js";
import { keywordsTable } from "../schemas/validators.js";
import { tablesOf } from "./observed-api.js";

/**
 * `observe`: in `observe.ts`, what checks a sample of real answers against the spec as it was when
 * the client was generated. No other module imports it, so that only its users hold the spec's
 * schemas.
 *
 * @param runtime in the client's language
 */
export function observeOutput(runtime: readonly OutputFile[]): BuiltInOutput {
  return {
    name: "observe",
    about:
      "`observe.ts`: `createObserver`, which checks a sample of real answers against the spec; the client then takes `observe`.",
    options: {},
    needs: () => ["client"],
    packages: [],
    claims: () => [],
    files: (contract, api) => [
      { path: "observed-api.ts", statements: declareTables(contract, api) },
      { path: "observe.ts", statements: declareObserver() },
      ...inFolder(runtime, "observe").filter(
        ({ path }) => !isModule(path, "runtime/observe/index.ts"),
      ),
      ...inFolder(runtime, "schemas"),
      ...checksOf(runtime),
    ],
  };
}

function declareTables(contract: Contract, api: Api): readonly Statement[] {
  const { keywords, ...tables } = tablesOf(contract, api);
  const table = keywordsTable(keywords);
  return [
    importPrivately("./runtime/observe/observed-api.js", ["ObservedApi"], true),
    ...table.imports("./"),
    {
      kind: "constant",
      isApart: true,
      isExported: true,
      name: "api",
      type: "$ObservedApi",
      value: toLiteral({ keywords: new Reference(table.value), ...tables }),
    },
  ];
}

function declareObserver(): readonly Statement[] {
  return [
    importPrivately("./runtime/observe/create-observer.js", ["createObserver"]),
    {
      kind: StructureKind.ImportDeclaration,
      isTypeOnly: true,
      namedImports: ["ApiObserver", "ObserverOptions"],
      moduleSpecifier: "./runtime/observe/create-observer.js",
    },
    {
      kind: StructureKind.ImportDeclaration,
      namedImports: [{ name: "api", alias: "$api" }],
      moduleSpecifier: "./observed-api.js",
    },
    {
      kind: StructureKind.ExportDeclaration,
      isTypeOnly: true,
      namedExports: ["ApiObserver", "ObserverCounts", "ObserverFinding", "ObserverOptions"],
      moduleSpecifier: "./runtime/observe/create-observer.js",
    },
    {
      kind: StructureKind.Function,
      isExported: true,
      name: "createObserver",
      parameters: [{ name: "options", type: "ObserverOptions" }],
      returnType: "ApiObserver",
      statements: ["return $createObserver($api, options);"],
      docs: docs(
        [
          "Creates what the client's option `observe` takes. It checks a sample of answers after they are handed over, and changes, delays and fails no call.",
        ],
        [["throws", "InvalidArgumentError that names the option, if one cannot be used"]],
      ),
    },
  ];
}
