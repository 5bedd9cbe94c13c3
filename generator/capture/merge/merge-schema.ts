import { basename } from "node:path";
import {
  type Component,
  componentOf,
  type Fields,
  fieldsOf,
  formatPointer,
  holdsSchemas,
  isFields,
  isSame,
  listOf,
  type Pointer,
  provenanceField,
  rewriteReferences,
  slotOf,
} from "../../openapi/index.js";
import type { Mark } from "../fact.js";
import { silentOnBody } from "../notes.js";
import { composition, speakingSchema } from "./composed-schema.js";
import { type At, below, type EditableSpec, keyOf, placesOf } from "./editable-spec.js";
import type { MergeLog } from "./merge-log.js";
import { mergeRequired } from "./merge-required.js";
import { isFact, pointerText } from "./page-facts.js";
import { isUndocumented, levelOf, statementOf, type Uncertainty } from "./page-source.js";
import { judgeRequirement, leavesRequirementOpen } from "./requirement.js";
import { deref, member, referenceOf, type Tree } from "./resolved-tree.js";
import type { SharedComponents } from "./shared-components.js";
import { spelledAs } from "./spelling.js";

/** A part of a page's statements, and its pointer in the page's marks. */
export interface PageNode {
  readonly tree: Tree;
  /** Relative to the Operation Object, or starting with `#` for a component. */
  readonly pointer: Pointer;
}

/** The origin of a node of the spec, which decides whether it may be changed. */
export interface NodeOrigin {
  /** For messages: `GET /things: response 200, name`. */
  readonly what: string;
  /** Nobody states its content, so the page prevails. */
  readonly isOpen: boolean;
}

/** A schema of the spec that is compared with one of a page. */
interface Given {
  /** The schemas that say together what it does, the schema itself first. */
  readonly parts: readonly At[];
  /** The members that it listed before. */
  readonly known: ReadonlySet<string>;
  readonly origin: NodeOrigin;
}

/** What was made of components that several operations share. */
export interface MergedComponents {
  /** Pairs of a node of the spec and a component that were already compared. */
  readonly compared: Set<string>;
  /** The spec's components for those of the page, including the one that is being created. */
  readonly places: Map<string, At>;
  /** Components within components that are being merged. */
  depth: number;
  /** What is merged when the outermost component is done. */
  readonly pending: (() => void)[];
}

export function newMergedComponents(): MergedComponents {
  return { compared: new Set(), places: new Map(), depth: 0, pending: [] };
}

/** Components that refer to one another further than this are merged later, to save the stack. */
const maxComponentDepth = 50;

/**
 * Updates schemas of the spec with the statements of a page. Three sides are compared: the spec,
 * the page, and the page at the last capture. If the spec still has the captured value, it follows
 * the page; if somebody has changed it, that is a conflict.
 */
export class SchemaMerge {
  readonly #spec: EditableSpec;
  readonly #log: MergeLog;
  readonly #page: string;
  readonly #source: string | undefined;
  readonly #marks: readonly Mark[];
  readonly #base: Fields;
  /** Pairs of nodes that were already compared: schemas may refer to themselves. */
  readonly #compared = new Set<string>();
  readonly #shared: MergedComponents;
  readonly #pages: SharedComponents | undefined;

  constructor(
    spec: EditableSpec,
    log: MergeLog,
    about: {
      page: string;
      source: string | undefined;
      marks: readonly Mark[];
      base: Fields;
      shared?: MergedComponents | undefined;
      pages?: SharedComponents | undefined;
    },
  ) {
    this.#spec = spec;
    this.#log = log;
    this.#page = about.page;
    this.#source = about.source;
    this.#marks = about.marks;
    this.#base = about.base;
    this.#pages = about.pages;
    this.#shared = about.shared ?? newMergedComponents();
  }

  /** Compares a schema of the spec with a stated one, and adds what is missing. */
  merge(at: At, stated: PageNode, base: Tree | undefined, origin: NodeOrigin): void {
    const spec = this.#spec.value(at);
    if (!hasFacts(spec)) {
      if (!hasFacts(stated.tree.value)) return;
      const after = this.toSpec(stated, at);
      if (isFields(spec) && isFields(after)) this.#spec.set(at, { ...spec, ...after });
      else this.#spec.set(at, after);
      this.change(origin.what, at, undefined, stated.tree.value);
      return;
    }
    const target = speakingSchema(this.#spec, at, follow(stated)?.tree);
    const side = nameOf(referenceOf(stated.tree)) ?? formatPointer(stated.pointer);
    const pair = `${keyOf(target)} ${side}`;
    const found = follow(stated);
    const compared = nameOf(referenceOf(stated.tree)) ? this.#shared.compared : this.#compared;
    if (compared.has(pair) || !found) return;
    compared.add(pair);
    const { version } = this.#spec;
    const { parts, ...sides } = composition(this.#spec, target, found.tree, deref(base));
    const keys = new Set(parts.flatMap(({ file, pointer }) => file.keys(pointer)));
    keys.delete("$ref");
    const known = Object.fromEntries(
      [...keys].map((key) => [
        key,
        this.#spec.value(placesOf(parts, key)[0] ?? below(target, key)),
      ]),
    );
    const page = { ...found, tree: spelledAs(sides.page, known, version) };

    const wasUndocumented = isUndocumented(this.#spec, below(target, provenanceField));
    const isOpen = this.#isOpen(target, origin);
    const next = { what: origin.what, isOpen };
    const before = spelledAs(sides.base, known, version);
    if (!isFields(page.tree.value) || !isFields(this.#spec.value(target))) {
      this.decide(target, page.tree.value, before?.value, next);
      return;
    }
    const fields = placesOf(parts, "properties").flatMap((place) => this.#spec.keys(place));
    const given = { parts, known: new Set(fields), origin: next };
    for (const keyword of new Set([...keys, ...Object.keys(page.tree.value)])) {
      const isCompared = isFact("schema", keyword) && keyword !== "required";
      if (isCompared) this.#keyword(keyword, page, before, given);
    }
    mergeRequired(this.#spec, { ...given, page, base: before, marks: this.#marks }, this);
    if (wasUndocumented) this.#confirm(target, page);
  }

  #isOpen(at: At, origin: NodeOrigin): boolean {
    return origin.isOpen || isUndocumented(this.#spec, below(at, provenanceField));
  }

  #keyword(
    keyword: string,
    page: PageNode,
    base: Tree | undefined,
    { parts, origin }: Given,
  ): void {
    const places = placesOf(parts, keyword);
    const node = places[0] ?? below(parts[0] ?? this.#spec.root, keyword);
    const [stated, before] = [stepInto(page, keyword), member(base, keyword)];
    const here = { ...origin, what: `${origin.what}, ${keyword}` };
    const form = formOfSchemas(keyword, stated?.tree.value ?? this.#spec.value(node));
    if (form === "map") {
      const known = places.flatMap((place) => this.#spec.keys(place));
      const names = [...known, ...Object.keys(fieldsOf(stated?.tree.value))];
      for (const name of new Set(names)) {
        const field = { ...origin, what: `${origin.what}, ${name}` };
        const [side, old] = [stepInto(stated, name), member(before, name)];
        const holder = places.find((place) => this.#spec.has(below(place, name)));
        const entry = below(holder ?? node, name);
        if (stated && !side && this.#pages?.has([...stated.pointer, name])) continue;
        if (stated && !side && !old && !this.#isOpen(entry, origin)) {
          // A page that lists the fields of an object lists all of them.
          this.conflict(field.what, entry, this.#spec.value(entry), undefined);
        } else {
          this.#member(entry, side, old, field);
        }
      }
    } else if (keyword === "discriminator") {
      this.#discriminator(node, stated, before, here);
    } else if (form === "one") {
      this.#member(node, stated, before, here);
    } else if (form === "list") {
      const [all, wanted] = [listOf(this.#spec.value(node)), listOf(stated?.tree.value)];
      if (!stated || all.length !== wanted.length) {
        this.decide(node, stated && this.toSpec(stated, node), before?.value, here);
        return;
      }
      for (const index of wanted.keys()) {
        const [option, old] = [stepInto(stated, String(index)), member(before, String(index))];
        const what = `${here.what} ${index + 1}`;
        if (option) this.merge(below(node, String(index)), option, old, { ...here, what });
      }
    } else {
      // Of several places that restrict a value, one that agrees is enough.
      const same = places.find((place) => isAlike(this.#spec.value(place), stated?.tree.value));
      this.decide(same ?? node, stated?.tree.value, before?.value, here);
    }
  }

  /** A schema within a schema that one side may lack. */
  #member(at: At, stated: PageNode | undefined, base: Tree | undefined, origin: NodeOrigin): void {
    const isThere = this.#spec.value(at) !== undefined;
    if (isThere && stated) this.merge(at, stated, base, origin);
    else this.decide(at, stated && this.toSpec(stated, at), base?.value, origin);
  }

  /**
   * Decides whether a parameter, a body or a header is required. What has no such field is optional.
   *
   * @param at the object that the spec has
   */
  decideRequired(at: At, stated: PageNode, base: Tree | undefined, origin: NodeOrigin): void {
    const flag = ({ value }: { value: unknown }) => fieldsOf(value)["required"] === true;
    const isOpen = leavesRequirementOpen(this.#marks, stated.pointer, stated.pointer);
    const node = below(at, "required");
    const spec = this.#spec.value(node);
    const sides = {
      spec: spec === true,
      page: flag(stated.tree) || (isOpen ? undefined : false),
      base: base && flag(base),
    };
    const verdict = judgeRequirement(sides, origin.isOpen);
    const what = `${origin.what}, required`;
    if (verdict === "contradict") this.conflict(what, node, sides.spec, sides.page);
    if (verdict !== "follows") return;
    this.change(what, node, spec, sides.page);
    const written = fieldsOf(stated.tree.value)["required"];
    if (written === undefined) this.#spec.remove(node);
    else this.#spec.set(node, written);
  }

  /**
   * Decides one value between the spec, the page and the last capture.
   *
   * @param facts the spec's value without its prose; default: it is read as a schema
   */
  decide(
    at: At,
    page: unknown,
    base: unknown,
    { what, isOpen }: NodeOrigin,
    facts?: unknown,
  ): void {
    const spec = this.#spec.value(at);
    const isUntouched = base !== undefined && isAlike(facts ?? bareOf(spec), base);
    if (isAlike(spec, page) || (page === undefined && !isUntouched)) return;
    if (spec === undefined ? base !== undefined && !isOpen : !isOpen && !isUntouched) {
      this.conflict(what, at, spec, page);
      return;
    }
    this.change(what, at, spec, page);
    if (page === undefined) this.#spec.remove(at);
    else this.#spec.set(at, page);
  }

  /** References count by their targets, however they are spelled. */
  #discriminator(
    at: At,
    stated: PageNode | undefined,
    base: Tree | undefined,
    here: NodeOrigin,
  ): void {
    const { root } = this.#spec;
    const spec = targetsIn(this.#spec, this.#spec.value(at), this.#spec.written(at).file);
    const page = stated && this.#withTargets(stated, at);
    if (isSame(targetsIn(this.#spec, page, this.#spec.written(at).file), spec)) return;
    this.decide(at, page, targetsIn(this.#spec, base?.value, root.file), here, spec);
  }

  #withTargets({ tree, pointer }: PageNode, at: At): unknown {
    return rewriteReferences(tree.value, { one: "discriminator" }, (ref) => {
      const component = componentOf(ref);
      const stated = { tree: { value: { $ref: ref }, components: tree.components }, pointer };
      const isThere = component && follow(stated)?.tree.value !== undefined;
      return isThere ? this.#spec.refTo(at, this.#component(component, stated)) : ref;
    });
  }

  /** A stated schema in the form for the spec: its references lead to the spec's components. */
  toSpec(stated: PageNode, at: At): unknown {
    const { value } = stated.tree;
    const component = referenceOf(stated.tree);
    if (component) return { $ref: this.#spec.refTo(at, this.#component(component, stated)) };
    if (!isFields(value)) return value;
    const convert = (keys: string[]) => {
      const part = keys.reduce<PageNode | undefined>(stepInto, stated);
      return part && this.toSpec(part, at);
    };
    const entries = Object.entries(value).map(([keyword, part]): [string, unknown] => {
      const form = formOfSchemas(keyword, part);
      if (form === "map") {
        const names = Object.keys(fieldsOf(part));
        return [keyword, Object.fromEntries(names.map((key) => [key, convert([keyword, key])]))];
      }
      if (form === "list") {
        return [keyword, listOf(part).map((_, index) => convert([keyword, String(index)]))];
      }
      if (form === "one") return [keyword, convert([keyword])];
      const inner = keyword === "discriminator" ? stepInto(stated, keyword) : undefined;
      return [keyword, inner ? this.#withTargets(inner, at) : part];
    });
    const uncertainty = this.uncertainty(stated.pointer);
    if (uncertainty && this.#source !== undefined) {
      entries.push([provenanceField, statementOf(this.#source, uncertainty)]);
    }
    return Object.fromEntries(entries);
  }

  /** The page's marks for a node itself, without those inside it. */
  uncertainty(pointer: Pointer): Uncertainty {
    const node = pointerText(pointer);
    const own = this.#marks.filter((mark) => {
      // A field that the page does not mention is a gap, and does not make the body less certain.
      if (mark.pointer === silentOnBody) return false;
      if (mark.pointer === node) return true;
      const cut = mark.pointer.lastIndexOf("/");
      const last = mark.pointer.slice(cut + 1);
      return mark.pointer.slice(0, cut) === node && isFact("schema", last) && !holdsSchemas(last);
    });
    const [first] = own;
    if (!first) return undefined;
    const reasons = [...new Set(own.map(({ because }) => because))];
    return { confidence: first.confidence, because: reasons.join("; ") };
  }

  /** The spec's component for one of the page's, created or updated. */
  #component({ section, key }: Component, stated: PageNode): At {
    const name = `${section}/${key}`;
    const met = this.#shared.places.get(name);
    if (met) return met;
    const place = ["components", section];
    const entry = below(this.#spec.root, ...place, key);
    const pointer = ["#", ...place, key];
    const page = follow(stated);
    const base = member({ value: this.#base, components: this.#base }, section, key);
    if (this.#spec.value(entry) !== undefined) {
      const at = this.#spec.deref(entry);
      this.#shared.places.set(name, at);
      const isOpen = isUndocumented(this.#spec, below(at, provenanceField));
      const origin = { what: `components, ${key}`, isOpen };
      if (page) this.#within(() => this.merge(at, page, base, origin));
      return at;
    }
    const at = this.#spec.placeFor(place, key);
    // Before its content, which may refer to it.
    this.#shared.places.set(name, at);
    this.#within(() => this.#create(at, key, pointer, page));
    return at;
  }

  /** Merges a component now or, if many others are being merged, after them. */
  #within(merge: () => void): void {
    const { pending } = this.#shared;
    if (this.#shared.depth >= maxComponentDepth) {
      pending.push(merge);
      return;
    }
    this.#shared.depth += 1;
    merge();
    this.#shared.depth -= 1;
    if (this.#shared.depth > 0) return;
    for (let next = pending.shift(); next; next = pending.shift()) this.#within(next);
  }

  #create(at: At, key: string, pointer: Pointer, page: PageNode | undefined): void {
    const content = page ? this.toSpec(page, at) : {};
    const isMarked = isFields(content) && content[provenanceField] !== undefined;
    this.#spec.set(at, {
      ...fieldsOf(content),
      ...(!isMarked &&
        this.#source !== undefined && {
          [provenanceField]: statementOf(this.#source, this.uncertainty(pointer)),
        }),
    });
    this.change(`components, ${key}`, at, undefined, page?.tree.value);
  }

  #confirm(at: At, page: PageNode): void {
    if (this.#source === undefined || this.uncertainty(page.pointer)) return;
    const statement = below(at, provenanceField);
    const before = levelOf(this.#spec, statement);
    this.#spec.set(statement, statementOf(this.#source, undefined));
    this.change("provenance", statement, before, "documented");
  }

  change(what: string, at: At, before: unknown, after: unknown): void {
    const place = this.#spec.place(at);
    this.#log.changes.push({ what, before, after, place, page: this.#page });
  }

  conflict(what: string, at: At, spec: unknown, page: unknown): void {
    const place = this.#spec.place(at);
    const { file, pointer } = this.#spec.written(at);
    // An operation leads to shared parts in several ways, of which any may be the first.
    const isShared = pointer[0] !== "paths" && pointer[0] !== "webhooks";
    const subject = isShared ? `${basename(file.path)}#${formatPointer(pointer)}` : what;
    this.#log.conflicts.push({ what, subject, spec, page, place, location: this.#page });
  }
}

export function stepInto(stated: PageNode | undefined, key: string): PageNode | undefined {
  const tree = member(stated?.tree, key);
  return stated && tree && { tree, pointer: [...stated.pointer, key] };
}

/** Follows a reference, in the tree and in the pointer. */
function follow(stated: PageNode): PageNode | undefined {
  const component = referenceOf(stated.tree);
  if (!component) return stated;
  const tree = deref(stated.tree);
  return tree && { tree, pointer: ["#", "components", component.section, component.key] };
}

/** A discriminator with the place of each schema that it names. */
function targetsIn(spec: EditableSpec, value: unknown, file: At["file"]): unknown {
  return rewriteReferences(value, { one: "discriminator" }, (ref) => {
    // A plain name is that of a component of the whole spec, in any file.
    const target = spec.named(ref, file) ?? spec.named(ref, spec.root.file);
    return target ? keyOf(spec.deref(target)) : ref;
  });
}

/** The form of a keyword with schemas: by name, in a list, or a single one. */
function formOfSchemas(keyword: string, value: unknown): "map" | "list" | "one" | undefined {
  const slot = holdsSchemas(keyword) ? slotOf("schema", keyword) : undefined;
  if (!slot) return undefined;
  if ("map" in slot) return "map";
  return "list" in slot || ("oneOrList" in slot && Array.isArray(value)) ? "list" : "one";
}

function nameOf(component: Component | undefined): string | undefined {
  return component && `${component.section}/${component.key}`;
}

/** Whether a schema restricts anything; `true` and an empty one do not. */
function hasFacts(value: unknown): boolean {
  return isFields(value)
    ? Object.keys(value).some((key) => isFact("schema", key))
    : value !== undefined && value !== true;
}

/** Compares lists in which the order has no meaning: types, values of an enum. */
function isAlike(a: unknown, b: unknown): boolean {
  const isList = Array.isArray(a) && Array.isArray(b);
  const sorted = (list: unknown) =>
    listOf(list)
      .map((item) => JSON.stringify(item))
      .sort();
  return isList && [...a, ...b].every((item) => !isFields(item))
    ? isSame(sorted(a), sorted(b))
    : isSame(a, b);
}

function bareOf(value: unknown): unknown {
  return isFields(value)
    ? Object.fromEntries(Object.entries(value).filter(([key]) => isFact("schema", key)))
    : value;
}
