import { posix } from "node:path";
import ts from "typescript";
import { parseFile } from "./compile.js";

/** A client's modules, parsed, by their paths within the client. */
export type Modules = ReadonlyMap<string, ts.SourceFile>;

/** The declarations of a module that have one name: a type and a value may share it. */
interface Declaration {
  /** Path of the module. */
  readonly module: string;
  readonly name: string;
  isExported: boolean;
  readonly statements: ts.Statement[];
  /** What callers' types depend on: without comments, bodies and initializers of a stated type. */
  readonly signature: string[];
  /** Keys of the declarations that the signature names. */
  readonly references: Set<string>;
}

type Declarations = ReadonlyMap<string, Declaration>;

/**
 * What differs between two generated clients for the compiler. A type that is spelled alike in
 * both, and so is everything that it refers to, is the same type: comparing it again would take
 * most of the compiler's time and memory.
 */
export class ChangedDeclarations {
  readonly #changed: ReadonlySet<string>;
  readonly #names: ReadonlySet<string>;
  readonly #respelled: ReadonlySet<string>;
  readonly #after: Declarations;

  constructor(before: Modules, after: Modules) {
    const [old, now] = [declarationsIn(before), declarationsIn(after)];
    this.#after = now;
    const respelled = respelledIn(old, now);
    this.#changed = withDependents(respelled, old, now);
    const namesOf = (keys: Iterable<string>) =>
      new Set([...keys].flatMap((key) => (old.get(key) ?? now.get(key))?.name ?? []));
    this.#names = namesOf(this.#changed);
    this.#respelled = namesOf(respelled);
  }

  /** Whether a module has a changed declaration of that name; also if it is on one side only. */
  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** Whether such a declaration is itself spelled otherwise, not only what it refers to. */
  isRespelled(name: string): boolean {
    return this.#respelled.has(name);
  }

  /**
   * A module of the newer client that takes what is unchanged from the older one.
   *
   * @param older specifier of the same module of the older client
   */
  withoutUnchanged(path: string, source: ts.SourceFile, older: string): string {
    const unchanged = [...this.#after.values()].filter(
      ({ module, name, isExported }) =>
        module === path && isExported && !this.#changed.has(keyOf(module, name)),
    );
    if (unchanged.length === 0) return source.text;
    const names = unchanged.map(({ name }) => name).join(", ");
    const left: string[] = [`import { ${names} } from "${older}"; export { ${names} };\n`];
    const gone = new Set(unchanged.flatMap(({ statements }) => statements));
    for (const statement of source.statements) {
      if (!gone.has(statement)) left.push(source.text.slice(statement.pos, statement.end));
    }
    return left.join("");
  }
}

/**
 * Parses a client.
 *
 * @param files text by path within the client
 * @param folder the client's folder in the program
 */
export function parseModules(
  files: Iterable<readonly [path: string, text: string]>,
  folder: string,
): Modules {
  return new Map([...files].map(([path, text]) => [path, parseFile(`${folder}/${path}`, text)]));
}

const keyOf = (module: string, name: string): string => `${module} ${name}`;

function respelledIn(old: Declarations, now: Declarations): Set<string> {
  const keys = new Set([...old.keys(), ...now.keys()]);
  return new Set([...keys].filter((key) => !isSameSignature(old.get(key), now.get(key))));
}

/** Whatever refers to something changed has changed, too. */
function withDependents(
  respelled: ReadonlySet<string>,
  ...sides: readonly Declarations[]
): Set<string> {
  const dependents = new Map<string, string[]>();
  for (const [key, { references }] of sides.flatMap((side) => [...side])) {
    for (const reference of references) {
      const known = dependents.get(reference);
      if (known) known.push(key);
      else dependents.set(reference, [key]);
    }
  }
  const changed = new Set(respelled);
  // A set also visits what is added during the visit.
  for (const key of changed) {
    for (const dependent of dependents.get(key) ?? []) changed.add(dependent);
  }
  return changed;
}

function isSameSignature(before: Declaration | undefined, after: Declaration | undefined): boolean {
  if (!before || !after || before.isExported !== after.isExported) return false;
  const [old, now] = [before.signature.join("\n"), after.signature.join("\n")];
  return old === now || tokensOf(old) === tokensOf(now);
}

const scanner = ts.createScanner(ts.ScriptTarget.Latest, true);

/** Source text without comments and layout. */
function tokensOf(text: string): string {
  const tokens: string[] = [];
  scanner.setText(text);
  while (scanner.scan() !== ts.SyntaxKind.EndOfFileToken) tokens.push(scanner.getTokenText());
  return tokens.join(" ");
}

function declarationsIn(modules: Modules): Declarations {
  const found = new Map<string, Declaration>();
  for (const [path, source] of modules) {
    const named = source.statements.flatMap((statement) =>
      namesOf(statement).map((name) => ({ name, statement })),
    );
    const resolve = resolverOf(path, source, new Set(named.map(({ name }) => name)));
    for (const { name, statement } of named) {
      const key = keyOf(path, name);
      const known = found.get(key);
      const declaration: Declaration = known ?? {
        module: path,
        name,
        isExported: false,
        statements: [],
        signature: [],
        references: new Set(),
      };
      if (!known) found.set(key, declaration);
      declaration.isExported ||= isExported(statement);
      declaration.statements.push(statement);
      read(statement, source, declaration, resolve);
    }
  }
  return found;
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    );
  }
  const isNamed =
    ts.isTypeAliasDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true
  );
}

/** The declaration that a name means in a module; undefined for the runtime's and the language's. */
type Resolve = (name: string, member?: string) => string | undefined;

function resolverOf(path: string, source: ts.SourceFile, own: ReadonlySet<string>): Resolve {
  const imported = new Map<string, { module: string; name: string | undefined }>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    if (!ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const specifier = statement.moduleSpecifier.text.replace(/\.js$/, ".ts");
    const module = posix.join(posix.dirname(path), specifier);
    const bindings = statement.importClause?.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings))
      imported.set(bindings.name.text, { module, name: undefined });
    else
      for (const { name, propertyName } of bindings?.elements ?? [])
        imported.set(name.text, { module, name: (propertyName ?? name).text });
  }
  return (name, member) => {
    const from = imported.get(name);
    if (!from) return own.has(name) ? keyOf(path, name) : undefined;
    const there = from.name ?? member;
    return there === undefined ? undefined : keyOf(from.module, there);
  };
}

/** Adds a statement's signature, and what it refers to. */
function read(
  statement: ts.Statement,
  source: ts.SourceFile,
  { signature, references }: Declaration,
  resolve: Resolve,
): void {
  let from = statement.getStart(source);
  const refer = (name: string, member?: string) => {
    const key = resolve(name, member);
    if (key !== undefined) references.add(key);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isQualifiedName(node) && ts.isIdentifier(node.left)) {
      refer(node.left.text, node.right.text);
    } else if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      refer(node.expression.text, node.name.text);
    } else if (ts.isIdentifier(node)) refer(node.text);
    else {
      const hidden = hiddenPartOf(node);
      ts.forEachChild(node, (child) => {
        if (child !== hidden) return visit(child);
        signature.push(source.text.slice(from, child.pos));
        from = child.end;
      });
    }
  };
  visit(statement);
  signature.push(source.text.slice(from, statement.end));
}

/** The part that a stated type hides from callers. */
function hiddenPartOf(node: ts.Node): ts.Node | undefined {
  if (ts.isFunctionDeclaration(node)) return node.type && node.body;
  return ts.isVariableDeclaration(node) ? node.type && node.initializer : undefined;
}
