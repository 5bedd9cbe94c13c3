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

export type { ExportDeclarationStructure, ImportDeclarationStructure } from "ts-morph";

/** The ts-morph structures that modules consist of. */
export type StatementStructures =
  | ExportDeclarationStructure
  | FunctionDeclarationStructure
  | ImportDeclarationStructure
  | InterfaceDeclarationStructure
  | TypeAliasDeclarationStructure;

/**
 * A constant. Unlike those of ts-morph, whose writer would indent a value of several lines once
 * more.
 */
export interface ConstantStructure {
  readonly kind: "constant";
  readonly name: string;
  readonly isExported?: boolean;
  readonly docs?: Docs;
  /** Only a constant that is not exported may lack it. */
  readonly type?: string;
  readonly value: string;
  /** Whether the type is written as `as const`, so that nothing stands there twice. */
  readonly isLiteral?: boolean;
  /** Whether a blank line is in front of it. */
  readonly isApart?: boolean;
}

/** An enum as its source, and its values as an object. */
export interface EnumStructure {
  readonly kind: "enum";
  readonly name: string;
  readonly text: string;
  readonly values: string;
}

/**
 * A structure, or source text that only declares types: literals of types and assigned names. It is
 * what a module consists of, whatever language it is printed in.
 */
export type Statement = StatementStructures | ConstantStructure | EnumStructure | string;

export type Docs = readonly OptionalKind<JSDocStructure>[];
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
  return joinStatements(statements, (each) =>
    typeof each === "string" ? each : printStatement(each),
  );
}

/**
 * The statements as text, with blank lines between them; without any, what makes an empty file a
 * module.
 *
 * @param print gives "" for a statement that is left out
 */
export function joinStatements(
  statements: readonly Statement[],
  print: (statement: Statement) => string,
): string {
  const printed: string[] = [];
  let isAfterBlock = false;
  for (const statement of statements) {
    const text = print(statement);
    if (text === "") continue;
    const isBlock =
      typeof statement !== "string" &&
      (statement.kind === StructureKind.Function || statement.kind === StructureKind.Interface);
    if (printed.length > 0 && (isBlock || isAfterBlock)) printed.push("\n");
    printed.push(text, "\n");
    isAfterBlock = text.endsWith("}");
  }
  return printed.join("") || "export {};\n";
}

/** A statement as text. */
export function printStatement(statement: Exclude<Statement, string>): string {
  switch (statement.kind) {
    case "constant": {
      const { docs, name, type, value, isExported, isLiteral, isApart } = statement;
      const declared = type === undefined || isLiteral ? name : `${name}: ${type}`;
      const end = isLiteral ? " as const;" : ";";
      return `${isApart ? "\n" : ""}${printDocs(docs)}${printExported(isExported)}const ${declared} = ${value}${end}`;
    }
    case "enum":
      return statement.text;
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
      return `${printDocs(docs as Docs)}${head}: ${returnType} ${printBody(statements)}`;
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

export function printImport(statement: ImportDeclarationStructure): string {
  const { isTypeOnly, namespaceImport, namedImports, moduleSpecifier } = statement;
  const names = namespaceImport ? `* as ${namespaceImport}` : printSpecifiers(namedImports);
  return `import ${isTypeOnly ? "type " : ""}${names} from "${moduleSpecifier}";`;
}

export function printExport(statement: ExportDeclarationStructure): string {
  const { isTypeOnly, namedExports, moduleSpecifier } = statement;
  const names = namedExports ? printSpecifiers(namedExports) : "*";
  return `export ${isTypeOnly ? "type " : ""}${names} from "${moduleSpecifier}";`;
}

type Specifier = Omit<ImportSpecifierStructure, "kind">;

export type Specifiers =
  | ImportDeclarationStructure["namedImports"]
  | ExportDeclarationStructure["namedExports"];

function printSpecifiers(specifiers: Specifiers): string {
  const printed = listOf(specifiers).map((specifier) => {
    if (typeof specifier === "string") return specifier;
    const { name, alias, isTypeOnly } = specifier;
    return `${isTypeOnly ? "type " : ""}${name}${alias ? ` as ${alias}` : ""}`;
  });
  return `{ ${printed.join(", ")} }`;
}

/** The names of an import or an export; ts-morph also knows other ways to write them. */
export function listOf(specifiers: Specifiers): readonly (string | Specifier)[] {
  return (specifiers ?? []) as readonly (string | Specifier)[];
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

export function printBody(statements: FunctionDeclarationStructure["statements"]): string {
  const lines = (statements as readonly string[]).flatMap((text) => text.split("\n"));
  return `{\n${lines.map((line) => `  ${line}\n`).join("")}}`;
}

/** The type of an object with these members. */
export function objectType(
  properties: readonly OptionalKind<PropertySignatureStructure>[],
): string {
  return `{\n${properties.map((property) => `  ${printProperty(property)}\n`).join("")}}`;
}

/** A name with its type parameters, which are strings here. */
export function printName(
  named: Pick<FunctionDeclarationStructure, "typeParameters"> & { readonly name?: string },
): string {
  const list = (named.typeParameters ?? []) as readonly string[];
  return `${named.name}${list.length > 0 ? `<${list.join(", ")}>` : ""}`;
}

export function printParameters(parameters: Parameters): string {
  return (parameters ?? [])
    .map(({ name, hasQuestionToken, type }) => `${name}${hasQuestionToken ? "?" : ""}: ${type}`)
    .join(", ");
}

export const printExported = (isExported: boolean | undefined) => (isExported ? "export " : "");
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
