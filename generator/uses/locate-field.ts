import { fieldOf } from "./client-fields.js";
import type { ClientFiles } from "./client-files.js";
import type { ClientIndex } from "./client-index.js";
import { ts } from "./compiler.js";
import { partsOf } from "./type-parts.js";
import { namesIn } from "./type-syntax.js";
import { namedBy } from "./whole.js";

/** What uses of a field, and of what holds it, are called. */
export interface FieldNames {
  /** Of the field itself, as each type declares it that it may be of; empty if there is none. */
  readonly exact: ReadonlySet<string>;
  /** The named types of its value: `OrderStatus`. */
  readonly values: ReadonlySet<string>;
  /** Of the types and fields on the way to it; a use of one of these as a whole is one of the field. */
  readonly above: ReadonlySet<string>;
}

/** What an operation takes, what it answers, and what the bodies of its errors hold. */
type Side = "arguments" | "answer" | "error";

/** Finds how uses name a field of an operation, asking the client's own types. */
export class FieldLocator {
  readonly #programs: readonly ts.Program[];
  readonly #files: ReadonlySet<string>;
  readonly #index: ClientIndex;
  readonly #known = new Map<string, FieldNames | undefined>();
  readonly #holders = new Map<string, Set<string>>();

  constructor(programs: readonly ts.Program[], client: ClientFiles, index: ClientIndex) {
    this.#programs = programs;
    this.#files = client.files;
    this.#index = index;
  }

  /** Whether the client has this operation. */
  has(operation: string): boolean {
    return this.#index.operations.has(operation);
  }

  /** Operations that a type is part of. */
  operationsOf(type: string): ReadonlySet<string> {
    const { requests, answers, webhooks } = this.#index.reachOf(type);
    return new Set([...requests, ...answers, ...webhooks]);
  }

  /**
   * @param names from the arguments, or from the answer or the error's body, down; `*` is any key
   * @param wire the same as the API has them, and `paths.ts` with it
   * @returns undefined if the project does not load the types of the operation
   */
  find(
    operation: string,
    side: Side,
    names: readonly string[],
    wire = names,
  ): FieldNames | undefined {
    const key = JSON.stringify([operation, side, names]);
    if (!this.#known.has(key)) {
      const starts = [
        this.#ownType(operation, side, names),
        this.#typesInPaths(operation, side, wire),
      ];
      // A body or an answer without a type of its own.
      const unnamed = side !== "arguments" ? ["answer"] : names[0] === "body" ? ["body"] : [];
      const above = unnamed.map((each) => `${operation}.${each}`);
      const found = starts.flatMap((start) => (start ? [this.#walk(start, above)] : []));
      this.#known.set(key, found.length > 0 ? unionOf(found) : undefined);
    }
    return this.#known.get(key);
  }

  /**
   * The types and fields of an operation's errors that hold values of a named type, and what is between
   * them; a use of one of these as a whole is one of the type.
   */
  holdersInErrors(operation: string, type: string): ReadonlySet<string> {
    const key = JSON.stringify([operation, type]);
    let found = this.#holders.get(key);
    if (!found) {
      found = new Set();
      for (const start of [
        this.#ownType(operation, "error", []),
        this.#typesInPaths(operation, "error", []),
      ])
        if (start) this.#collectHolders(start, type, `${operation}.answer`, found);
      this.#holders.set(key, found);
    }
    return found;
  }

  #collectHolders(
    { checker, types, names, above }: Start,
    wanted: string,
    unnamed: string,
    found: Set<string>,
  ): void {
    const bodies = names.reduce<readonly ts.Type[]>(
      (current, name) => current.flatMap((each) => membersOf(each, name, checker)),
      types.flatMap((each) => partsOf(each, checker)),
    );
    const visited = new Set<ts.Type>();
    const visit = (type: ts.Type, path: readonly string[], depth: number): void => {
      const own = this.#namesOf([type], checker);
      if (own.includes(wanted)) for (const each of path) found.add(each);
      if (visited.has(type) || depth === mostLevels) return;
      visited.add(type);
      const parts = [type, ...elementsOf([type], checker)].flatMap((each) =>
        partsOf(checker.getNonNullableType(each), checker),
      );
      for (const part of parts)
        for (const property of part.getProperties()) {
          const declared = property.declarations?.some((each) =>
            this.#files.has(each.getSourceFile().fileName),
          );
          if (declared)
            visit(
              checker.getTypeOfSymbol(property),
              [...path, ...own, ...this.#fieldNames(property)],
              depth + 1,
            );
        }
    };
    for (const body of bodies) visit(body, [...above, unnamed], 0);
  }

  #fieldNames({ declarations = [] }: ts.Symbol): string[] {
    return declarations.flatMap((each) => fieldOf(each, this.#index)?.name ?? []);
  }

  /** The type of the arguments, of the data, or of all outcomes, that functions of the client have. */
  #ownType(operation: string, side: Side, names: readonly string[]): Start | undefined {
    const types = this.#index.operations.get(operation)?.types ?? [];
    const top = types.find((type) => endings[side].test(type));
    const declaration = top === undefined ? undefined : this.#index.types.get(top);
    const checker = this.#checkerOf(declaration);
    if (!checker || !declaration || top === undefined) return undefined;
    return {
      checker,
      types: [checker.getTypeAtLocation(declaration)],
      names: side === "error" ? ["error", "body", ...names] : names,
      above: [top],
    };
  }

  /** The types of an operation in `paths.ts`, which openapi-fetch takes. */
  #typesInPaths(operation: string, side: Side, names: readonly string[]): Start | undefined {
    const declaration = this.#index.types.get("operations");
    const checker = this.#checkerOf(declaration);
    if (!checker || !declaration) return undefined;
    const isBody = side === "arguments" && names[0] === "body";
    const steps =
      side !== "arguments"
        ? ["responses", side === "answer" ? /^(?:2|default)/ : /^[^2]/, "content", /./]
        : isBody
          ? ["requestBody", "content", /./]
          : ["parameters", /./];
    let types = [checker.getTypeAtLocation(declaration)];
    for (const step of [operation, ...steps])
      types = types.flatMap((type) => membersOf(type, step, checker));
    if (types.length === 0) return undefined;
    return {
      checker,
      types,
      names: isBody ? names.slice(1) : names,
      above: [],
    };
  }

  #checkerOf(declaration: ts.Declaration | undefined): ts.TypeChecker | undefined {
    const file = declaration?.getSourceFile();
    const program =
      file && this.#programs.find((each) => each.getSourceFile(file.fileName) === file);
    return program?.getTypeChecker();
  }

  #walk({ checker, types, names, above: tops }: Start, unnamed: readonly string[]): FieldNames {
    const above = new Set([...tops, ...unnamed]);
    let current: readonly ts.Type[] = types;
    let exact = new Set<string>();
    let values = new Set<string>();
    for (const [position, name] of names.entries()) {
      for (const each of exact) above.add(each);
      for (const each of this.#namesOf(current, checker)) above.add(each);
      exact = new Set();
      values = new Set();
      const parts = current.flatMap((type) => partsOf(checker.getNonNullableType(type), checker));
      const next: ts.Type[] = [];
      for (const part of parts) {
        const property = part.getProperty(name);
        if (!property) {
          next.push(...checker.getIndexInfosOfType(part).map(({ type }) => type));
          continue;
        }
        for (const each of checker.getRootSymbols(property).flatMap((s) => s.declarations ?? [])) {
          const field = this.#files.has(each.getSourceFile().fileName)
            ? fieldOf(each, this.#index)
            : undefined;
          if (field) exact.add(field.name);
          if (field && ts.isPropertySignature(each) && each.type)
            for (const type of this.#writtenIn(each.type)) values.add(type);
        }
        next.push(checker.getTypeOfSymbol(property));
      }
      current = next;
      if (next.length > 0) continue;
      if (position < names.length - 1) [exact, values] = [new Set(), new Set()];
      break;
    }
    return { exact, above, values };
  }

  /** The named types of a value, as its declaration writes them: an alias gets lost in a union. */
  #writtenIn(node: ts.TypeNode): string[] {
    if (ts.isArrayTypeNode(node)) return this.#writtenIn(node.elementType);
    if (ts.isParenthesizedTypeNode(node)) return this.#writtenIn(node.type);
    if (ts.isUnionTypeNode(node)) return node.types.flatMap((each) => this.#writtenIn(each));
    return ts.isTypeReferenceNode(node)
      ? namesIn(node).filter((name) => this.#index.types.has(name))
      : [];
  }

  /** The client's own names of types, and of what lists and promises of them hold. */
  #namesOf(types: readonly ts.Type[], checker: ts.TypeChecker): string[] {
    return types.flatMap((type) => {
      const parts = [type, checker.getNonNullableType(type), ...partsOf(type, checker)];
      const symbols = [...parts, ...elementsOf(parts, checker)].flatMap((each) => [
        each.aliasSymbol,
        each.symbol,
      ]);
      return symbols.flatMap((symbol) => {
        const [declaration] = symbol?.declarations ?? [];
        if (!declaration || !this.#files.has(declaration.getSourceFile().fileName)) return [];
        return namedBy(declaration, this.#index)?.name ?? [];
      });
    });
  }
}

/** Bodies of errors are looked into this deep. */
const mostLevels = 6;

const endings = { arguments: /Params$/, answer: /Data$/, error: /Result$/ } as const;

/** Where a search begins, and what is left of its names. */
interface Start {
  readonly checker: ts.TypeChecker;
  readonly types: readonly ts.Type[];
  readonly names: readonly string[];
  readonly above: readonly string[];
}

function membersOf(type: ts.Type, step: string | RegExp, checker: ts.TypeChecker): ts.Type[] {
  return checker
    .getNonNullableType(type)
    .getProperties()
    .filter(({ name }) => (typeof step === "string" ? name === step : step.test(name)))
    .map((each) => checker.getNonNullableType(checker.getTypeOfSymbol(each)));
}

function unionOf(found: readonly FieldNames[]): FieldNames {
  const all = (part: keyof FieldNames) => new Set(found.flatMap((each) => [...each[part]]));
  return { exact: all("exact"), values: all("values"), above: all("above") };
}

function elementsOf(types: readonly ts.Type[], checker: ts.TypeChecker): ts.Type[] {
  return types.flatMap((type) =>
    checker.isArrayType(type) ? [...checker.getTypeArguments(type as ts.TypeReference)] : [],
  );
}
