import type {
  ExportDeclarationStructure,
  FunctionDeclarationStructure,
  ImportDeclarationStructure,
  ImportSpecifierStructure,
  InterfaceDeclarationStructure,
  JSDocStructure,
  OptionalKind,
  PropertySignatureStructure,
  StructureKind as TsMorphKind,
  TypeAliasDeclarationStructure,
} from "ts-morph";
import { toComment } from "./text.js";

export type { ExportDeclarationStructure } from "ts-morph";

/** The ts-morph structures that modules consist of. */
export type StatementStructures =
  | ExportDeclarationStructure
  | FunctionDeclarationStructure
  | ImportDeclarationStructure
  | InterfaceDeclarationStructure
  | TypeAliasDeclarationStructure;

/** A structure, or source text made of literals and assigned names. */
export type Statement = StatementStructures | string;

type Docs = readonly OptionalKind<JSDocStructure>[];
type Parameters = FunctionDeclarationStructure["parameters"];

/** The same numbers as in ts-morph, so that it need not be loaded. */
export const StructureKind = {
  ExportDeclaration: 11 as TsMorphKind.ExportDeclaration,
  Function: 13 as TsMorphKind.Function,
  ImportDeclaration: 16 as TsMorphKind.ImportDeclaration,
  Interface: 19 as TsMorphKind.Interface,
  TypeAlias: 38 as TsMorphKind.TypeAlias,
};

export function importTypes(
  moduleSpecifier: string,
  namedImports: string[],
): ImportDeclarationStructure {
  return { kind: StructureKind.ImportDeclaration, isTypeOnly: true, namedImports, moduleSpecifier };
}

/**
 * Prints a module like ts-morph, but without it: ts-morph parses what it has printed, which takes
 * most of its time and memory and has no use here. A test compares the two (docs/adr/0013).
 */
export function printModule(statements: readonly Statement[]): string {
  const printed: string[] = [];
  let isAfterBlock = false;
  for (const statement of statements) {
    const text = typeof statement === "string" ? statement : printStatement(statement);
    const isBlock =
      typeof statement !== "string" &&
      (statement.kind === StructureKind.Function || statement.kind === StructureKind.Interface);
    if (printed.length > 0 && (isBlock || isAfterBlock)) printed.push("\n");
    printed.push(text, "\n");
    isAfterBlock = text.endsWith("}");
  }
  return printed.join("");
}

/** A statement as text. */
export function printStatement(statement: StatementStructures): string {
  switch (statement.kind) {
    case StructureKind.ImportDeclaration:
      return printImport(statement);
    case StructureKind.ExportDeclaration:
      return printExport(statement);
    case StructureKind.TypeAlias: {
      const { docs, isExported, type } = statement;
      return `${printDocs(docs as Docs)}${printExported(isExported)}type ${printName(statement)} = ${type};`;
    }
    case StructureKind.Interface:
      return printInterface(statement);
    case StructureKind.Function: {
      const { docs, isExported, parameters, returnType, statements } = statement;
      const head = `${printExported(isExported)}function ${printName(statement)}(${printParameters(parameters)})`;
      const lines = (statements as readonly string[]).flatMap((text) => text.split("\n"));
      const body = lines.map((line) => `  ${line}\n`).join("");
      return `${printDocs(docs as Docs)}${head}: ${returnType} {\n${body}}`;
    }
  }
}

/**
 * Returns text if a type in the statement has several lines: ts-morph would indent them once more.
 */
export function withLongTypes(statement: StatementStructures): Statement {
  const types =
    statement.kind === StructureKind.TypeAlias
      ? [statement.type]
      : statement.kind === StructureKind.Interface
        ? (statement.properties ?? []).map(({ type }) => type)
        : [];
  return types.some((type) => String(type).includes("\n")) ? printStatement(statement) : statement;
}

function printImport(statement: ImportDeclarationStructure): string {
  const { isTypeOnly, namespaceImport, namedImports, moduleSpecifier } = statement;
  const names = namespaceImport ? `* as ${namespaceImport}` : printSpecifiers(namedImports);
  return `import ${isTypeOnly ? "type " : ""}${names} from "${moduleSpecifier}";`;
}

function printExport(statement: ExportDeclarationStructure): string {
  const { isTypeOnly, namespaceExport, namedExports, moduleSpecifier } = statement;
  const all = namespaceExport ? `* as ${namespaceExport}` : "*";
  const names = namedExports ? printSpecifiers(namedExports) : all;
  return `export ${isTypeOnly ? "type " : ""}${names} from "${moduleSpecifier}";`;
}

type Specifiers =
  | ImportDeclarationStructure["namedImports"]
  | ExportDeclarationStructure["namedExports"];

function printSpecifiers(specifiers: Specifiers): string {
  const list = specifiers as readonly (string | ImportSpecifierStructure)[];
  const printed = list.map((specifier) => {
    if (typeof specifier === "string") return specifier;
    const { name, alias, isTypeOnly } = specifier;
    return `${isTypeOnly ? "type " : ""}${name}${alias ? ` as ${alias}` : ""}`;
  });
  return `{ ${printed.join(", ")} }`;
}

function printInterface(statement: InterfaceDeclarationStructure): string {
  const { docs, isExported, indexSignatures, properties, methods } = statement;
  const bases = statement.extends as readonly string[] | undefined;
  const members = [
    ...(indexSignatures ?? []).map(
      ({ keyName, keyType, returnType, isReadonly }) =>
        `${printReadonly(isReadonly)}[${keyName}: ${keyType}]: ${returnType};`,
    ),
    ...(properties ?? []).map(printProperty),
    ...(methods ?? []).map((method) => {
      const { docs, parameters, returnType } = method;
      return `${printDocs(docs as Docs, "  ")}${printName(method)}(${printParameters(parameters)}): ${returnType};`;
    }),
  ];
  const head = `${printDocs(docs as Docs)}${printExported(isExported)}interface ${printName(statement)} `;
  const from = bases ? `extends ${bases.join(", ")} ` : "";
  return `${head}${from}{\n${members.map((member) => `  ${member}\n`).join("")}}`;
}

function printProperty(property: OptionalKind<PropertySignatureStructure>): string {
  const { docs, isReadonly, name, hasQuestionToken, type } = property;
  const inside = String(type).replaceAll("\n", "\n  ");
  return `${printDocs(docs as Docs, "  ")}${printReadonly(isReadonly)}${name}${hasQuestionToken ? "?" : ""}: ${inside};`;
}

/** The type of an object with these members. */
export function objectType(
  properties: readonly OptionalKind<PropertySignatureStructure>[],
): string {
  return `{\n${properties.map((property) => `  ${printProperty(property)}\n`).join("")}}`;
}

/** A name with its type parameters, which are strings here. */
function printName(
  named: Pick<FunctionDeclarationStructure, "typeParameters"> & { readonly name?: string },
): string {
  const list = (named.typeParameters ?? []) as readonly string[];
  return `${named.name}${list.length > 0 ? `<${list.join(", ")}>` : ""}`;
}

function printParameters(parameters: Parameters): string {
  return (parameters ?? [])
    .map(({ name, hasQuestionToken, type }) => `${name}${hasQuestionToken ? "?" : ""}: ${type}`)
    .join(", ");
}

const printExported = (isExported: boolean | undefined) => (isExported ? "export " : "");
const printReadonly = (isReadonly: boolean | undefined) => (isReadonly ? "readonly " : "");

/** Comments, each followed by a line break and the indentation of the commented code. */
export function printDocs(docs: Docs | undefined, indentation = ""): string {
  return (docs ?? [])
    .map(({ description }) => {
      const text = String(description);
      if (!text.startsWith("\n")) return `/** ${text} */\n${indentation}`;
      const lines = text
        .slice(1)
        .split("\n")
        .map((line) => `${indentation} *${line === "" ? "" : ` ${line}`}\n`);
      return `/**\n${lines.join("")}${indentation} */\n${indentation}`;
    })
    .join("");
}

/**
 * A doc comment. Empty paragraphs are skipped, and so is an empty comment; a tag is a name and its
 * text.
 */
export function docs(
  paragraphs: readonly (string | undefined)[],
  tags: readonly (readonly [name: string, text: string])[] = [],
): OptionalKind<JSDocStructure>[] {
  // Most have one paragraph, and large documents have hundreds of thousands of comments.
  let description = "";
  for (const paragraph of paragraphs) {
    const text = paragraph === undefined ? "" : toComment(paragraph);
    if (text !== "") description += description === "" ? text : `\n\n${text}`;
  }
  // As text: before its own tags, ts-morph closes what looks like an open comment, such as the `/*`
  // of a description, which ends the real one.
  const tagLines = tags.map(([name, text]) => `@${name} ${toComment(text)}`.trim()).join("\n");
  if (description === "" && tagLines === "") return [];
  const isShort = tagLines === "" && !description.includes("\n") && description.length < 90;
  if (isShort) return [{ description }];
  // A leading line break makes ts-morph write the comment on several lines.
  const lines = [description, tagLines].filter((part) => part !== "");
  return [{ description: `\n${lines.join("\n")}` }];
}
