import type { Api } from "../model/index.js";
import { toLiteral } from "./text.js";
import { printModule } from "./typescript.js";

/** `enums.ts`: for each schema that is an enum, its values as a list to choose from or to check with. */
export function emitEnums(api: Api): string {
  return printModule(
    api.schemas.flatMap(({ type, values }) =>
      values
        ? `/** Every value of \`${type}\`. */\nexport const ${values.name} = ${toLiteral(values.list)} as const;`
        : [],
    ),
  );
}

export function hasEnums({ schemas }: Api): boolean {
  return schemas.some(({ values }) => values !== undefined);
}
