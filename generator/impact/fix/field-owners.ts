import type { ts } from "../../uses/index.js";
import type { ClientDeclarations } from "./client-declarations.js";
import type { AnswerOwner, ArgumentsOwner, FieldOwner, FieldRename, Renames } from "./rename.js";

/** Finds in an old client the objects that a renamed field is a property of. */
export class FieldOwners {
  readonly #checker: ts.TypeChecker;
  readonly #declared: ClientDeclarations;
  readonly #renames: Renames;
  /** The statuses for which a field of an answer is renamed, by {@link keyOf}. */
  readonly #statuses = new Map<string, Set<string>>();

  constructor(checker: ts.TypeChecker, declared: ClientDeclarations, renames: Renames) {
    this.#checker = checker;
    this.#declared = declared;
    this.#renames = renames;
    for (const rename of renames.certain) {
      if (rename.is !== "field") continue;
      for (const owner of rename.owners) {
        if (owner.of !== "answer") continue;
        const key = keyOf(owner, rename);
        this.#statuses.set(key, (this.#statuses.get(key) ?? new Set()).add(owner.status));
      }
    }
  }

  /** The types that have the field, and nothing else of its name. */
  typesOf(owner: FieldOwner, rename: FieldRename): ts.Type[] {
    const isWhole = owner.of === "answer" && this.#areAllRenamed(owner, rename);
    return [...this.objectsOf(owner), ...(isWhole ? this.dataOf(owner) : [])];
  }

  /** The same without what an answer shares with those of other statuses. */
  objectsOf(owner: FieldOwner): ts.Type[] {
    switch (owner.of) {
      case "type":
        return this.#declared.below(
          [
            ...this.#declared.typesNamed(owner.type),
            ...this.inPaths("components", "schemas", owner.key),
          ],
          owner.names,
        );
      case "arguments":
        return this.#ofArguments(owner);
      case "answer":
        return [...this.#inResult(owner, owner.names), ...this.#inResponses(owner)];
      case "error":
        return [
          ...this.#inResult(owner, ["error", "body", ...owner.names]),
          ...this.#inResponses(owner),
        ];
    }
  }

  /** What declares the field for several answers of which only some are renamed. */
  unclear(owner: FieldOwner, rename: FieldRename): ts.Declaration[] {
    if (owner.of !== "answer" || this.#areAllRenamed(owner, rename)) return [];
    const inResult = new Set(
      this.#declared.members(
        this.#declared.below(this.#result(owner.operation), owner.names),
        rename.from,
      ),
    );
    return this.#declared
      .members(this.dataOf(owner), rename.from)
      .filter((each) => !inResult.has(each));
  }

  /** Of an answer or an error, the objects at the same place of every outcome. */
  alike({ of, operation, names }: AnswerOwner): ts.Type[] {
    const inner = of === "answer" ? names : ["error", "body", ...names];
    return [
      ...this.#declared.below(this.#result(operation), inner),
      ...this.inPaths("operations", operation, "responses", "?", "content", "?", ...names),
    ];
  }

  /** Of an operation's answers, the objects in what its function gives back. */
  dataOf({ operation, names }: AnswerOwner): ts.Type[] {
    const data = this.#renames.types.get(operation)?.data ?? "";
    return this.#declared.below(this.#declared.typesNamed(data), names);
  }

  inPaths(holder: string, ...names: readonly string[]): ts.Type[] {
    return this.#declared.below(this.#declared.typesNamed(holder), names);
  }

  #ofArguments({ operation, argument, names }: ArgumentsOwner): ts.Type[] {
    const params = this.#renames.types.get(operation)?.params ?? "";
    const [first, ...rest] = names;
    if (first === undefined)
      return [
        ...this.#declared.typesNamed(params),
        ...this.inPaths("operations", operation, "parameters", "?"),
      ];
    const inPaths = first === "body" ? ["requestBody", "content", "?"] : ["parameters", "?", first];
    return [
      ...this.#declared.below(this.#declared.typesNamed(params), [argument, ...rest]),
      ...this.inPaths("operations", operation, ...inPaths, ...rest),
    ];
  }

  #inResponses({ operation, status, names }: AnswerOwner): ts.Type[] {
    return this.inPaths("operations", operation, "responses", status, "content", "?", ...names);
  }

  #inResult({ of, operation, status }: AnswerOwner, names: readonly string[]): ts.Type[] {
    const known = this.#renames.types.get(operation)?.statuses ?? [];
    const outcomes = this.#result(operation).filter((type) => {
      const statuses = this.#statusesOf(type);
      const isSuccess = statuses.some((each) => each >= 200 && each < 300);
      return (
        isSuccess === (of === "answer") &&
        statuses.some((each) => String(each) === status || isOther(each, status, known))
      );
    });
    return this.#declared.below(outcomes, names);
  }

  #result(operation: string): ts.Type[] {
    const result = this.#renames.types.get(operation)?.result ?? "";
    return this.#declared
      .typesNamed(result)
      .flatMap((type) => (type.isUnion() ? type.types : [type]));
  }

  #statusesOf(type: ts.Type): number[] {
    const symbol = type.getProperty("status");
    const status = symbol && this.#checker.getTypeOfSymbol(symbol);
    const parts = status?.isUnion() ? status.types : status ? [status] : [];
    return parts.flatMap((each) => (each.isNumberLiteral() ? [each.value] : []));
  }

  /** Whether the field has its new name in each answer that has it. */
  #areAllRenamed(owner: AnswerOwner, rename: FieldRename): boolean {
    const answers = this.#result(owner.operation).filter((type) => {
      const isSuccess = this.#statusesOf(type).some((each) => each >= 200 && each < 300);
      const objects = isSuccess ? this.#declared.below([type], owner.names) : [];
      return this.#declared.members(objects, rename.from).length > 0;
    });
    return answers.length <= (this.#statuses.get(keyOf(owner, rename))?.size ?? 0);
  }
}

function keyOf(
  { operation, names }: AnswerOwner,
  { from, to }: Pick<FieldRename, "from" | "to">,
): string {
  return JSON.stringify([operation, names, from, to]);
}

/** Whether a status is one of those that `4XX` or `default` stands for beside the others. */
function isOther(status: number, key: string, known: readonly string[]): boolean {
  const text = String(status);
  if (known.includes(text)) return false;
  if (/^[1-5]XX$/i.test(key)) return text[0] === key[0];
  return key === "default" && !known.some((each) => /^[1-5]XX$/i.test(each) && each[0] === text[0]);
}
