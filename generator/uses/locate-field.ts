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

/** Where a search for a field begins. */
interface Start {
  readonly checker: ts.TypeChecker;
  readonly types: readonly ts.Type[];
  /** What is above the field already. */
  readonly above: Set<string>;
  /** How many of the names led here. */
  readonly first: number;
}

/** Finds how uses name a field of an operation, asking the client's own types. */
export class FieldLocator {
  readonly #programs: readonly ts.Program[];
  readonly #files: ReadonlySet<string>;
  readonly #index: ClientIndex;
  readonly #known = new Map<string, FieldNames | undefined>();

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
   * @param names from the arguments, or from the answer, down; `*` is any key
   * @returns undefined if the project does not load the types of the operation
   */
  find(
    operation: string,
    side: "arguments" | "answer",
    names: readonly string[],
  ): FieldNames | undefined {
    const key = JSON.stringify([operation, side, names]);
    if (!this.#known.has(key)) this.#known.set(key, this.#find(operation, side, names));
    return this.#known.get(key);
  }

  #find(
    operation: string,
    side: "arguments" | "answer",
    names: readonly string[],
  ): FieldNames | undefined {
    const start = this.#topOf(operation, side) ?? this.#inPaths(operation, side, names);
    if (!start) return undefined;
    const { checker, above } = start;
    let current = start.types;
    let exact = new Set<string>();
    let values = new Set<string>();
    for (const [position, name] of names.entries()) {
      if (position < start.first) continue;
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

  /** The type of all arguments, or of the data. */
  #topOf(operation: string, side: "arguments" | "answer"): Start | undefined {
    const types = this.#index.operations.get(operation)?.types ?? [];
    const top = types.find((type) => (side === "arguments" ? /Params$/ : /Data$/).test(type));
    const [declaration, checker] = this.#declared(top);
    if (!declaration || !checker || top === undefined) return undefined;
    const above = new Set([top, ...(side === "answer" ? [`${operation}.answer`] : [])]);
    return { checker, above, types: [checker.getTypeAtLocation(declaration)], first: 0 };
  }

  /** The same in `paths.ts`, where there are no functions. */
  #inPaths(
    operation: string,
    side: "arguments" | "answer",
    [name]: readonly string[],
  ): Start | undefined {
    const [declaration, checker] = this.#declared("operations");
    if (!declaration || !checker) return undefined;
    const below = (types: readonly ts.Type[], is: (name: string) => boolean): ts.Type[] =>
      types.flatMap((type) =>
        checker
          .getNonNullableType(type)
          .getProperties()
          .filter(({ name: own }) => is(own))
          .map((each) => checker.getTypeOfSymbol(each)),
      );
    const contentsOf = (types: readonly ts.Type[]) =>
      below(
        below(types, (own) => own === "content"),
        () => true,
      );
    const own = below([checker.getTypeAtLocation(declaration)], (each) => each === operation);
    if (side === "answer") {
      const responses = below(own, (each) => each === "responses");
      const types = contentsOf(below(responses, (status) => /^(?:2|default)/.test(status)));
      return { checker, types, above: new Set([`${operation}.answer`]), first: 0 };
    }
    if (name === "body") {
      const types = contentsOf(below(own, (each) => each === "requestBody"));
      return { checker, types, above: new Set([`${operation}.body`]), first: 1 };
    }
    const places = below(own, (each) => each === "parameters");
    return { checker, types: below(places, () => true), above: new Set(), first: 0 };
  }

  #declared(name: string | undefined): [ts.Declaration?, ts.TypeChecker?] {
    const declaration = name === undefined ? undefined : this.#index.types.get(name);
    const file = declaration?.getSourceFile();
    const program =
      file && this.#programs.find((each) => each.getSourceFile(file.fileName) === file);
    return declaration && program ? [declaration, program.getTypeChecker()] : [];
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

function elementsOf(types: readonly ts.Type[], checker: ts.TypeChecker): ts.Type[] {
  return types.flatMap((type) =>
    checker.isArrayType(type) ? [...checker.getTypeArguments(type as ts.TypeReference)] : [],
  );
}
