import { type StatementStructures, StructureKind } from "../../typescript/index.js";
import type { ClientAdditions } from "./additions.js";

/** The options of a call, where they are more than those of every client. */
export function importCallOptions(
  up: string,
  { validates }: ClientAdditions,
): readonly StatementStructures[] {
  if (!validates) return [];
  return [
    {
      kind: StructureKind.ImportDeclaration,
      isTypeOnly: true,
      namedImports: [{ name: "ValidatedCallOptions", alias: "CallOptions" }],
      moduleSpecifier: `${up}runtime/validate/validating-client.js`,
    },
  ];
}

/** The names of these options, as source text; undefined if there are none. */
export function ownCallOptions({ validates }: ClientAdditions): string | undefined {
  return validates ? '["validate"]' : undefined;
}
