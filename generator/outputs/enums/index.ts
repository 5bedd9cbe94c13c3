import type {
  Api,
  EnumValues,
  NamedValues,
  Statement as ProvenanceStatement,
} from "../../model/index.js";
import { asInt64 } from "../../openapi/index.js";
import {
  type ConstantStructure,
  docs,
  marked,
  objectType,
  printDocs,
  type Statement,
  toLiteral,
  toLiteralType,
  toMember,
  toPropertyKey,
} from "../../typescript/index.js";
import type { BuiltInOutput } from "../built-in-output.js";

type Provenance = ProvenanceStatement | undefined;

export interface EnumsOptions {
  readonly inner?: boolean;
}

/** `enums`: in `enums.ts`, the values of each enum as a list, for choices and for checks. */
export const enumsOutput: BuiltInOutput<EnumsOptions> = {
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
  files: (_, api) => (hasEnums(api) ? [{ path: "enums.ts", statements: declareEnums(api) }] : []),
  exports: (_, api) => (hasEnums(api) ? [{ module: "enums.ts", isTypeOnly: false }] : []),
};

function declareEnums(api: Api): readonly Statement[] {
  return [
    ...api.schemas.flatMap(({ type, values, statement }) =>
      values ? emitEnum(`\`${type}\``, "Every value of", statement, values, api) : [],
    ),
    ...api.innerEnums.flatMap(({ of, values, statement }) =>
      emitEnum(of, "The values that the spec lists for", statement, values, api),
    ),
  ];
}

/** The list of an enum's values, and an object of them if the spec has names for them. */
function emitEnum(
  of: string,
  about: string,
  statement: Provenance,
  { name, list, isInt64, descriptions, named }: EnumValues,
  { int64 }: Api,
): ConstantStructure[] {
  const toValue = (value: unknown) => (isInt64 ? asInt64(value, int64) : value);
  const said = named ? [] : describeValues(list, descriptions);
  const shown = list.map(toValue);
  const values: ConstantStructure = {
    ...{ kind: "constant", isExported: true, isLiteral: true, name },
    docs: docs([marked(`${about} ${of}.`, statement), said.join("\n")]),
    type: toLiteralType(shown),
    value: toLiteral(shown),
  };
  return named ? [values, emitNames(of, statement, named, toValue)] : [values];
}

function emitNames(
  of: string,
  statement: Provenance,
  { name, values }: NamedValues,
  toValue: (value: unknown) => unknown,
): ConstantStructure {
  const members = values.map(
    ({ name: key, value, description }) =>
      `  ${printDocs(docs([description]), "  ")}${toPropertyKey(key)}: ${toMember(key, toValue(value), "  ")},\n`,
  );
  const types = values.map(({ name: key, value, description }) => ({
    name: toPropertyKey(key),
    type: toLiteralType(toValue(value)),
    isReadonly: true,
    docs: docs([description]),
  }));
  return {
    ...{ kind: "constant", isExported: true, isLiteral: true, name },
    docs: docs([marked(`The values of ${of} by name.`, statement)]),
    type: objectType(types),
    value: `{\n${members.join("")}}`,
  };
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
