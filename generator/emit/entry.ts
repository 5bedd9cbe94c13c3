import type { Api } from "../model/index.js";
import { printModule, type StatementStructures, StructureKind } from "./typescript.js";

/** `index.ts`: everything that the package exports. */
export function emitEntry(api: Api): string {
  const exportAll = (moduleSpecifier: string, isTypeOnly = false): StatementStructures => ({
    kind: StructureKind.ExportDeclaration,
    moduleSpecifier,
    isTypeOnly,
  });
  return printModule([
    exportAll("./client.js"),
    ...api.groups.map(({ module }) => exportAll(`./groups/${module}.js`)),
    {
      kind: StructureKind.ExportDeclaration,
      namedExports: ["descriptors", { name: "InferredOperationId", isTypeOnly: true }],
      moduleSpecifier: "./operations.js",
    },
    exportAll("./runtime/index.js"),
    exportAll("./types.js", true),
  ]);
}
