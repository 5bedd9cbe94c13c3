import { type ClientIndex, type FoundUse, fieldOf, type ts } from "../../uses/index.js";
import { torn } from "./fix-context.js";
import { keptBy } from "./kept-by.js";
import type { EnumField, EnumOwner, Renames } from "./rename.js";
import type { RenamedMembers } from "./renamed-members.js";

/** A value's new text, or why it stays. */
export type ValueChange = { readonly to: string } | { readonly why: string };

interface Known {
  /** Of a name that uses of other operations have too. */
  readonly operation: string | undefined;
  readonly change: ValueChange;
}

/** The values of an old client's enums that are others in the new one, by what uses call them. */
export class RenamedValues {
  readonly #known = new Map<string, Known[]>();
  readonly #renamed: RenamedMembers;
  readonly #index: ClientIndex;
  readonly #renames: Renames;

  constructor(renamed: RenamedMembers, index: ClientIndex, renames: Renames) {
    this.#renamed = renamed;
    this.#index = index;
    this.#renames = renames;
    for (const each of renames.certain)
      if (each.is === "enumValue") this.#add(each.of, each.from, { to: each.to });
    for (const { of, from, candidates } of renames.uncertainValues)
      this.#add(of, from, { why: whyUncertain(candidates) });
  }

  get isEmpty(): boolean {
    return this.#known.size === 0;
  }

  /** Undefined if the value stays. */
  changeOf({ name, possible }: FoundUse): ValueChange | undefined {
    const found = this.#known
      .get(name)
      ?.filter(({ operation }) => operation === undefined || possible.has(operation));
    const [first, ...others] = found ?? [];
    return others.some(({ change }) => !isSame(change, first?.change))
      ? { why: torn }
      : first?.change;
  }

  #add(of: EnumOwner, from: string, change: ValueChange): void {
    if (of.is === "type") {
      this.#put(`${of.type}=${from}`, { operation: undefined, change });
      return;
    }
    const { declarations, isShared } = this.#declarationsOf(of);
    for (const each of declarations) {
      const field = fieldOf(each, this.#index);
      if (!field) continue;
      const { name, operation } = field;
      this.#put(`${name}=${from}`, {
        operation,
        change: isShared ? { why: torn } : change,
      });
    }
  }

  #put(name: string, known: Known): void {
    this.#known.set(name, [...(this.#known.get(name) ?? []), known]);
  }

  /** What declares the field, and whether something that keeps the value cannot be told from it. */
  #declarationsOf({ places, operations }: EnumField) {
    const { declared, owners } = this.#renamed;
    const own = new Set<ts.Declaration>();
    const alike = new Set<ts.Declaration>();
    const given = new Set<ts.Declaration>();
    for (const { owner, names } of places) {
      const put = (types: readonly ts.Type[], into: Set<ts.Declaration>) => {
        for (const name of names) for (const each of declared.members(types, name)) into.add(each);
      };
      put(owners.objectsOf(owner), own);
      if (owner.of !== "answer" && owner.of !== "error") continue;
      put(owners.alike(owner), alike);
      if (owner.of === "answer") put(owners.dataOf(owner), given);
    }
    const isShared =
      [...alike].some((each) => !own.has(each)) ||
      [...own].some((each) => keptBy(each, operations, this.#index, this.#renames).length > 0);
    return { declarations: new Set([...own, ...given]), isShared };
  }
}

function whyUncertain(candidates: readonly string[]): string {
  const shown = candidates.slice(0, 3).map((each) => JSON.stringify(each));
  const more =
    candidates.length > shown.length ? ` or one of ${candidates.length - shown.length} more` : "";
  return `it may be ${shown.join(" or ")}${more} now: the spec has no name for it that stayed`;
}

function isSame(one: ValueChange, other: ValueChange | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
