import type { Api, EnumValues } from "../model/index.js";
import { toComment, toLiteral } from "./text.js";
import { printModule } from "./typescript.js";

/** `enums.ts`: for each enum, its values as a list to choose from or to check with. */
export function emitEnums(api: Api): string {
  return printModule([
    ...api.schemas.flatMap(({ type, values }) =>
      values ? [emitList(`Every value of \`${type}\`.`, values)] : [],
    ),
    ...api.innerEnums.map(({ of, values }) =>
      emitList(`The values that the spec lists for ${of}.`, values),
    ),
  ]);
}

function emitList(about: string, { name, list }: EnumValues): string {
  return `/** ${toComment(about)} */\nexport const ${name} = ${toLiteral(list)} as const;`;
}

export function hasEnums({ schemas, innerEnums }: Api): boolean {
  return innerEnums.length > 0 || schemas.some(({ values }) => values !== undefined);
}
