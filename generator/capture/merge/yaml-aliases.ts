import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { isSame, type Pointer } from "../../openapi/index.js";
import { type AnyPair, dropIndex, keyOf, pairOf } from "./yaml-pairs.js";

type Collection = YAMLMap | YAMLSeq;

/** Where a value stands: the pair of a map, or an item of a list. */
interface Slot {
  get(): unknown;
  set(value: unknown): void;
}

/** A use of an anchor that was written out to be edited. */
interface WrittenOut {
  /** What stood there. */
  readonly alias: Alias;
  /** The value that stands there now. */
  readonly value: Node;
  readonly slot: Slot;
}

/** A use of an anchor that is no longer shared with the others. */
export interface Unshared {
  /** Of the anchor. */
  readonly name: string;
  /** Of the alias, or of the anchored node. */
  readonly offset: number;
}

/** The nodes of a file whose aliases stand for more than this are an attack on the reader. */
const maxNodes = 10_000_000;

/** Nodes that aliases mean; an alias that moves to another file takes its meaning along. */
const targets = new WeakMap<Alias, Node>();

/**
 * Reads a document through its aliases and merge keys, as if everything stood where it is used, and
 * makes a use its own before it is edited: an edit of one use must not change the others.
 */
export class YamlAliases {
  readonly #document: Document;
  readonly #isAside: (node: Node) => boolean;
  readonly #onEdit: (holder: Collection) => void;
  /** What is shared, before the edits: the anchored nodes, and how many aliases each has. */
  readonly #uses = new Map<Node, number>();
  readonly #writtenOut: WrittenOut[] = [];
  /** Anchored nodes that were edited in place, with a copy from before, which their aliases mean. */
  readonly #edited = new Map<Node, Node>();
  /** Merge keys and their maps whose members were written out. */
  readonly #unmerged: Unshared[] = [];

  /**
   * @param isAside whether an anchored node is only there to be used elsewhere
   * @param onEdit called before the items of a map or list change
   */
  constructor(
    document: Document,
    isAside: (node: Node) => boolean = () => false,
    onEdit: (holder: Collection) => void = () => undefined,
  ) {
    this.#document = document;
    this.#isAside = isAside;
    this.#onEdit = onEdit;
    const anchors = new Map<string, Node>();
    visit(document, {
      Node: (_, node, around) => {
        if (!isAlias(node)) {
          if (node.anchor !== undefined) anchors.set(node.anchor, node as Node);
          return;
        }
        const target = anchors.get(node.source);
        // A node that contains itself has no value.
        if (!target || around.includes(target)) return;
        targets.set(node, target);
        this.#uses.set(target, (this.#uses.get(target) ?? 0) + 1);
      },
    });
  }

  /** The node below another; undefined if there is none. A key without a value has an empty node. */
  member(holder: unknown, token: string): unknown {
    const node = meaning(holder);
    if (isMap(node)) return this.pair(node, token)?.value;
    return isSeq(node) && /^\d+$/.test(token) ? node.items[Number(token)] : undefined;
  }

  /** The member of a map, its own or a merged one. */
  pair(holder: unknown, key: string): AnyPair | undefined {
    const map = meaning(holder);
    if (!isMap(map)) return undefined;
    const own = pairOf(map, key);
    if (own && !isMergeKey(own)) return own;
    for (const source of sourcesOf(map)) {
      const found = this.pair(source, key);
      if (found) return found;
    }
    return undefined;
  }

  /** The keys of a map, own ones first, or the indexes of a list. */
  keys(holder: unknown): string[] {
    const node = meaning(holder);
    if (isSeq(node)) return [...node.items.keys()].map(String);
    if (!isMap(node)) return [];
    const own = (node.items as AnyPair[]).filter((item) => !isMergeKey(item));
    const merged = sourcesOf(node).flatMap((source) => this.keys(source));
    return [...new Set([...own.flatMap((item) => keyOf(item) ?? []), ...merged])];
  }

  /**
   * A node as plain data; what an alias means occurs in it as the same object each time.
   *
   * @throws Error if aliases make it too large
   */
  data(node: unknown): unknown {
    const known = new Map<unknown, unknown>();
    const sizes = new Map<unknown, number>();
    let size = 0;
    const readInto = (value: Record<string, unknown>, map: YAMLMap) => {
      const items = map.items as AnyPair[];
      for (const item of items) {
        const key = isMergeKey(item) ? undefined : keyOf(item);
        if (key !== undefined && !Object.hasOwn(value, key)) setOwn(value, key, read(item.value));
      }
      for (const source of sourcesOf(map)) if (isMap(source)) readInto(value, source);
    };
    const read = (each: unknown): unknown => {
      const found = meaning(each);
      if (!isCollection(found)) {
        size++;
        return isScalar(found) ? found.toJSON() : null;
      }
      if (known.has(found)) {
        size += sizes.get(found) ?? 0;
        if (size > maxNodes) throw new Error("its YAML aliases stand for too much text");
        return known.get(found);
      }
      const before = size++;
      const value: Record<string, unknown> | unknown[] = isSeq(found) ? [] : {};
      known.set(found, value);
      if (Array.isArray(value)) for (const item of found.items) value.push(read(item));
      else if (isMap(found)) readInto(value, found);
      sizes.set(found, size - before);
      return value;
    };
    return read(node);
  }

  /**
   * The node at a pointer, which belongs to this place alone: aliases, merged members and anchors on
   * the way are written out.
   */
  own(pointer: Pointer): unknown {
    let node: unknown = this.#document.contents;
    for (const token of pointer) {
      if (isMap(node)) this.#ownMember(node, token);
      const slot = this.#slotOf(node, token);
      if (!slot) return undefined;
      node = this.#ownValue(slot);
    }
    return node;
  }

  /** Like `own`, for a map one of whose members is renamed or removed. */
  ownWithout(pointer: Pointer, key: string): unknown {
    const map = this.own(pointer);
    if (isMap(map) && sourcesOf(map).some((source) => this.pair(source, key))) this.#unmerge(map);
    return map;
  }

  #slotOf(holder: unknown, token: string): Slot | undefined {
    if (isMap(holder)) {
      const pair = pairOf(holder, token);
      if (!pair) return undefined;
      const set = (value: unknown) => {
        this.#onEdit(holder);
        pair.value = value;
      };
      return { get: () => pair.value, set };
    }
    if (!isSeq(holder)) return undefined;
    const items = holder.items;
    // Items move when others are removed.
    let current = items[Number(token)];
    if (current === undefined) return undefined;
    const set = (value: unknown) => {
      this.#onEdit(holder);
      items[items.indexOf(current)] = value;
      current = value;
    };
    return { get: () => (items.includes(current) ? current : undefined), set };
  }

  #ownValue(slot: Slot): unknown {
    const value = slot.get();
    if (isAlias(value)) {
      const target = targets.get(value);
      if (!target) return undefined;
      // The only use of what stands aside is edited there.
      if (this.#uses.get(target) === 1 && this.#isAside(target)) return target;
      const copy = this.#copyOf(target);
      slot.set(copy);
      this.#writtenOut.push({ alias: value, value: copy, slot });
      return copy;
    }
    const node = value as Node;
    if (this.#uses.has(node) && !this.#edited.has(node)) this.#edited.set(node, this.#copyOf(node));
    return value;
  }

  /** A merged member becomes a member of the map, which overrides it. */
  #ownMember(map: YAMLMap, key: string): void {
    const own = pairOf(map, key);
    const found = this.pair(map, key);
    if (!found || found === own) return;
    const [merge] = (map.items as AnyPair[]).filter(isMergeKey);
    if (merge) this.#unmerged.push(unshared(merge));
    this.#onEdit(map);
    const copy = this.#copyOf(meaning(found.value) as Node);
    map.items.push(this.#document.createPair(key, copy) as Pair);
    dropIndex(map);
  }

  /** Merged members become members in place of the merge key. */
  #unmerge(map: YAMLMap): void {
    const items = map.items as AnyPair[];
    const merges = items.filter(isMergeKey);
    for (const key of this.keys(map)) this.#ownMember(map, key);
    this.#onEdit(map);
    for (const merge of merges) items.splice(items.indexOf(merge), 1);
    dropIndex(map);
  }

  /**
   * Shares again what is still the same everywhere, and gives every alias an anchor before it. To be
   * called before the document is printed.
   *
   * @param isUse whether an anchored node is a part of the API where it stands
   * @returns the uses that differ from the others now
   */
  settle(): Unshared[] {
    const left: WrittenOut[] = [];
    for (const target of new Set(this.#writtenOut.map(({ alias }) => targets.get(alias)))) {
      if (target) left.push(...this.#share(target));
    }
    const found = left.map(({ alias }) => ({ name: alias.source, offset: alias.range?.[0] ?? 0 }));
    for (const [node, before] of this.#edited) {
      if (isSame(this.data(node), this.data(before))) continue;
      const name = (node as Scalar).anchor ?? "";
      const users = this.#aliasesOf(node);
      if (users.length === 0) continue;
      for (const alias of users) targets.set(alias, before);
      found.push({ name, offset: node.range?.[0] ?? 0 });
    }
    this.#anchor();
    return [...found, ...this.#unmerged];
  }

  /** Returns the uses of an anchor that have to stay written out. */
  #share(target: Node): WrittenOut[] {
    const all = this.#writtenOut.filter(
      ({ alias, value, slot }) => targets.get(alias) === target && slot.get() === value,
    );
    const [first] = all;
    if (!first) return [];
    const before = this.#edited.get(target);
    const now = this.data(first.value);
    const isEverywhere =
      this.#aliasesOf(target).length === 0 &&
      all.every(({ value }) => isSame(this.data(value), now)) &&
      (before && !isSame(this.data(before), this.data(target))
        ? isSame(this.data(target), now)
        : this.#isAside(target));
    if (isEverywhere) {
      if (!isSame(this.data(target), now)) this.#replaceContent(target, first.value);
      this.#edited.delete(target);
      for (const { alias, slot } of all) slot.set(alias);
      return [];
    }
    const old = this.data(before ?? target);
    const isBack = ({ value }: WrittenOut) => isSame(this.data(value), old);
    for (const use of all.filter(isBack)) use.slot.set(use.alias);
    return all.filter((use) => !isBack(use));
  }

  /** The aliases of a node that are left in the document, or in what other aliases mean. */
  #aliasesOf(target: Node): Alias[] {
    const found: Alias[] = [];
    for (const root of [this.#document.contents, ...this.#edited.values()]) {
      visit(root, {
        Alias: (_, alias) => {
          if (targets.get(alias) === target) found.push(alias);
        },
      });
    }
    return found;
  }

  /** Gives each alias its node: an anchor before it, otherwise the node itself. */
  #anchor(): void {
    const last = new Map<string, Node>();
    const placed = new Map<unknown, unknown>();
    visit(this.#document, {
      Node: (_, node, around) => {
        if (!isAlias(node)) {
          if (node.anchor !== undefined) last.set(node.anchor, node as Node);
          return undefined;
        }
        const target = targets.get(node);
        const known = last.get(node.source);
        if (!target || known === target || (known && known === placed.get(target)))
          return undefined;
        const holder = around.findLast(isCollection);
        if (holder) this.#onEdit(holder as Collection);
        const copy = this.#copyOf(target);
        if (known === undefined || this.#aliasesOf(known).length === 0) {
          (copy as Scalar).anchor = node.source;
          placed.set(target, copy);
        }
        // It is visited in turn, with what it contains.
        return copy;
      },
    });
  }

  /** A copy without anchors; its aliases mean the same as the original's. */
  #copyOf(node: Node): Node {
    const copy = node.clone() as Node;
    const aliases: Alias[] = [];
    visit(node, { Alias: (_, alias) => void aliases.push(alias) });
    visit(copy, {
      Node: (_, each) => {
        if (!isAlias(each)) {
          delete (each as Scalar).anchor;
          return;
        }
        const target = targets.get(aliases.shift() as Alias);
        if (!target) return;
        targets.set(each, target);
        this.#uses.set(target, (this.#uses.get(target) ?? 0) + 1);
      },
    });
    return copy;
  }

  #replaceContent(node: Node, from: Node): void {
    if (isCollection(node) && isCollection(from)) {
      this.#onEdit(node as Collection);
      node.items = from.items as YAMLSeq["items"] & YAMLMap["items"];
      node.flow = from.flow ?? false;
      if (isMap(node)) dropIndex(node);
    } else if (isScalar(node) && isScalar(from)) node.value = from.value;
  }
}

/** A key may be called `__proto__`. */
function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== "__proto__") object[key] = value;
  else {
    Object.defineProperty(object, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
}

/** What an alias means; any other node itself. */
function meaning(node: unknown): unknown {
  return isAlias(node) ? targets.get(node) : node;
}

function isMergeKey({ key }: AnyPair): boolean {
  if (!isScalar(key)) return key === "<<";
  return key.value === "<<" ? key.type === "PLAIN" : typeof key.value === "symbol";
}

/** The maps that a map takes members from; the first that has a member wins. */
function sourcesOf(map: YAMLMap): unknown[] {
  const merges = (map.items as AnyPair[]).filter(isMergeKey);
  return merges.flatMap(({ value }) => {
    const source = meaning(value);
    return isSeq(source) ? source.items.map(meaning) : [source];
  });
}

function unshared(merge: AnyPair): Unshared {
  const node = isPair(merge) && isAlias(merge.value) ? merge.value : undefined;
  return { name: node?.source ?? "<<", offset: node?.range?.[0] ?? 0 };
}
