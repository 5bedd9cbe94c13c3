import type { Contract, Parts, Schema } from "../../contract/index.js";
import type { OperationName } from "../finding.js";
import { joined } from "./same.js";

/** What a schema is used for, seen from the caller: parameters and requests are sent, the rest is received. */
export type Subject = "parameter" | "request" | "header" | "response";

export type Noun = "request" | "response" | "error" | "payload" | "reply";

/** A place of an operation that holds a schema. */
export interface Root {
  readonly subject: Subject;
  readonly operation: OperationName;
  /** In words, as in `response 200 application/json` or `query parameter "limit"`. */
  readonly place: string;
  /** What a body is called. */
  readonly noun: Noun;
  /** Name of the argument that holds it, `""` if it is the answer itself; undefined if the client has no type for it. */
  readonly argument: string | undefined;
  /** Whether the client has a type for it that says more than that there is something. */
  readonly isTyped: boolean;
  /** Whether it travels as text, so that every scalar fits into a string. */
  readonly isText: boolean;
  /** Whether the client has a type of an event for it, in whose fields any text fits. */
  readonly isEvent: boolean;
  /** Whether a value has to be sent. */
  readonly isRequired: boolean;
}

/** One way from an operation to a pair. */
export interface Use {
  readonly root: Root;
  /** Steps from the root, such as `items[].name`; empty at the root. */
  readonly path: string;
  /** Whether it is never sent or received here (`readOnly` in a request, `writeOnly` in a response). */
  readonly isMoot: boolean;
}

interface Link {
  readonly parent: Pair;
  readonly step: string;
  /** Whether a property between the two is. */
  readonly isReadOnly: boolean;
  readonly isWriteOnly: boolean;
}

/** Two schemas that take the same place, one on each side; met once, however many ways lead to it. */
export interface Pair {
  readonly base: Parts;
  readonly revision: Parts;
  readonly parents: Link[];
  readonly roots: Root[];
  isReadOnly: boolean;
  isWriteOnly: boolean;
}

/** All pairs of two documents, and how they are reached. Walked as a queue, so that depth costs no stack. */
export class Pairs {
  readonly #known = new Map<string, Pair>();
  readonly #queue: Pair[] = [];
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
    step: string,
    base: Parts,
    revision: Parts,
    { isReadOnly = false, isWriteOnly = false } = {},
  ): void {
    this.#pair(base, revision).parents.push({ parent, step, isReadOnly, isWriteOnly });
  }

  /** Pairs that nothing leads to: components that no operation uses. */
  addAlone(base: Parts, revision: Parts): void {
    this.#pair(base, revision);
  }

  all(): Iterable<Pair> {
    return this.#known.values();
  }

  next(): Pair | undefined {
    return this.#queue.pop();
  }

  read(pair: Pair): [Schema, Schema] {
    return [this.#base.schemas.read(pair.base), this.#revision.schemas.read(pair.revision)];
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

/** A way up that was begun at a changed pair. */
interface Climb {
  readonly pair: Pair;
  readonly path: string;
  readonly isReadOnly: boolean;
  readonly isWriteOnly: boolean;
}

/** The uses of a pair: the shortest way from each root, one for each of its read-only states. */
export function usesOf(start: Pair): Use[] {
  const uses = new Map<string, Use>();
  const seen = [new Set<Pair>(), new Set<Pair>(), new Set<Pair>(), new Set<Pair>()];
  let level: Climb[] = [
    { pair: start, path: "", isReadOnly: start.isReadOnly, isWriteOnly: start.isWriteOnly },
  ];
  const ids = new Map<Root, number>();
  while (level.length > 0) {
    const next: Climb[] = [];
    for (const climb of level) {
      for (const root of climb.pair.roots) {
        if (!ids.has(root)) ids.set(root, ids.size);
        const isSent = root.subject === "request" || root.subject === "parameter";
        const isMoot = isSent ? climb.isReadOnly : climb.isWriteOnly;
        const key = `${ids.get(root)} ${isMoot}`;
        if (!uses.has(key)) uses.set(key, { root, path: climb.path, isMoot });
      }
      for (const { parent, step, ...link } of climb.pair.parents) {
        const isReadOnly = climb.isReadOnly || link.isReadOnly || parent.isReadOnly;
        const isWriteOnly = climb.isWriteOnly || link.isWriteOnly || parent.isWriteOnly;
        const been = seen[(isReadOnly ? 1 : 0) + (isWriteOnly ? 2 : 0)];
        if (!been || been.has(parent)) continue;
        been.add(parent);
        const path = joined(step, climb.path);
        next.push({ pair: parent, path, isReadOnly, isWriteOnly });
      }
    }
    level = next;
  }
  return [...uses.values()];
}
