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
import { recordedTablesOf } from "./recorded-api.js";

/**
 * `observe`: in `observe.ts`, what checks a sample of real answers against the spec as it was when
 * the client was generated, and in `record.ts` what records calls. No other module imports these, so
 * that only their users hold the spec's schemas, and what needs Node.
 *
 * @param runtime in the client's language
 */
export function observeOutput(runtime: readonly OutputFile[]): BuiltInOutput {
  return {
    name: "observe",
    about:
      "`observe.ts`: `createObserver`, which checks a sample of real answers against the spec; `record.ts`: `recordTo`, which writes recordings without their values. The client then takes `observe`.",
    options: {},
    needs: () => ["client"],
    packages: [],
    claims: () => [],
    files: (contract, api) => [
      { path: "observed-api.ts", statements: declareTables(contract, api) },
      { path: "observe.ts", statements: declareObserver() },
      { path: "record.ts", statements: declareRecorder(contract, api) },
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

function declareRecorder(contract: Contract, api: Api): readonly Statement[] {
  return [
    importPrivately("./runtime/observe/record-to.js", ["recordTo"]),
    importPrivately("./runtime/observe/masked-exchange.js", ["RecordedApi"], true),
    {
      kind: StructureKind.ImportDeclaration,
      isTypeOnly: true,
      namedImports: ["Recorder", "RecordOptions"],
      moduleSpecifier: "./runtime/observe/record-to.js",
    },
    {
      kind: StructureKind.ExportDeclaration,
      isTypeOnly: true,
      namedExports: ["Recorder", "RecorderCounts", "RecordOptions"],
      moduleSpecifier: "./runtime/observe/record-to.js",
    },
    {
      kind: "constant",
      isApart: true,
      name: "api",
      type: "$RecordedApi",
      value: toLiteral(recordedTablesOf(contract, api)),
    },
    {
      kind: StructureKind.Function,
      isExported: true,
      name: "recordTo",
      parameters: [
        { name: "folder", type: "string" },
        { name: "options", type: "RecordOptions", hasQuestionToken: true },
      ],
      returnType: "Recorder",
      statements: ["return $recordTo(api, folder, options);"],
      docs: docs(
        [
          "Records calls in a file of the folder, for `npx spec-tether verify` and `capture`; the client's option `observe` takes it. In place of texts, keys and long numbers there are others of the same kind. Needs Node, Bun or Deno.",
        ],
        [["throws", "InvalidArgumentError that names the option, if one cannot be used"]],
      ),
    },
  ];
}
