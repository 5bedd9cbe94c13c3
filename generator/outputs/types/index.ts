import type { Api } from "../../model/index.js";
import {
  docs,
  markOf,
  printModule,
  printOpenApiTypes,
  StructureKind,
  toStringLiteral,
} from "../../typescript/index.js";
import type { NoOptions, Output } from "../output.js";

/** `types`: in `types.ts`, a type for each schema. */
export const typesOutput: Output<NoOptions, Api> = {
  name: "types",
  about: "`types.ts`: a type for each schema.",
  options: {},
  packages: [],
  claims: () => [],
  files: (_, api) => [{ path: "types.ts", text: printTypes(api) }],
  exports: () => [{ module: "types.ts", isTypeOnly: true }],
};

function printTypes(api: Api): string {
  const { declarations, definitions } = printOpenApiTypes(api);
  const aliases = printModule(
    api.schemas.map(({ key, type, description, statement }) => ({
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: type,
      type: definitions.get(key) ?? `components["schemas"][${toStringLiteral(key)}]`,
      docs: docs([description, markOf(statement)]),
    })),
  );
  return `${declarations}\n${aliases}`;
}
