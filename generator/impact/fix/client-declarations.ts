import { type ClientFiles, partsOf, ts } from "../../uses/index.js";

/** What the files of a client declare, found by names as the model gives them. */
export class ClientDeclarations {
  readonly #checker: ts.TypeChecker;
  /** Every object has a `constructor`, which the language declares. */
  readonly #isClients: (declaration: ts.Declaration) => boolean;
  readonly #top = new Map<string, (ts.Declaration & { readonly name: ts.Identifier })[]>();

  constructor(program: ts.Program, client: ClientFiles) {
    this.#checker = program.getTypeChecker();
    this.#isClients = (each) => client.files.has(each.getSourceFile().fileName);
    for (const path of client.files) {
      const file = program.getSourceFile(path);
      if (!file || /\/runtime\//.test(path)) continue;
      for (const statement of file.statements) {
        for (const each of namedIn(statement)) {
          const known = this.#top.get(each.name.text);
          if (known) known.push(each);
          else this.#top.set(each.name.text, [each]);
        }
      }
    }
  }

  /** Everything of that name at the top of a file. */
  named(name: string): readonly ts.Declaration[] {
    return this.#top.get(name) ?? [];
  }

  /** The types that a name stands for. */
  typesNamed(name: string): ts.Type[] {
    return this.named(name).flatMap((each) => {
      const isType = ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each);
      const symbol = isType ? this.#checker.getSymbolAtLocation(each.name) : undefined;
      return symbol ? [this.#checker.getDeclaredTypeOfSymbol(symbol)] : [];
    });
  }

  /** The types below others, by names; `*` is every name of a map, and `?` every name at all. */
  below(types: readonly ts.Type[], names: readonly string[]): ts.Type[] {
    return names.reduce<ts.Type[]>(
      (held, name) => held.flatMap((type) => this.#inside(type, name)),
      [...types],
    );
  }

  /** The declarations of a property of types, through lists and unions. */
  members(types: readonly ts.Type[], name: string): ts.Declaration[] {
    const found = types.flatMap((type) =>
      this.#objectsIn(type).flatMap((part) => {
        const symbol = part.getProperty(name);
        const roots = symbol ? this.#checker.getRootSymbols(symbol) : [];
        return roots.flatMap(({ declarations = [] }) => declarations.filter(this.#isClients));
      }),
    );
    return [...new Set(found)];
  }

  #inside(type: ts.Type, name: string): ts.Type[] {
    return this.#objectsIn(type).flatMap((part) => {
      if (name === "*") {
        const index = this.#checker.getIndexTypeOfType(part, ts.IndexKind.String);
        return index ? [index] : [];
      }
      const properties = name === "?" ? part.getProperties() : [part.getProperty(name)];
      return properties.flatMap((each) => (each ? [this.#checker.getTypeOfSymbol(each)] : []));
    });
  }

  #objectsIn(type: ts.Type): ts.Type[] {
    return partsOf(this.#checker.getNonNullableType(type), this.#checker);
  }
}

function namedIn(statement: ts.Statement): (ts.Declaration & { readonly name: ts.Identifier })[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.filter(
      (each): each is ts.VariableDeclaration & { readonly name: ts.Identifier } =>
        ts.isIdentifier(each.name),
    );
  }
  const isDeclaration =
    ts.isFunctionDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return isDeclaration && statement.name
    ? [statement as ts.Declaration & { readonly name: ts.Identifier }]
    : [];
}
