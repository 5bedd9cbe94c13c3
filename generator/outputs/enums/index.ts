import type { Api, EnumValues, NamedValues, Statement } from "../../model/index.js";
import { asInt64 } from "../../openapi/index.js";
import {
  docs,
  marked,
  printDocs,
  printModule,
  toLiteral,
  toMember,
  toPropertyKey,
} from "../../typescript/index.js";
import type { Output } from "../output.js";

export interface EnumsOptions {
  readonly inner?: boolean;
}

/** `enums`: in `enums.ts`, the values of each enum as a list, for choices and for checks. */
export const enumsOutput: Output<EnumsOptions, Api> = {
  name: "enums",
  about:
    "`enums.ts`: the values of each schema that is an enum, as a list, and by name where the spec has names.",
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      inner: {
        type: "boolean",
        default: false,
        description:
          "Whether to list the values of all enums, including those of properties, parameters and bodies, and not only those of schemas that are enums.",
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
      values ? emitEnum(`\`${type}\``, "Every value of", statement, values, api) : [],
    ),
    ...api.innerEnums.flatMap(({ of, values, statement }) =>
      emitEnum(of, "The values that the spec lists for", statement, values, api),
    ),
  ]);
}

/** The list of an enum's values, and an object of them if the spec has names for them. */
function emitEnum(
  of: string,
  about: string,
  statement: Statement | undefined,
  { name, list, isInt64, descriptions, named }: EnumValues,
  { int64 }: Api,
): string[] {
  const toValue = (value: unknown) => (isInt64 ? asInt64(value, int64) : value);
  const said = named ? [] : describeValues(list, descriptions);
  const comment = printDocs(docs([marked(`${about} ${of}.`, statement), said.join("\n")]));
  const values = `${comment}export const ${name} = ${toLiteral(list.map(toValue))} as const;`;
  return named ? [values, emitNames(of, statement, named, toValue)] : [values];
}

function emitNames(
  of: string,
  statement: Statement | undefined,
  { name, values }: NamedValues,
  toValue: (value: unknown) => unknown,
) {
  const members = values.map(
    ({ name: key, value, description }) =>
      `  ${printDocs(docs([description]), "  ")}${toPropertyKey(key)}: ${toMember(key, toValue(value), "  ")},\n`,
  );
  const comment = printDocs(docs([marked(`The values of ${of} by name.`, statement)]));
  return `${comment}export const ${name} = {\n${members.join("")}} as const;`;
}

/** The descriptions of the values, for an enum without names. */
function describeValues(list: EnumValues["list"], descriptions: readonly string[]): string[] {
  // If a value is listed twice, it is unknown which description is meant.
  if (descriptions.length !== list.length) return [];
  return list.map(
    (value, index) => `- \`${JSON.stringify(value)}\`: ${oneLine(descriptions[index])}`,
  );
}

const oneLine = (text = "") => text.replaceAll(/\s+/g, " ").trim();

function hasEnums({ schemas, innerEnums }: Api): boolean {
  return innerEnums.length > 0 || schemas.some(({ values }) => values !== undefined);
}
