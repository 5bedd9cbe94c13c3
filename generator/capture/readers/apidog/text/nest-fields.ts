import type { Json } from "../../../example/lenient-json.js";
import { isAdditional } from "./interface-labels.js";
import type { Field } from "./page-field.js";
import type { Type } from "./type-line.js";

/** A field with those that belong to it. */
export interface FieldTree {
  readonly field: Field;
  readonly children: FieldTree[];
  /** Why it may belong elsewhere; undefined if the page is unambiguous. */
  ambiguity: string | undefined;
  /** What the example shows in its place. */
  readonly shown: Json | undefined;
}

/** An object or list of objects that the fields that follow may belong to. */
interface Frame {
  readonly children: FieldTree[];
  readonly names: Set<string>;
  /** The members that the example shows, in its order; undefined if it shows no such object. */
  readonly shown: ReadonlyMap<string, Json> | undefined;
  /** The number of members that its type line gives. */
  readonly count: number | undefined;
  readonly level: number;
  /** Whether its last member was found: the additional ones come last. */
  isEnded: boolean;
  /** Whether the page may show no member of it: of a list, or of the first form of a union. */
  mayBeEmpty: boolean;
  /** Whether a member may be none, so that the number of members does not tell where it ends. */
  isDoubtful: boolean;
}

const noEvidence = "the page has lost its indentation, and nothing else shows what it belongs to";
const bothFit = "the example shows the name both inside the preceding object and next to it";
const onlyElsewhere = "the example shows the name in another object only";
const gluedName =
  "its name runs together with other text; the example shows which part is the name";

/**
 * The page opens the members of an object at this level, and no deeper ones, unless its reader
 * asked for more.
 */
const openedLevel = 1;

/** No count is compared with more fields than this. */
const maxLookahead = 50;

/**
 * Finds what belongs where. The page has lost its indentation; what is left, best first, is the
 * number of members in a type line, the example, that no object has two members of one name, and
 * that the page shows two levels.
 */
export function nest(fields: readonly Field[], shown: Json | undefined): FieldTree[] {
  return new Nester(fields, shown).run();
}

class Nester {
  readonly #fields: readonly Field[];
  readonly #root: Frame;
  readonly #frames: Frame[];
  /** How often each name is still to come. */
  readonly #left = new Map<string, number>();
  /** All names in the example, at any depth. */
  readonly #keys: ReadonlySet<string>;
  /** Whether the field before may belong elsewhere, so that the next one may as well. */
  #isLost = false;

  constructor(fields: readonly Field[], shown: Json | undefined) {
    this.#fields = fields;
    this.#root = frameOf(membersOf(shown), undefined, 0, []);
    this.#frames = [this.#root];
    this.#keys = new Set(keysIn(shown));
    for (const { name } of fields) this.#left.set(name, (this.#left.get(name) ?? 0) + 1);
  }

  run(): FieldTree[] {
    for (const [at, field] of this.#fields.entries()) {
      this.#left.set(field.name, (this.#left.get(field.name) ?? 1) - 1);
      this.#place(field, at);
    }
    return this.#root.children;
  }

  #place(listed: Field, at: number): void {
    const field = this.#withoutProse(listed);
    const isKnown = this.#frames.some((frame) => expects(frame, field.name));
    const chosen = field.isItem ? undefined : this.#choose(field, at);
    this.#isLost = chosen !== undefined;
    const doubt = isKnown ? undefined : field.doubt;
    const ambiguity = field === listed ? (doubt ?? chosen) : gluedName;
    const frame = this.#top;
    const parent = field.isItem ? frame.children.at(-1) : undefined;
    const shown = frame.shown?.get(field.name);
    const tree: FieldTree = { field, children: [], ambiguity, shown };
    (parent?.children ?? frame.children).push(tree);
    frame.names.add(field.name);
    const container = containerOf(field.types);
    if (isAdditional(field.name)) frame.isEnded = true;
    if (ambiguity !== undefined) frame.isDoubtful = true;
    if (!container && !field.union?.isOpen) return;
    const inner = frameOf(membersOf(shown), container?.count, frame.level + 1, tree.children);
    inner.mayBeEmpty = field.union !== undefined || field.types.some(({ items }) => items);
    if (this.#isOpen(inner, at + 1)) this.#frames.push(inner);
    // The page opens it, but does not have so many fields: some of them were not recognized.
    else if (inner.level <= openedLevel && (inner.count ?? 0) > 0) this.#isLost = true;
  }

  /** Some extractors drop a description but for its end, which then stands before the next name. */
  #withoutProse(field: Field): Field {
    const name = /[.)\s]([^.)\s]+)$/.exec(field.name)?.[1];
    if (name === undefined || this.#frames.some((frame) => frame.shown?.has(field.name)))
      return field;
    return this.#frames.some((frame) => expects(frame, name)) ? { ...field, name } : field;
  }

  /** Leaves the frames that the field does not belong to; says why it may belong elsewhere. */
  #choose(field: Field, at: number): string | undefined {
    while (this.#frames.length > 1 && isFull(this.#top, field.name)) {
      this.#isLost ||= this.#top.isDoubtful;
      this.#frames.pop();
    }
    const top = this.#top;
    if (isAdditional(field.name)) return undefined;
    const hits = this.#frames.filter((frame) => expects(frame, field.name));
    if (top === this.#root || top.count !== undefined) {
      if (hits.at(-1) === top) return undefined;
      return this.#isLost ? noEvidence : this.#elsewhere(field);
    }
    const nearest = hits.at(-1);
    if (!nearest) return this.#isFollowedInside(field, at) ? undefined : noEvidence;
    if (nearest === top && hits.length > 1 && !this.#comesAgain(field.name)) {
      if (!isNext(top, field.name)) this.#leaveFor(hits.at(-2) ?? this.#root);
      return bothFit;
    }
    this.#leaveFor(nearest);
    return undefined;
  }

  /** Whether the page shows the members of an object that has just been named. */
  #isOpen(frame: Frame, at: number): boolean {
    const next = this.#fields[at];
    if (!next || frame.count === 0) return false;
    if (frame.count !== undefined && frame.count > this.#fields.length - at) return false;
    const around = (name: string) => this.#frames.some((outer) => expects(outer, name));
    const inside = expects(frame, next.name);
    if (frame.level <= openedLevel) {
      // An example that knows the next field only outside of the object says that it has no
      // members.
      return (
        inside || !around(next.name) || (frame.count !== undefined && frame.shown === undefined)
      );
    }
    // A deeper object is closed, unless the example knows what follows inside of it only.
    return inside && !around(next.name);
  }

  /**
   * Whether a later field belongs to the object at hand for sure: then those before it do as well.
   */
  #isFollowedInside(field: Field, at: number): boolean {
    // The additional members come last: if more fields follow, they are not those of the whole.
    let isFlat = !mayHold(field);
    for (const later of this.#fields.slice(at + 1, at + 1 + maxLookahead)) {
      if (isFlat && isAdditional(later.name)) return !this.#isLost && this.#fields.at(-1) !== later;
      isFlat &&= !mayHold(later);
      const nearest = this.#frames.findLast((frame) => expects(frame, later.name));
      if (nearest) return nearest === this.#top;
    }
    return this.#top.children.length === 0 && !this.#top.mayBeEmpty && !field.union;
  }

  /** What the example says of a field that nothing else speaks against. */
  #elsewhere({ name }: Field): string | undefined {
    const isElsewhere = this.#top.shown?.has(name) === false && this.#keys.has(name);
    return isElsewhere ? onlyElsewhere : undefined;
  }

  #comesAgain(name: string): boolean {
    return (this.#left.get(name) ?? 0) > 0;
  }

  #leaveFor(frame: Frame): void {
    while (this.#top !== frame) this.#frames.pop();
  }

  get #top(): Frame {
    return this.#frames.at(-1) ?? this.#root;
  }
}

/** Whether the members of a field may follow it. */
function mayHold({ types, union }: Field): boolean {
  return union !== undefined || containerOf(types) !== undefined;
}

function frameOf(
  shown: Frame["shown"],
  count: number | undefined,
  level: number,
  children: FieldTree[],
): Frame {
  return {
    children,
    names: new Set(),
    shown,
    count,
    level,
    isEnded: false,
    mayBeEmpty: false,
    isDoubtful: false,
  };
}

function isFull(frame: Frame, name: string): boolean {
  return frame.isEnded || frame.names.has(name) || frame.children.length === frame.count;
}

/** Whether the example shows a member of that name that no field has been found for. */
function expects(frame: Frame, name: string): boolean {
  return !frame.names.has(name) && frame.shown?.has(name) === true;
}

/** Whether a name is the first one in the example that no field has been found for. */
function isNext({ shown, names }: Frame, name: string): boolean {
  for (const key of shown?.keys() ?? []) if (!names.has(key)) return key === name;
  return false;
}

/** The members of an object in an example, or what the items of a list show together. */
function membersOf(json: Json | undefined): ReadonlyMap<string, Json> | undefined {
  if (json?.kind === "object") return new Map(json.members.map(({ key, value }) => [key, value]));
  if (json?.kind !== "array") return undefined;
  const found = json.items.map(membersOf).filter((members) => members !== undefined);
  return found.length > 0
    ? new Map(found.toReversed().flatMap((members) => [...members]))
    : undefined;
}

function keysIn(json: Json | undefined): string[] {
  if (json?.kind === "array") return json.items.flatMap(keysIn);
  if (json?.kind !== "object") return [];
  return json.members.flatMap(({ key, value }) => [key, ...keysIn(value)]);
}

/** The object among the types of a field, also as the item of a list. */
export function containerOf(types: readonly Type[]): Type | undefined {
  for (const type of types) {
    if (type.base === "object") return type;
    const item = type.items && containerOf(type.items.types);
    if (item) return item;
  }
  return undefined;
}
