import { type Diagnostic, describeFound, diagnose, type Place } from "../diagnostics/index.js";
import type { Spec } from "../load/index.js";
import { type Pointer, pointerOfRef, refOf, withOwnText } from "../openapi/index.js";

/**
 * A cursor over the document that knows where it stands. Reading a node as something that it is
 * not reports `wrong-shape` at that node and gives what an absent node gives, so that one run
 * finds every problem.
 */
export class Reader {
  readonly value: unknown;
  readonly pointer: Pointer;
  readonly #spec: Spec;
  readonly #report: (problem: Diagnostic) => void;

  constructor(spec: Spec, report: (problem: Diagnostic) => void, pointer: Pointer, value: unknown) {
    this.#spec = spec;
    this.#report = report;
    this.pointer = pointer;
    this.value = value;
  }

  get place(): Place {
    return this.#spec.place(this.pointer);
  }

  get exists(): boolean {
    return this.value !== undefined;
  }

  /** A field of this object; its value is undefined if there is none. */
  at(field: string): Reader {
    const fields = this.#asObject();
    const value = fields && Object.hasOwn(fields, field) ? fields[field] : undefined;
    return new Reader(this.#spec, this.#report, [...this.pointer, field], value);
  }

  /** The fields of this object. */
  fields(): [name: string, field: Reader][] {
    return Object.keys(this.#asObject() ?? {}).map((name) => [name, this.at(name)]);
  }

  items(): Reader[] {
    if (this.value === undefined) return [];
    if (!Array.isArray(this.value)) {
      this.#wrong("a list");
      return [];
    }
    return this.value.map(
      (item, index) => new Reader(this.#spec, this.#report, [...this.pointer, String(index)], item),
    );
  }

  text(): string | undefined {
    if (this.value === undefined) return undefined;
    if (typeof this.value === "string") return this.value;
    return this.#wrong("text");
  }

  /**
   * Text for people. YAML makes a number of `version: 1.0` and null of a blank `description:`, and of
   * no use is it to refuse those.
   */
  prose(): string | undefined {
    if (this.value === null) return undefined;
    const isPlain = typeof this.value === "number" || typeof this.value === "boolean";
    return isPlain ? String(this.value) : this.text();
  }

  flag(): boolean | undefined {
    if (this.value === undefined) return undefined;
    if (typeof this.value === "boolean") return this.value;
    return this.#wrong("true or false");
  }

  /** `$ref` followed; the target stands at its own pointer, whatever the reference says of it. */
  resolved(): Reader {
    const ref = this.ref();
    if (ref === undefined) return this;
    const value = this.#spec.resolve(ref);
    // What cannot be resolved was reported when it was read.
    const pointer = value === undefined ? this.pointer : (pointerOfRef(ref) ?? this.pointer);
    const target = withOwnText(this.value as Record<string, unknown>, value);
    return new Reader(this.#spec, this.#report, pointer, target);
  }

  ref(): string | undefined {
    return refOf(this.value);
  }

  /** The component's key if this is just a reference to one of that section. */
  componentKey(section: string): string | undefined {
    const { pointer } = this.resolved();
    if (this.ref() === undefined || Object.keys(this.value as object).length > 1) return undefined;
    return pointer.length === 3 && pointer[0] === "components" && pointer[1] === section
      ? pointer[2]
      : undefined;
  }

  report(problem: Diagnostic): void {
    this.#report(problem);
  }

  #asObject(): Record<string, unknown> | undefined {
    if (this.value === undefined) return undefined;
    if (isObject(this.value)) return this.value;
    return this.#wrong("an object");
  }

  #wrong(expected: string): undefined {
    const what = this.pointer.length > 0 ? `"${this.pointer.at(-1)}"` : "the document";
    const found = describeFound(this.value);
    this.#report(diagnose("wrong-shape", { what, expected, found }, this.place));
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
