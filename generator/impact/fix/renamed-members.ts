import { type ClientFiles, type ClientIndex, ts } from "../../uses/index.js";
import { ClientDeclarations } from "./client-declarations.js";
import { FieldOwners } from "./field-owners.js";
import { keptBy } from "./kept-by.js";
import type {
  ArgumentRename,
  FacadeRename,
  FieldRename,
  LeftOut,
  Rename,
  Renames,
} from "./rename.js";
import { leftAsTaken, type TakenName } from "./taken-names.js";

/** Operations that moved to another object of the facade, whose siblings did not. */
export interface FacadeMove {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** The declarations of an old client whose names are others in the new one. */
export class RenamedMembers {
  readonly leftOut: LeftOut[] = [];
  readonly declared: ClientDeclarations;
  readonly owners: FieldOwners;
  /** By the declaration of the method. */
  readonly moves = new Map<ts.Node, FacadeMove>();
  readonly #names = new Map<ts.Node, string>();
  /** What two renames disagree about. */
  readonly #torn = new Set<ts.Node>();
  readonly #taken: TakenName[] = [];
  /** What may be a thing that keeps its name. */
  readonly #unclear = new Set<ts.Node>();
  readonly #index: ClientIndex;
  readonly #renames: Renames;
  readonly #checker: ts.TypeChecker;

  constructor(program: ts.Program, client: ClientFiles, index: ClientIndex, renames: Renames) {
    this.#checker = program.getTypeChecker();
    this.declared = new ClientDeclarations(program, client);
    this.owners = new FieldOwners(this.#checker, this.declared, renames);
    this.#index = index;
    this.#renames = renames;
    for (const rename of renames.certain) this.#read(rename);
    this.#readFacade(renames.certain.filter((each) => each.is === "facade"));
    const ofOperations = new Set(
      [...renames.types.values()].flatMap(({ params, data, result }) => [params, data, result]),
    );
    // Of an operation, its function says it for all its types.
    this.leftOut.push(...leftAsTaken(this.#taken.filter(({ from }) => !ofOperations.has(from))));
    this.oldNames = new Set(
      [...this.#names.keys(), ...this.moves.keys(), ...this.#unclear].map(nameOf),
    );
    for (const each of this.#torn) this.#names.delete(each);
  }

  /** Every name that is another now, so that most of a caller's need not be looked up. */
  readonly oldNames: ReadonlySet<string>;

  get declarations(): Iterable<ts.Node> {
    return this.#names.keys();
  }

  has(declaration: ts.Node): boolean {
    return this.#names.has(declaration);
  }

  /**
   * The new name of what a symbol stands for, whatever aliases are in between; `"torn"` if it stands
   * for several things of which not all have that name.
   */
  nameOf(symbol: ts.Symbol | undefined): { readonly to: string } | "torn" | undefined {
    const declarations = this.declarationsOf(symbol);
    if (declarations.some((each) => this.#unclear.has(each))) return "torn";
    const found = new Set(declarations.map((each) => this.#names.get(each)));
    const [only, ...others] = found;
    if (others.length > 0) return "torn";
    return only === undefined ? undefined : { to: only };
  }

  moveOf(symbol: ts.Symbol | undefined): FacadeMove | undefined {
    const [first] = this.declarationsOf(symbol);
    return first && this.moves.get(first);
  }

  declarationsOf(symbol: ts.Symbol | undefined): ts.Declaration[] {
    if (!symbol) return [];
    const target =
      symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
    const roots = this.#checker.getRootSymbols(target);
    return [...new Set(roots.flatMap(({ declarations }) => declarations ?? []))];
  }

  #read(rename: Rename): void {
    switch (rename.is) {
      case "export":
        this.#add(this.declared.named(rename.from), rename, this.declared.named(rename.to));
        break;
      case "operation":
        this.#add(this.declared.named(rename.from), rename, this.declared.named(rename.to));
        for (const holder of ["TestHandlers", "operations"])
          this.#addMember(this.declared.typesNamed(holder), rename);
        break;
      case "option":
        this.#addMember(this.declared.typesNamed(`${this.#renames.client}Options`), rename);
        break;
      case "argument":
        this.#readArgument(rename);
        break;
      case "field":
        this.#readField(rename);
        break;
      case "schemaKey":
        this.#addMember(this.owners.inPaths("components", "schemas"), rename);
        break;
      case "valueName":
        this.#readValueName(rename.object, rename);
        break;
      case "facade":
      case "enumValue":
      case "path":
      case "envelope":
        break;
    }
  }

  #readArgument(rename: ArgumentRename): void {
    const { operation, sent, from, to } = rename;
    const params = this.#renames.types.get(operation)?.params ?? "";
    if (from !== to) this.#addMember(this.declared.typesNamed(params), rename);
    if (sent.from.in !== sent.to.in || sent.from.name === sent.to.name) return;
    const inPaths = this.owners.inPaths("operations", operation, "parameters", sent.from.in);
    this.#addMember(inPaths, { from: sent.from.name, to: sent.to.name });
  }

  #readField(rename: FieldRename): void {
    const missed = new Set<string>();
    for (const owner of rename.owners) {
      const types = this.owners.typesOf(owner, rename);
      const found = this.declared.members(types, rename.from);
      const kept = found.flatMap((each) =>
        keptBy(each, rename.operations, this.#index, this.#renames),
      );
      for (const each of kept) missed.add(each);
      if (kept.length > 0) continue;
      this.#add(found, rename, this.declared.members(types, rename.to));
      for (const each of this.owners.unclear(owner, rename)) this.#unclear.add(each);
    }
    if (missed.size === 0) return;
    const what = `the property "${rename.from}", which is "${rename.to}" now`;
    this.leftOut.push({ what, why: `it is not renamed in ${listed(missed)}` });
  }

  #readValueName(object: string, rename: { readonly from: string; readonly to: string }): void {
    for (const each of this.declared.named(object)) {
      const symbol = ts.isVariableDeclaration(each)
        ? this.#checker.getSymbolAtLocation(each.name)
        : undefined;
      if (symbol) this.#addMember([this.#checker.getTypeOfSymbol(symbol)], rename);
    }
  }

  #addMember(
    types: readonly ts.Type[],
    rename: { readonly from: string; readonly to: string },
  ): void {
    const taken = this.declared.members(types, rename.to);
    this.#add(this.declared.members(types, rename.from), rename, taken);
  }

  /** @param taken what had the new name before: code with it would mean something else each time */
  #add(
    found: readonly ts.Node[],
    { from, to }: { readonly from: string; readonly to: string },
    taken: readonly ts.Node[],
  ): void {
    if (from === to || found.length === 0) return;
    if (taken.length > 0) {
      this.#taken.push({ from, to });
      for (const each of found) this.#torn.add(each);
      return;
    }
    for (const each of found) {
      const known = this.#names.get(each);
      if (known !== undefined && known !== to) this.#torn.add(each);
      this.#names.set(each, to);
    }
  }

  /** An object of the facade is renamed if all that is in it moved along. */
  #readFacade(renames: readonly FacadeRename[]): void {
    const votes = new Map<ts.Node, Set<string>>();
    const paths = renames.map((rename) => ({ rename, nodes: this.#pathOf(rename.from) }));
    for (const { rename, nodes } of paths) {
      const { from, to } = rename;
      for (const [index, node] of nodes.entries()) {
        const vote = from.length === to.length ? to[index] : undefined;
        votes.set(node, (votes.get(node) ?? new Set()).add(vote ?? "."));
      }
    }
    for (const { rename, nodes } of paths) {
      const { from, to } = rename;
      const method = nodes.at(-1);
      if (!method || nodes.length !== from.length || from.join(".") === to.join(".")) continue;
      const other = nodes.filter((_, index) => from[index] !== to[index]);
      const isWhole = other.every((node) => votes.get(node)?.size === 1);
      if (!isWhole || from.length !== to.length) {
        if (this.#pathOf(to).length < to.length) this.moves.set(method, { from, to });
        else this.#taken.push({ from: from.join("."), to: to.join(".") });
        continue;
      }
      for (const [index, node] of nodes.entries()) {
        if (!other.includes(node)) continue;
        const name = { from: from[index] ?? "", to: to[index] ?? "" };
        this.#add([node], name, this.#siblingsNamed(node, name.to));
      }
    }
  }

  #siblingsNamed(node: ts.Node, name: string): ts.Node[] {
    const owner = node.parent;
    return ts.isInterfaceDeclaration(owner)
      ? owner.members.filter((each) => each !== node && nameOf(each) === name)
      : [];
  }

  #pathOf(path: readonly string[]): ts.Node[] {
    let types = this.declared.typesNamed(this.#renames.client);
    return path.flatMap((name) => {
      const found = this.declared.members(types, name).slice(0, 1);
      types = this.declared.below(types, [name]);
      return found;
    });
  }
}

function nameOf(node: ts.Node): string {
  const { name } = node as { readonly name?: ts.Node };
  if (!name) return "";
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : name.getText();
}

/** `a, b, c and 40 more, which have it too`. */
function listed(names: ReadonlySet<string>): string {
  const shown = [...names].sort().slice(0, 3);
  const more = names.size - shown.length;
  const text = shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
  return `${text}, which ${names.size === 1 ? "has" : "have"} it too`;
}
