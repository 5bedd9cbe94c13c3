import { type Diagnostic, describeFound, diagnose, type Place } from "../diagnostics/index.js";
import type { Spec } from "../load/index.js";
import {
  type At,
  below,
  type Fields,
  fieldsOf,
  isFields,
  pointerOfRef,
  refOf,
  tokensOf,
  top,
  withOwnText,
} from "../openapi/index.js";

/** The document to read, and the function that receives diagnostics. */
export interface Source {
  readonly spec: Spec;
  readonly report: (problem: Diagnostic) => void;
  /** The targets of references without siblings; cached, because many references are the same. */
  readonly targets: Map<string, Reader>;
}

/**
 * A node of the document, with its position. If a node does not have the type that a method asks
 * for, the method reports `wrong-shape` and returns the same as for an absent node, so that one run
 * finds every problem.
 */
export class Reader {
  /** The value as written; undefined if there is none. */
  readonly value: unknown;
  /** Its position; `place` gives it in a form for people. */
  readonly at: At;
  readonly #source: Source;

  /** @internal */
  constructor(source: Source, value: unknown, at: At) {
    this.#source = source;
    this.value = value;
    this.at = at;
  }

  /** The fields as written; none if this is not an object. */
  get raw(): Fields {
    return fieldsOf(this.value);
  }

  /** File, line and column. */
  get place(): Place {
    return this.#source.spec.place(tokensOf(this.at));
  }

  /** Whether there is a value. */
  get exists(): boolean {
    return this.value !== undefined;
  }

  /** A field of this object; its value is undefined if the field is missing. */
  get(field: string): Reader {
    const fields = this.#asObject();
    const value = fields && Object.hasOwn(fields, field) ? fields[field] : undefined;
    return this.#below(field, value);
  }

  /** The fields of this object. */
  fields(): [name: string, field: Reader][] {
    return Object.entries(this.#asObject() ?? {}).map(([name, value]) => [
      name,
      this.#below(name, value),
    ]);
  }

  /** The items of this list; none if it is missing. */
  items(): Reader[] {
    if (this.value === undefined) return [];
    if (!Array.isArray(this.value)) {
      this.#wrong("a list");
      return [];
    }
    return this.value.map((item, index) => this.#below(String(index), item));
  }

  /** This string; undefined if it is missing. */
  text(): string | undefined {
    if (this.value === undefined) return undefined;
    if (typeof this.value === "string") return this.value;
    return this.#wrong("a string");
  }

  /**
   * Text for people. YAML reads `version: 1.0` as a number and an empty `description:` as null, and
   * rejecting those would help nobody.
   */
  prose(): string | undefined {
    if (this.value === null) return undefined;
    const isPlain = typeof this.value === "number" || typeof this.value === "boolean";
    return isPlain ? String(this.value) : this.text();
  }

  /** This boolean; undefined if it is missing. */
  flag(): boolean | undefined {
    if (this.value === undefined) return undefined;
    if (typeof this.value === "boolean") return this.value;
    return this.#wrong("true or false");
  }

  /** The strings of this list. */
  texts(): string[] {
    return this.items().flatMap((item) => item.text() ?? []);
  }

  /** The target of a `$ref`, at its own position; siblings of the reference are ignored. */
  resolved(): Reader {
    const ref = refOf(this.value);
    if (ref === undefined) return this;
    const { spec, targets } = this.#source;
    const isBare = Object.keys(this.raw).length === 1;
    const known = isBare ? targets.get(ref) : undefined;
    if (known) return known;
    const value = spec.resolve(ref);
    // Loading has already reported references that cannot be resolved.
    const pointer = value === undefined ? undefined : pointerOfRef(ref);
    const at = pointer ? below(top, ...pointer) : this.at;
    const target = new Reader(this.#source, withOwnText(this.raw, value), at);
    if (isBare && pointer) targets.set(ref, target);
    return target;
  }

  /**
   * Reports a problem in the document; only for the generator itself.
   *
   * @internal
   */
  report(problem: Diagnostic): void {
    this.#source.report(problem);
  }

  #below(token: string, value: unknown): Reader {
    return new Reader(this.#source, value, { up: this.at, token });
  }

  #asObject(): Fields | undefined {
    if (this.value === undefined) return undefined;
    return isFields(this.value) ? this.value : this.#wrong("an object");
  }

  #wrong(expected: string): undefined {
    const what = this.at.up === undefined ? "the document" : `"${this.at.token}"`;
    const found = describeFound(this.value);
    this.report(diagnose("wrong-shape", { what, expected, found }, this.place));
    return undefined;
  }
}
