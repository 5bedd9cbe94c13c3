import type { Api } from "../model/index.js";
import {
  type ExportDeclarationStructure,
  type Statement,
  StructureKind,
} from "../typescript/index.js";
import { hasProvenance } from "./client/documentation.js";
import type { Exported } from "./output.js";

/** `index.ts`: everything that the package exports. */
export function declareEntry(
  api: Api,
  exported: readonly Exported[],
  isChecked: boolean,
): readonly Statement[] {
  const hasRuntime = exported.some(({ module }) => module === "client.ts");
  return [
    ...(isChecked || !hasRuntime ? [] : [`import type {} from "./runtime/compiler-settings.js";`]),
    ...exported.map(exportAll),
    ...(hasRuntime ? exportsOfClient(api) : []),
  ];
}

function exportAll({ module, isTypeOnly }: Exported): ExportDeclarationStructure {
  return {
    kind: StructureKind.ExportDeclaration,
    moduleSpecifier: toSpecifier(module),
    isTypeOnly,
  };
}

const toSpecifier = (module: string) => `./${module.replace(/\.ts$/, ".js")}`;

const inferredIds: ExportDeclarationStructure = {
  kind: StructureKind.ExportDeclaration,
  namedExports: [{ name: "InferredOperationId", isTypeOnly: true }],
  moduleSpecifier: "./operations.js",
};

function exportsOfClient(api: Api): ExportDeclarationStructure[] {
  return [
    ...(hasProvenance(api) ? [inferredIds] : []),
    ...(api.sharedNames.length > 0
      ? [
          {
            ...exportAll({ module: "runtime/index.ts", isTypeOnly: false }),
            namedExports: api.sharedNames.map(({ name, isType }) => ({ name, isTypeOnly: isType })),
          },
        ]
      : []),
  ];
}
