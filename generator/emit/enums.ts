import type { Api, EnumValues, Statement } from "../model/index.js";
import { marked } from "./known.js";
import { toComment, toLiteral } from "./text.js";
import { printModule } from "./typescript.js";

/** `enums.ts`: for each enum, its values as a list to choose from or to check with. */
export function emitEnums(api: Api): string {
  return printModule([
    ...api.schemas.flatMap(({ type, values, statement }) =>
      values ? [emitList(`Every value of \`${type}\`.`, statement, values)] : [],
    ),
    ...api.innerEnums.map(({ of, values, statement }) =>
      emitList(`The values that the spec lists for ${of}.`, statement, values),
    ),
  ]);
}

function emitList(
  about: string,
  statement: Statement | undefined,
  { name, list }: EnumValues,
): string {
  return `/** ${toComment(marked(about, statement))} */\nexport const ${name} = ${toLiteral(list)} as const;`;
}

export function hasEnums({ schemas, innerEnums }: Api): boolean {
  return innerEnums.length > 0 || schemas.some(({ values }) => values !== undefined);
}
