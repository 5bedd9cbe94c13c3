import type { Api } from "../model/index.js";
import { markOf } from "./known.js";
import { printOpenApiTypes } from "./openapi-types.js";
import { toStringLiteral } from "./text.js";
import { docs, printModule, StructureKind } from "./typescript.js";

/** `types.ts`: the spec's types as openapi-typescript writes them, and a name for each schema. */
export function emitTypes(api: Api): string {
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
