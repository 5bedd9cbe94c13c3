import {
  type Contract,
  componentAt,
  type Parts,
  type Schema,
  typesOf,
} from "../../contract/index.js";
import { top } from "../../openapi/index.js";
import { isSent, type Subject } from "../change-kinds.js";
import type { OperationName } from "../finding.js";
import type { ContentName } from "./change.js";
import type { SchemaPart } from "./operation-part.js";
import type { SchemaPath, Step } from "./schema-path.js";

export type Noun = "request" | "response" | "error" | "payload" | "reply";

/** A place of a schema in an operation. */
export interface Root {
  readonly subject: Subject;
  readonly operation: OperationName;
  readonly part: SchemaPart;
  /** The content with the schema; undefined if the part has the schema itself. */
  readonly content?: ContentName;
  /** The word for the body in messages. */
  readonly noun: Noun;
  /**
   * Name of the argument with the schema, `""` for the response itself; undefined if the client has
   * no type for it.
   */
  readonly argument: string | undefined;
  /** Whether the client has a type for it other than `unknown`. */
  readonly isTyped: boolean;
  /** Whether it is sent as text, so that every scalar fits into a string. */
  readonly isText: boolean;
  /** Whether the client has an event type for it, whose fields accept any text. */
  readonly isEvent: boolean;
  /** Whether a value must be sent. */
  readonly isRequired: boolean;
}

/** One path from an operation to a pair. */
export interface Use {
  readonly root: Root;
  /** From the root down; undefined at the root. */
  readonly schemaPath: SchemaPath | undefined;
  /**
   * Whether it is never sent or received here (`readOnly` in a request, `writeOnly` in a response).
   */
  readonly isMoot: boolean;
  /** Whether it is met only as a subtype of the schema that is written here. */
  readonly isSubtype: boolean;
}

interface Link {
  readonly parent: Pair;
  readonly steps: readonly Step[];
  /** Whether a property on the path is. */
  readonly isReadOnly: boolean;
  readonly isWriteOnly: boolean;
  /** Whether its value cannot be left out: everything but optional properties. */
  readonly isAlwaysThere: boolean;
  /** Whether the parent requires a property of this name, in whatever member of its `allOf`. */
  readonly requires?: (name: string) => boolean;
  /** Whether the parent is a schema that this one extends, and whose values it may be. */
  readonly isSubtype: boolean;
}

/** Two schemas in the same place, one on each side; one pair for all paths that lead to it. */
export interface Pair {
  readonly base: Parts;
  readonly revision: Parts;
  readonly parents: Link[];
  readonly roots: Root[];
  /** The pairs of the schemas that extend it; undefined if there are none. */
  subtypes?: Set<Pair>;
  isReadOnly: boolean;
  isWriteOnly: boolean;
}

/**
 * All pairs of two documents, and how they are reached. Walked as a queue, so that depth needs no
 * stack.
 */
export class Pairs {
  readonly #known = new Map<string, Pair>();
  readonly #queue: Pair[] = [];
  readonly #merged = new Map<string, readonly [Parts, Parts]>();
  readonly #base: Contract;
  readonly #revision: Contract;

  constructor(base: Contract, revision: Contract) {
    this.#base = base;
    this.#revision = revision;
  }

  addRoot(base: Parts, revision: Parts, root: Root): void {
    this.#pair(base, revision).roots.push(root);
  }

  addChild(
    parent: Pair,
    steps: readonly Step[],
    base: Parts,
    revision: Parts,
    { isReadOnly = false, isWriteOnly = false, isAlwaysThere = true } = {},
  ): void {
    const access = { isReadOnly, isWriteOnly, isAlwaysThere };
    const requires = (name: string) =>
      this.read(parent).every(({ required }) => required.has(name));
    const link = { parent, steps, ...access, requires, isSubtype: false };
    this.#pair(base, revision).parents.push(link);
  }

  /** Adds schemas that extend those of a pair, so that they are used wherever that is used. */
  addSubtype(parent: Pair, base: Parts, revision: Parts): void {
    const pair = this.#pair(base, revision);
    parent.subtypes ??= new Set();
    parent.subtypes.add(pair);
    pair.parents.push({
      parent,
      steps: [],
      isReadOnly: false,
      isWriteOnly: false,
      isAlwaysThere: true,
      isSubtype: true,
    });
  }

  /** Adds pairs that nothing leads to: components that no operation uses. */
  addAlone(base: Parts, revision: Parts): void {
    this.#pair(base, revision);
  }

  /** Notes members of `allOf` whose changes are reported for the schema that they are in. */
  noteMerged(base: Parts, revision: Parts): void {
    this.#merged.set(componentAt(base[0]?.at ?? top) ?? "", [base, revision]);
  }

  /** Members of `allOf` that were compared as a part of another schema, by their old names. */
  get merged(): ReadonlyMap<string, readonly [Parts, Parts]> {
    return this.#merged;
  }

  /** Whether only the base has a component schema of this name. */
  isGone(name: string): boolean {
    return this.#base.components.has(name) && !this.#revision.components.has(name);
  }

  /** Whether only the revision has it. */
  isNew(name: string): boolean {
    return this.#revision.components.has(name) && !this.#base.components.has(name);
  }

  all(): Iterable<Pair> {
    return this.#known.values();
  }

  next(): Pair | undefined {
    return this.#queue.pop();
  }

  read({ base, revision }: Pick<Pair, "base" | "revision">): [Schema, Schema] {
    return [this.#base.schemas.read(base), this.#revision.schemas.read(revision)];
  }

  /** The types that values of both sides may have; undefined if any. */
  commonTypes({ base, revision }: Pick<Pair, "base" | "revision">): string[] | undefined {
    const [before, after] = [
      typesOf(base, this.#base.schemas),
      typesOf(revision, this.#revision.schemas),
    ];
    const types = before ?? after;
    return types && [...types].filter((type) => after?.has(type) ?? true);
  }

  #pair(base: Parts, revision: Parts): Pair {
    const key = `${this.#base.schemas.identity(base)}:${this.#revision.schemas.identity(revision)}`;
    let pair = this.#known.get(key);
    if (!pair) {
      pair = { base, revision, parents: [], roots: [], isReadOnly: false, isWriteOnly: false };
      this.#known.set(key, pair);
      this.#queue.push(pair);
    }
    return pair;
  }
}

/** A path upwards that began at a changed pair. */
interface Climb {
  readonly pair: Pair;
  readonly schemaPath: SchemaPath | undefined;
  readonly isReadOnly: boolean;
  readonly isWriteOnly: boolean;
  /** Undefined as long as the path has no step. */
  readonly isAlwaysThere: boolean | undefined;
  /** The property that it is, until the path leaves the object, of which a part may require it. */
  readonly optional?: string | undefined;
  /** Whether the last step was one from a subtype to the schema that it extends. */
  readonly isFromSubtype: boolean;
  /** Whether any step was. */
  readonly isSubtype: boolean;
}

/** Whether an operation leads to a pair. */
export function isUsed(start: Pair): boolean {
  // A pair that is met as a subtype leads on, but not to other subtypes.
  const seen = [new Set<Pair>(), new Set<Pair>()];
  const open = [{ pair: start, isFromSubtype: false }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { pair, isFromSubtype } = next;
    if (pair.roots.length > 0) return true;
    for (const { parent, isSubtype } of pair.parents) {
      if (isFromSubtype && pair.subtypes?.has(parent)) continue;
      const been = seen[isSubtype ? 1 : 0];
      if (been?.has(parent)) continue;
      been?.add(parent);
      open.push({ pair: parent, isFromSubtype: isSubtype });
    }
  }
  return false;
}

/**
 * The uses of a pair: the shortest path from each root, for each of its read-only states.
 *
 * @param isOfAbsence whether the change only matters where the value is left out
 */
export function usesOf(start: Pair, isOfAbsence = false): Use[] {
  const uses = new Map<string, Use>();
  const seen = new Map<Pair, Set<number | string>>();
  const { isReadOnly, isWriteOnly } = start;
  let level: Climb[] = [
    {
      pair: start,
      schemaPath: undefined,
      isReadOnly,
      isWriteOnly,
      isAlwaysThere: isOfAbsence ? undefined : false,
      isFromSubtype: false,
      isSubtype: false,
    },
  ];
  const ids = new Map<Root, number>();
  while (level.length > 0) {
    const next: Climb[] = [];
    for (const climb of level) {
      for (const root of climb.pair.roots) {
        if (!ids.has(root)) ids.set(root, ids.size);
        const isHidden = isSent(root.subject) ? climb.isReadOnly : climb.isWriteOnly;
        const isMoot = isHidden || (climb.isAlwaysThere ?? root.isRequired);
        const { schemaPath, isSubtype } = climb;
        const key = `${ids.get(root)} ${isMoot}`;
        if (!uses.has(key)) uses.set(key, { root, schemaPath, isMoot, isSubtype });
      }
      for (const { parent, steps, ...link } of climb.pair.parents) {
        // One subtype is not part of another, although both extend the same schema.
        if (climb.isFromSubtype && climb.pair.subtypes?.has(parent)) continue;
        const state = {
          isReadOnly: climb.isReadOnly || link.isReadOnly || parent.isReadOnly,
          isWriteOnly: climb.isWriteOnly || link.isWriteOnly || parent.isWriteOnly,
          ...presenceAbove(climb, steps, link),
          isFromSubtype: link.isSubtype,
          isSubtype: climb.isSubtype || link.isSubtype,
        };
        const been = seen.get(parent) ?? new Set();
        const number = numberOf(state);
        const key = state.optional === undefined ? number : `${number} ${state.optional}`;
        if (been.has(key)) continue;
        seen.set(parent, been.add(key));
        const schemaPath = steps.length > 0 ? { steps, rest: climb.schemaPath } : climb.schemaPath;
        next.push({ pair: parent, schemaPath, ...state });
      }
    }
    level = next;
  }
  return [...uses.values()];
}

/** Whether a value is always there, as its parent says: a sibling in `allOf` may require it. */
function presenceAbove(
  { isAlwaysThere, optional }: Climb,
  steps: Link["steps"],
  { isAlwaysThere: isThere, requires }: Pick<Link, "isAlwaysThere" | "requires">,
): Pick<Climb, "isAlwaysThere" | "optional"> {
  if (isAlwaysThere !== undefined && (optional === undefined || steps.length > 0))
    return { isAlwaysThere };
  const [step, ...more] = steps;
  const own = step?.kind === "property" && more.length === 0 ? step.name : undefined;
  const name = optional ?? own;
  if (!step && name === undefined) return { isAlwaysThere };
  if (name === undefined || (step && isThere)) return { isAlwaysThere: isThere };
  return requires?.(name) ? { isAlwaysThere: true } : { isAlwaysThere: false, optional: name };
}

/** A number for each state of a climb. */
function numberOf(state: Omit<Climb, "pair" | "schemaPath" | "optional">): number {
  const there = state.isAlwaysThere === undefined ? 0 : state.isAlwaysThere ? 16 : 32;
  return (
    (state.isReadOnly ? 1 : 0) +
    (state.isWriteOnly ? 2 : 0) +
    (state.isFromSubtype ? 4 : 0) +
    (state.isSubtype ? 8 : 0) +
    there
  );
}
