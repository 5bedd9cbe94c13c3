import type { Api } from "../../model/index.js";
import { type StatementStructures, StructureKind } from "../../typescript/index.js";

/** Imports of the modules of all groups, each as a namespace. */
export function importGroups({ groups }: Api, isTypeOnly = false): StatementStructures[] {
  return groups.map(({ binding, module }) => ({
    kind: StructureKind.ImportDeclaration,
    isTypeOnly,
    namespaceImport: binding,
    moduleSpecifier: `./groups/${module}.js`,
  }));
}
