import {
  type Docs,
  type ImportDeclarationStructure,
  joinStatements,
  listOf,
  printBody,
  printDocs,
  printExport,
  printExported,
  printImport,
  printName,
  printParameters,
  printStatement,
  type Specifiers,
  type Statement,
  StructureKind,
} from "./modules.js";

/*
 * A module as JavaScript and its declarations, without a compiler: the statements say what is a type
 * and what is a value. A test compares both with what a compiler makes of the TypeScript
 * (docs/adr/0040).
 */

/** The values of a module, with their comments. */
export function printJavaScript(statements: readonly Statement[]): string {
  return joinStatements(statements, (statement) => {
    if (typeof statement === "string") return "";
    switch (statement.kind) {
      case "constant":
        return printStatement({
          ...withoutType(statement),
          value: withoutAssertions(statement.value),
          isLiteral: false,
        });
      case "enum":
        return `export const ${statement.name} = ${statement.values};`;
      case StructureKind.Function: {
        const { docs, isExported, name, parameters, statements: body } = statement;
        const names = (parameters ?? []).map((parameter) => parameter.name).join(", ");
        const head = `${printExported(isExported)}function ${name}(${names})`;
        return `${printDocs(docs as Docs)}${head} ${printBody(body)}`;
      }
      case StructureKind.ImportDeclaration: {
        const namedImports = valuesOf(statement.namedImports);
        const isNeeded = statement.namespaceImport !== undefined || namedImports.length > 0;
        return statement.isTypeOnly || !isNeeded ? "" : printImport({ ...statement, namedImports });
      }
      case StructureKind.ExportDeclaration: {
        const { isTypeOnly, namedExports } = statement;
        if (isTypeOnly) return "";
        if (namedExports === undefined) return printExport(statement);
        const values = valuesOf(namedExports);
        return values.length > 0 ? printExport({ ...statement, namedExports: values }) : "";
      }
      default:
        return "";
    }
  });
}

/** The types of a module: the text of a `.d.ts`. */
export function printDeclarations(statements: readonly Statement[]): string {
  const isImport = (each: Statement): each is ImportDeclarationStructure =>
    typeof each !== "string" && each.kind === StructureKind.ImportDeclaration;
  const declared = new Map(
    statements.map((each) => [each, isImport(each) ? "" : printDeclaration(each)]),
  );
  // A compiler that reads an import reads the module, too. A name in a comment does no harm.
  const texts = [...declared.values()];
  const isUsed = (name: string) => texts.some((text) => text.includes(name));
  const printed = joinStatements(statements, (each) =>
    isImport(each) ? printUsed(each, isUsed) : (declared.get(each) ?? ""),
  );
  // Without it, everything in such a file is exported.
  return statements.some(isPrivateType) ? `${printed}export {};\n` : printed;
}

function printDeclaration(statement: Exclude<Statement, ImportDeclarationStructure>): string {
  if (typeof statement === "string") return statement;
  switch (statement.kind) {
    case "constant": {
      const { docs, name, type, isExported, isApart } = statement;
      if (!isExported) return "";
      return `${isApart ? "\n" : ""}${printDocs(docs)}export declare const ${name}: ${type};`;
    }
    case "enum":
      return statement.text.replace(/^export /, "export declare ");
    case StructureKind.Function: {
      const { docs, isExported, parameters, returnType } = statement;
      if (!isExported) return "";
      const signature = `${printName(statement)}(${printParameters(parameters)}): ${returnType}`;
      return `${printDocs(docs as Docs)}export declare function ${signature};`;
    }
    default:
      return printStatement(statement);
  }
}

function printUsed(
  statement: ImportDeclarationStructure,
  isUsed: (name: string) => boolean,
): string {
  const { namespaceImport } = statement;
  if (namespaceImport !== undefined) return isUsed(namespaceImport) ? printImport(statement) : "";
  const namedImports = listOf(statement.namedImports).filter((each) =>
    isUsed(typeof each === "string" ? each : (each.alias ?? each.name)),
  );
  return namedImports.length > 0 ? printImport({ ...statement, namedImports }) : "";
}

function isPrivateType(statement: Statement): boolean {
  // What stands inside a type or a comment is indented.
  if (typeof statement === "string") return /^(?:type|interface) /m.test(statement);
  const { kind } = statement;
  const isType = kind === StructureKind.TypeAlias || kind === StructureKind.Interface;
  return isType && !statement.isExported;
}

const valuesOf = (specifiers: Specifiers) =>
  [...listOf(specifiers)].filter((each) => typeof each === "string" || !each.isTypeOnly);

function withoutType<Typed extends { readonly type?: string }>({
  type: _,
  ...rest
}: Typed): Omit<Typed, "type"> {
  return rest;
}

/** `toMember` prints the only ones, behind texts in double quotes. */
function withoutAssertions(value: string): string {
  if (!value.includes(" as const")) return value;
  return value.replaceAll(/("(?:[^"\\]|\\.)*")|(\/\*[\s\S]*?\*\/)| as const/g, "$1$2");
}
