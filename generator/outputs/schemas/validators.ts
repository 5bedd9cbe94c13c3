import { schemasIn } from "../../openapi/index.js";
import {
  type ConstantStructure,
  type Statement,
  type StatementStructures,
  StructureKind,
} from "../../typescript/index.js";
import type { OutputModule } from "../built-in-output.js";

/** A module of schemas, by its path in `schemas/` without an extension. */
interface SchemaModule {
  readonly path: string;
  readonly constants: readonly ConstantStructure[];
}

/**
 * In `schemas/validators/`, each schema as one that other libraries take. They share a table of the
 * keywords that any schema of the API has, so that a bundle holds no others.
 *
 * @param used keywords that the schemas have
 */
export function declareValidators(
  modules: readonly SchemaModule[],
  used: ReadonlySet<string>,
): readonly OutputModule[] {
  if (modules.length === 0) return [];
  return [
    { path: "schemas/keywords.ts", statements: declareKeywords(used) },
    ...modules.map(({ path, constants }) => ({
      path: `schemas/validators/${path}.ts`,
      statements: declareModule(path, constants),
    })),
  ];
}

function declareModule(path: string, constants: readonly ConstantStructure[]): Statement[] {
  const up = path.includes("/") ? "../../" : "../";
  // `types.ts` has the types of components as they are received.
  const isTyped = path === "components";
  return [
    {
      kind: StructureKind.ImportDeclaration,
      namedImports: [
        { name: "StandardSchema", alias: "$StandardSchema", isTypeOnly: true },
        { name: "toStandardSchema", alias: "$toStandardSchema" },
      ],
      moduleSpecifier: `${up}../runtime/validate/standard.js`,
    },
    ...(isTyped ? [importAll("$types", "../../types.js", true)] : []),
    importAll("$schemas", `${up}${path}.js`),
    {
      kind: StructureKind.ImportDeclaration,
      namedImports: [{ name: "keywords", alias: "$keywords" }],
      moduleSpecifier: `${up}keywords.js`,
    },
    ...constants.map((constant) => ({
      ...constant,
      type: `$StandardSchema<${isTyped ? `$types.${constant.name}` : "unknown"}>`,
      value: `/* @__PURE__ */ $toStandardSchema($schemas.${constant.name}, $keywords)`,
    })),
  ];
}

function importAll(name: string, moduleSpecifier: string, isTypeOnly = false): StatementStructures {
  return {
    kind: StructureKind.ImportDeclaration,
    namespaceImport: name,
    isTypeOnly,
    moduleSpecifier,
  };
}

/** `keywords.ts`: the functions that check the keywords, by keyword. */
function declareKeywords(used: ReadonlySet<string>): readonly Statement[] {
  const { imports, value } = keywordsTable(used);
  return [
    {
      kind: StructureKind.ImportDeclaration,
      isTypeOnly: true,
      namedImports: ["Keywords"],
      moduleSpecifier: "../runtime/validate/check.js",
    },
    ...imports("../"),
    {
      kind: "constant",
      isApart: true,
      isExported: true,
      name: "keywords",
      type: "Keywords",
      value,
    },
  ];
}

/** The functions of keywords by keyword, as source text, and the imports that it needs. */
export function keywordsTable(used: ReadonlySet<string>): {
  readonly imports: (up: string) => readonly StatementStructures[];
  readonly value: string;
} {
  const checked = checkedKeywords.filter((keyword) => used.has(keyword));
  const members = checked.map((keyword) => `${keyword}: ${nameOfKeyword(keyword)}`);
  return {
    imports: (up) =>
      checked.length === 0
        ? []
        : [
            {
              kind: StructureKind.ImportDeclaration,
              namedImports: checked.map(nameOfKeyword),
              moduleSpecifier: `${up}runtime/validate/keywords.js`,
            },
          ],
    value: members.length === 0 ? "{}" : `{ ${members.join(", ")} }`,
  };
}

/** The keywords that `runtime/validate/keywords.ts` has a function for. */
export const checkedKeywords: readonly string[] = [
  ...["$ref", "additionalProperties", "allOf", "anyOf", "const", "contains"],
  ...["dependentRequired", "dependentSchemas", "enum", "exclusiveMaximum", "exclusiveMinimum"],
  ...["format", "if", "items", "maxItems", "maxLength", "maxProperties", "maximum", "minItems"],
  ...["minLength", "minProperties", "minimum", "multipleOf", "not", "oneOf", "pattern"],
  ...["patternProperties", "prefixItems", "properties", "propertyNames", "required", "type"],
  ...["unevaluatedItems", "unevaluatedProperties", "uniqueItems"],
];

/** What the function of a keyword is called: some are words of the language. */
export function nameOfKeyword(keyword: string): string {
  if (keyword === "$ref") return "ref";
  return ["enum", "const", "if"].includes(keyword) ? `${keyword}Keyword` : keyword;
}

/** The keywords of a schema and of all in it. */
export function keywordsIn(schema: unknown): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => [
    keyword,
    ...schemasIn(keyword, value).flatMap(keywordsIn),
  ]);
}
