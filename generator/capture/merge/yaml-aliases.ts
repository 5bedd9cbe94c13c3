import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
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
import { dataOf, keysOf, meaning, pairIn, sourcesOf, targets } from "./yaml-meaning.js";
import { type AnyPair, dropIndex, mergesOf, pairOf } from "./yaml-pairs.js";

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

/**
 * The anchors of a document, and who uses them. A use becomes its own before it is edited, because an
 * edit of one must not change the others; what is the same again afterwards is shared again.
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
  /** Most documents have no alias, and are large: they need not be searched for some. */
  #hasAliases = false;

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
  }

  /** To be told of every node that may hold aliases: those of the document, and what comes into it. */
  meet(met: unknown): void {
    if (!isNode(met)) return;
    const anchors = new Map<string, Node>();
    visit(met, {
      Node: (_, node, around) => {
        if (!isAlias(node)) {
          if (node.anchor !== undefined) anchors.set(node.anchor, node as Node);
          return;
        }
        this.#hasAliases = true;
        // What comes from elsewhere knows already what its aliases mean.
        const target = targets.has(node) ? undefined : anchors.get(node.source);
        // A node that contains itself has no value.
        if (!target || around.includes(target)) return;
        targets.set(node, target);
        this.#uses.set(target, (this.#uses.get(target) ?? 0) + 1);
      },
    });
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
    if (isMap(map) && sourcesOf(map).some((source) => pairIn(source, key))) this.#unmerge(map);
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
    const found = pairIn(map, key);
    if (!found || found === own) return;
    const [merge] = mergesOf(map);
    if (merge) this.#unmerged.push(unshared(merge));
    this.#onEdit(map);
    const copy = this.#copyOf(meaning(found.value) as Node);
    map.items.push(this.#document.createPair(key, copy) as Pair);
    dropIndex(map);
  }

  /** Merged members become members in place of the merge key. */
  #unmerge(map: YAMLMap): void {
    const items = map.items as AnyPair[];
    const merges = mergesOf(map);
    for (const key of keysOf(map)) this.#ownMember(map, key);
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
    if (!this.#hasAliases) return [...this.#unmerged];
    const users = this.#users();
    const left: WrittenOut[] = [];
    const byTarget = new Map<Node, WrittenOut[]>();
    for (const use of this.#writtenOut) {
      const target = targets.get(use.alias);
      if (!target || use.slot.get() !== use.value) continue;
      addTo(byTarget, target, use);
    }
    for (const [target, all] of byTarget) left.push(...this.#share(target, all, users));
    const found = left.map(({ alias }) => ({ name: alias.source, offset: alias.range?.[0] ?? 0 }));
    for (const [node, before] of this.#edited) {
      if (isSame(dataOf(node), dataOf(before))) continue;
      const name = (node as Scalar).anchor ?? "";
      const aliases = users.get(node) ?? [];
      if (aliases.length === 0) continue;
      for (const alias of aliases) targets.set(alias, before);
      found.push({ name, offset: node.range?.[0] ?? 0 });
    }
    this.#anchor();
    return [...found, ...this.#unmerged];
  }

  /** Returns those uses of an anchor that have to stay written out. */
  #share(target: Node, all: readonly WrittenOut[], users: Map<Node, Alias[]>): WrittenOut[] {
    const [first] = all;
    if (!first) return [];
    const isUsedElsewhere = users.has(target);
    const putBack = ({ alias, slot }: WrittenOut) => {
      slot.set(alias);
      addTo(users, target, alias);
    };
    const before = this.#edited.get(target);
    const now = dataOf(first.value);
    const isTheSame =
      !isUsedElsewhere &&
      all.every(({ value }) => isSame(dataOf(value), now)) &&
      (before && !isSame(dataOf(before), dataOf(target))
        ? isSame(dataOf(target), now)
        : this.#isAside(target));
    if (isTheSame) {
      if (!isSame(dataOf(target), now)) this.#replaceContent(target, first.value);
      this.#edited.delete(target);
      for (const use of all) putBack(use);
      return [];
    }
    const old = dataOf(before ?? target);
    const isBack = ({ value }: WrittenOut) => isSame(dataOf(value), old);
    for (const use of all.filter(isBack)) putBack(use);
    return all.filter((use) => !isBack(use));
  }

  /** The aliases that are left in the document, or in what other aliases mean, by what they mean. */
  #users(): Map<Node, Alias[]> {
    const found = new Map<Node, Alias[]>();
    for (const root of [this.#document.contents, ...this.#edited.values()]) {
      visit(root, {
        Alias: (_, alias) => {
          const target = targets.get(alias);
          if (target) addTo(found, target, alias);
        },
      });
    }
    return found;
  }

  /** Gives each alias its node: an anchor before it, otherwise the node itself. */
  #anchor(): void {
    const users = this.#users();
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
        if (known === undefined || !users.has(known)) {
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
        // It is nowhere in the text.
        delete each.range;
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

function addTo<Item>(lists: Map<Node, Item[]>, key: Node, item: Item): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

function unshared(merge: AnyPair): Unshared {
  const node = isPair(merge) && isAlias(merge.value) ? merge.value : undefined;
  return { name: node?.source ?? "<<", offset: node?.range?.[0] ?? 0 };
}
