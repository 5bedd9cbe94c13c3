import type { Api, EnumValues, Statement } from "../../model/index.js";
import { marked, printModule, toComment, toLiteral } from "../../typescript/index.js";
import type { Output } from "../output.js";

export interface EnumsOptions {
  readonly inner?: boolean;
}

/** `enums`: in `enums.ts`, for each enum, its values as a list to choose from or to check with. */
export const enumsOutput: Output<EnumsOptions, Api> = {
  name: "enums",
  about: "`enums.ts`: the values of each schema that is an enum, as a list.",
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      inner: {
        type: "boolean",
        default: false,
        description:
          "Whether there are lists of the values of all enums, and not only of the schemas that are one: of properties, parameters and bodies, too.",
      },
    },
  },
  packages: [],
  claims: () => [],
  files: (_, api) => (hasEnums(api) ? [{ path: "enums.ts", text: printEnums(api) }] : []),
  exports: (_, api) => (hasEnums(api) ? [{ module: "enums.ts", isTypeOnly: false }] : []),
};

function printEnums(api: Api): string {
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

function hasEnums({ schemas, innerEnums }: Api): boolean {
  return innerEnums.length > 0 || schemas.some(({ values }) => values !== undefined);
}
