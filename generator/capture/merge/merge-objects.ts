import {
  fieldsOf,
  isFields,
  isSame,
  type Kind,
  kindIn,
  listOf,
  provenanceField,
  type Slot,
  slotOf,
} from "../../openapi/index.js";
import { type At, below, type EditableSpec } from "./editable-spec.js";
import { matchName } from "./match-name.js";
import { type NodeOrigin, type PageNode, type SchemaMerge, stepInto } from "./merge-schema.js";
import { isFact, withoutProse } from "./page-facts.js";
import { isUndocumented } from "./page-source.js";
import { member, type Tree } from "./resolved-tree.js";
import { isDefault } from "./spelling.js";

/** A part of the spec, the page's statement about it, and the one at the last capture. */
export interface MergeInputs {
  readonly at: At;
  readonly stated: PageNode | undefined;
  readonly base: Tree | undefined;
}

/**
 * Merges objects other than schemas (parameters, bodies, responses, headers, encodings): every
 * field in the grammar, by its content.
 */
export class ObjectMerge {
  readonly #spec: EditableSpec;
  readonly #schemas: SchemaMerge;

  constructor(spec: EditableSpec, schemas: SchemaMerge) {
    this.#spec = spec;
    this.#schemas = schemas;
  }

  /** A stated object in the form for the spec. */
  toSpec(stated: PageNode, kind: Kind, at: At): unknown {
    if (kind === "schema") return this.#schemas.toSpec(stated, at);
    const convert = (part: PageNode | undefined, slot: Slot): unknown => {
      const value = part?.tree.value;
      if (!part || (!Array.isArray(value) && !("map" in slot))) {
        return part && this.toSpec(part, kindIn(slot), at);
      }
      const one = (key: string) => convert(stepInto(part, key), { one: kindIn(slot) });
      if (Array.isArray(value)) return value.map((_, index) => one(String(index)));
      return Object.fromEntries(Object.keys(fieldsOf(value)).map((key) => [key, one(key)]));
    };
    const { value } = stated.tree;
    if (!isFields(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([field, part]) => {
        const slot = slotOf(kind, field);
        return [field, slot ? convert(stepInto(stated, field), slot) : part];
      }),
    );
  }

  /** @param sides an object that the spec has */
  merge({ at, stated, base }: MergeInputs, kind: Kind, origin: NodeOrigin): void {
    if (kind === "schema" && stated) {
      this.#schemas.merge(at, stated, base, origin);
      return;
    }
    const statement = below(this.#spec.deref(at), provenanceField);
    const isOpen = origin.isOpen || isUndocumented(this.#spec, statement);
    const fields = [stated?.tree, base].flatMap((tree) => Object.keys(fieldsOf(tree?.value)));
    const isNeeded = kind === "parameter" && fieldsOf(this.#spec.value(at))["in"] === "path";
    const hasFlag = slotOf(kind, "required") === undefined && isFact(kind, "required");
    const isFlag = (field: string) => field === "required" && hasFlag && !isNeeded;
    if (stated && hasFlag && !isNeeded) {
      this.#schemas.decideRequired(at, stated, base, { what: origin.what, isOpen });
    }
    for (const field of new Set(fields)) {
      if (isFlag(field) && stated) continue;
      const slot = slotOf(kind, field);
      const inputs = {
        at: below(at, field),
        stated: stepInto(stated, field),
        base: member(base, field),
      };
      const owner = fieldsOf(this.#spec.value(at));
      const isSilent = base === undefined && owner[field] === undefined;
      if (isSilent && isDefault(kind, field, inputs.stated?.tree.value, owner)) continue;
      // Schemas and contents have the name of their owner.
      const isPlain = field === "schema" || field === "content" || field === "headers";
      const what = isPlain ? origin.what : `${origin.what}, ${field}`;
      this.#slot(inputs, slot, { what, isOpen });
    }
  }

  #slot(inputs: MergeInputs, slot: Slot | undefined, origin: NodeOrigin): void {
    const { at, stated, base } = inputs;
    if (slot && "map" in slot) this.#map(inputs, slot.map, origin);
    else if (slot && "list" in slot) this.#list(inputs, slot.list, origin);
    else if (slot) this.#one(inputs, kindIn(slot), origin);
    else this.#schemas.decide(at, stated?.tree.value, base?.value, origin);
  }

  /** Merges an object that one side may lack. */
  #one({ at, stated, base }: MergeInputs, kind: Kind, origin: NodeOrigin): void {
    const value = this.#spec.value(at);
    if (stated && (kind === "schema" || value !== undefined)) {
      this.merge({ at, stated, base }, kind, origin);
      return;
    }
    const wanted = stated && this.toSpec(stated, kind, at);
    this.#schemas.decide(at, wanted, base?.value, origin, withoutProse(value, kind));
  }

  #list(inputs: MergeInputs, kind: Kind, origin: NodeOrigin): void {
    const { at, stated, base } = inputs;
    const wanted = listOf(stated?.tree.value);
    if (!stated || listOf(this.#spec.value(at)).length !== wanted.length) {
      const value = stated && wanted.map((_, index) => this.#item(stated, index, kind, at));
      this.#schemas.decide(at, value, base?.value, origin);
      return;
    }
    for (const index of wanted.keys()) {
      const key = String(index);
      const item = { at: below(at, key), stated: stepInto(stated, key), base: member(base, key) };
      this.#one(item, kind, { ...origin, what: `${origin.what} ${index + 1}` });
    }
  }

  #item(stated: PageNode, index: number, kind: Kind, at: At): unknown {
    const item = stepInto(stated, String(index));
    return item && this.toSpec(item, kind, at);
  }

  #map({ at, stated, base }: MergeInputs, kind: Kind, { what, isOpen }: NodeOrigin): void {
    const wanted = Object.keys(fieldsOf(stated?.tree.value));
    const earlier = Object.keys(fieldsOf(base?.value));
    const inner = (name: string) => `${what}, ${kind === "header" ? `header ${name}` : name}`;
    const met = new Set<string>();
    for (const name of wanted) {
      const known = matchName(name, kind, { stated: wanted, known: this.#spec.keys(at) }) ?? name;
      const before = matchName(name, kind, { stated: wanted, known: earlier });
      met.add(known);
      const inputs = {
        at: below(at, known),
        stated: stepInto(stated, name),
        base: before === undefined ? undefined : member(base, before),
      };
      const isThere = this.#spec.value(inputs.at) !== undefined;
      const label = kind === "mediaType" && isThere ? what : inner(name);
      this.#one(inputs, kind, { what: label, isOpen });
    }
    // A page without any content does not deny that there is some.
    if (kind === "mediaType" && wanted.length === 0) return;
    for (const name of this.#spec.keys(at).filter((each) => !met.has(each))) {
      const node = below(at, name);
      const before = matchName(name, kind, { stated: [name], known: earlier });
      // A placeholder for unknown content was never a statement.
      const unknown = { value: { schema: {} }, components: {} };
      const isUnknown = isOpen && isSame(this.#spec.value(node), unknown.value);
      const old = isUnknown ? unknown : before === undefined ? undefined : member(base, before);
      this.#one({ at: node, stated: undefined, base: old }, kind, { what: inner(name), isOpen });
    }
  }
}
