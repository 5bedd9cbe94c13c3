import { type StatementStructures, StructureKind } from "../../typescript/index.js";

/** An import of parts of the runtime, each under a name that nothing in an API can have. */
export function importPrivately(
  moduleSpecifier: string,
  names: readonly string[],
  isTypeOnly = false,
): StatementStructures {
  return {
    kind: StructureKind.ImportDeclaration,
    isTypeOnly,
    namedImports: names.map((name) => ({ name, alias: `$${name}` })),
    moduleSpecifier,
  };
}
