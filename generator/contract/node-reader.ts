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

/** The document that is read, and whom to tell of what is wrong with it. */
export interface Source {
  readonly spec: Spec;
  readonly report: (problem: Diagnostic) => void;
  /** What was met behind references with nothing beside them; kept, because many are alike. */
  readonly targets: Map<string, Reader>;
}

/**
 * A node of the document, and where it stands. Reading it as something that it is not reports
 * `wrong-shape` at the node and gives what an absent node gives, so that one run finds every
 * problem.
 */
export class Reader {
  /** What stands there, as it is written; undefined if nothing does. */
  readonly value: unknown;
  /** Where it stands; for people, `place` says it. */
  readonly at: At;
  readonly #source: Source;

  constructor(source: Source, value: unknown, at: At) {
    this.#source = source;
    this.value = value;
    this.at = at;
  }

  /** The fields as they are written; none if this is no object. */
  get raw(): Fields {
    return fieldsOf(this.value);
  }

  /** File, line and column. */
  get place(): Place {
    return this.#source.spec.place(tokensOf(this.at));
  }

  /** Whether anything stands there. */
  get exists(): boolean {
    return this.value !== undefined;
  }

  /** A field of this object; its value is undefined if there is none. */
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

  /** The items of this list; none if there is nothing. */
  items(): Reader[] {
    if (this.value === undefined) return [];
    if (!Array.isArray(this.value)) {
      this.#wrong("a list");
      return [];
    }
    return this.value.map((item, index) => this.#below(String(index), item));
  }

  /** This text; undefined if there is none. */
  text(): string | undefined {
    if (this.value === undefined) return undefined;
    if (typeof this.value === "string") return this.value;
    return this.#wrong("a string");
  }

  /**
   * Text for people. YAML makes a number of `version: 1.0` and null of a blank `description:`, and
   * of no use is it to refuse those.
   */
  prose(): string | undefined {
    if (this.value === null) return undefined;
    const isPlain = typeof this.value === "number" || typeof this.value === "boolean";
    return isPlain ? String(this.value) : this.text();
  }

  /** This true or false; undefined if there is none. */
  flag(): boolean | undefined {
    if (this.value === undefined) return undefined;
    if (typeof this.value === "boolean") return this.value;
    return this.#wrong("true or false");
  }

  /** The texts of this list. */
  texts(): string[] {
    return this.items().flatMap((item) => item.text() ?? []);
  }

  /** `$ref` followed; the target stands at its own place, whatever the reference says of it. */
  resolved(): Reader {
    const ref = refOf(this.value);
    if (ref === undefined) return this;
    const { spec, targets } = this.#source;
    const isBare = Object.keys(this.raw).length === 1;
    const known = isBare ? targets.get(ref) : undefined;
    if (known) return known;
    const value = spec.resolve(ref);
    // What cannot be resolved was reported when it was read.
    const pointer = value === undefined ? undefined : pointerOfRef(ref);
    const at = pointer ? below(top, ...pointer) : this.at;
    const target = new Reader(this.#source, withOwnText(this.raw, value), at);
    if (isBare && pointer) targets.set(ref, target);
    return target;
  }

  /** Tells whoever reads the document of what is wrong with it; for the generator's own use. */
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
