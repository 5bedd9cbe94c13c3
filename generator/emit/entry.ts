import type { Api } from "../model/index.js";
import { hasEnums } from "./enums.js";
import { type ExportDeclarationStructure, printModule, StructureKind } from "./typescript.js";

/** `index.ts`: everything that the package exports. */
export function emitEntry(api: Api, isChecked: boolean): string {
  const exportAll = (moduleSpecifier: string, isTypeOnly = false): ExportDeclarationStructure => ({
    kind: StructureKind.ExportDeclaration,
    moduleSpecifier,
    isTypeOnly,
  });
  return printModule([
    ...(isChecked ? [] : [`import type {} from "./runtime/needs.js";`]),
    exportAll("./client.js"),
    ...api.groups.map(({ module }) => exportAll(`./groups/${module}.js`)),
    {
      kind: StructureKind.ExportDeclaration,
      namespaceExport: "descriptors",
      moduleSpecifier: "./operations.js",
    },
    {
      kind: StructureKind.ExportDeclaration,
      namedExports: [{ name: "InferredOperationId", isTypeOnly: true }],
      moduleSpecifier: "./operations.js",
    },
    exportAll("./runtime/index.js"),
    ...(api.sharedNames.length > 0
      ? [
          {
            ...exportAll("./runtime/index.js"),
            namedExports: api.sharedNames.map(({ name, isType }) => ({ name, isTypeOnly: isType })),
          },
        ]
      : []),
    exportAll("./types.js", true),
    ...(hasEnums(api) ? [exportAll("./enums.js")] : []),
    ...(api.webhooks ? [exportAll("./webhooks.js")] : []),
  ]);
}
