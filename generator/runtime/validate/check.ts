import type { JsonSchema } from "../schemas/schema.js";

/** Something about a value that its schema excludes. */
export interface Issue {
  /** From the whole value down: `["lines", 0, "mpn"]`; empty for the value itself. */
  readonly path: readonly Step[];
  /** The keyword that excludes it, such as `type`; `false` for a schema that excludes everything. */
  readonly keyword: string;
  /** What the keyword demands; the value itself is never in it: `is not a string`. */
  readonly message: string;
  /** The schema with the keyword, and the schemas around it, the innermost first. */
  readonly schemas: readonly object[];
}

/** A member of an object, or an item of a list. */
export type Step = string | number;

/**
 * Checks one keyword. Returns whether the value matches, and if not, says why with `applied.fail`.
 *
 * @param demand the value of the keyword in its schema
 */
export type Keyword = (demand: never, applied: Applied) => boolean;

/** Keywords by name, in any order. A keyword that is not among them is not checked. */
export type Keywords = Readonly<Record<string, Keyword>>;

/** Stands among what was evaluated if it is not known which alternative a value is of. */
export const undecided = -2;

/** Schemas may refer to themselves without end, and answers may be nested without end. */
const maxDepth = 500;

/**
 * Makes a function that lists what is wrong with a value, and returns an empty list for a valid one.
 *
 * @param root a schema that is complete by itself: its references are pointers into it
 * @param finish is called with each value when a schema and those that it refers to have been applied
 */
export function createCheck(
  root: JsonSchema,
  keywords: Keywords,
  finish?: (applied: Applied) => void,
): (value: unknown) => readonly Issue[] {
  const validator = new Validator(root, keywords, finish);
  return (value) => {
    const issues: Issue[] = [];
    validator.apply(root, value, issues);
    return issues;
  };
}

/** A schema's keywords, in the order in which they have to be checked. */
type Checks = readonly (readonly [name: string, keyword: Keyword])[];

class Validator {
  readonly root: JsonSchema;
  readonly #keywords: Keywords;
  readonly #checks = new WeakMap<object, Checks>();
  /** Whether somebody asks which members keywords have looked at. */
  readonly tracks: boolean;
  readonly #finish: ((applied: Applied) => void) | undefined;

  constructor(root: JsonSchema, keywords: Keywords, finish?: (applied: Applied) => void) {
    this.root = root;
    this.#keywords = keywords;
    this.#finish = finish;
    this.tracks = finish !== undefined || Object.keys(keywords).some(isLate);
  }

  /**
   * Checks a value with a schema.
   *
   * @param issues where to say what is wrong; without it, nobody wants to know
   * @param around the schema that applies it: to the same value, or to a member
   * @param step the member; undefined for the same value
   * @param isSure whether the same value has to match: the schema is no alternative and no condition
   */
  apply(
    schema: JsonSchema,
    value: unknown,
    issues: Issue[] | undefined,
    around?: Applied,
    step?: Step,
    isSure = false,
  ): boolean {
    const applied = new Applied(this, schema, value, issues, around, step);
    if (typeof schema === "boolean") return schema || applied.fail("false", "is not allowed");
    if (applied.depth > maxDepth) return applied.fail("depth", "is nested too deeply to check");
    let isValid = true;
    for (const [name, keyword] of this.#checksOf(schema)) {
      if (keyword(schema[name] as never, applied)) continue;
      isValid = false;
      if (!issues) break;
    }
    if (around && step === undefined) {
      if (isValid || isSure) applied.tell(around);
    } else this.#finish?.(applied);
    return isValid;
  }

  #checksOf(schema: object): Checks {
    let checks = this.#checks.get(schema);
    if (!checks) {
      const known = Object.keys(schema).flatMap((name) => {
        const keyword = Object.hasOwn(this.#keywords, name) ? this.#keywords[name] : undefined;
        return keyword ? [[name, keyword] as const] : [];
      });
      checks = known.sort(([a], [b]) => Number(isLate(a)) - Number(isLate(b)));
      this.#checks.set(schema, checks);
    }
    return checks;
  }
}

/** These are about what all other keywords have left over. */
function isLate(keyword: string): boolean {
  return keyword.startsWith("unevaluated");
}

/** A schema that is applied to a value. */
export class Applied {
  readonly value: unknown;
  /** The keywords beside the one that is checked. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly depth: number;
  readonly #validator: Validator;
  /** What applies it: to the same value, or to a part of another. */
  readonly around: Applied | undefined;
  readonly #step: Step | undefined;
  readonly #issues: Issue[] | undefined;
  #evaluated: Set<unknown> | undefined;

  constructor(
    validator: Validator,
    schema: JsonSchema,
    value: unknown,
    issues: Issue[] | undefined,
    around: Applied | undefined,
    step: Step | undefined,
  ) {
    this.value = value;
    this.schema = typeof schema === "object" ? schema : {};
    this.depth = around ? around.depth + 1 : 0;
    this.#validator = validator;
    this.around = around;
    this.#step = step;
    this.#issues = issues;
  }

  /**
   * The members and items that keywords have looked at, other schemas that apply to the same value, and
   * what `finish` keeps here. Made late, as most values have none.
   */
  get evaluated(): Set<unknown> {
    this.#evaluated ??= new Set();
    return this.#evaluated;
  }

  /** Passes on what keywords have looked at, and that this schema applies. */
  tell(other: Applied): void {
    if (this.#validator.tracks) other.evaluated.add(this);
    for (const step of this.#evaluated ?? []) other.evaluated.add(step);
  }

  get root(): JsonSchema {
    return this.#validator.root;
  }

  /** The number of steps from the whole value to this one. */
  get pathLength(): number {
    let length = 0;
    for (let at: Applied | undefined = this; at; at = at.around) {
      if (at.#step !== undefined) length++;
    }
    return length;
  }

  /** Says that the value does not match, and returns false. */
  fail(keyword: string, message: string, step?: Step): false {
    if (!this.#issues) return false;
    const path: Step[] = step === undefined ? [] : [step];
    const schemas: object[] = [];
    for (let at: Applied | undefined = this; at; at = at.around) {
      schemas.push(at.schema);
      if (at.#step !== undefined) path.unshift(at.#step);
    }
    this.#issues.push({ path, keyword, message, schemas });
    return false;
  }

  /** Checks the same value with another schema, too. */
  also(schema: JsonSchema): boolean {
    return this.#validator.apply(schema, this.value, this.#issues, this, undefined, true);
  }

  /** Whether another schema matches the same value; says nothing if not. */
  matches(schema: JsonSchema): boolean {
    return this.#validator.apply(schema, this.value, undefined, this);
  }

  /** What another schema finds wrong with the same value. */
  issuesOf(schema: JsonSchema): readonly Issue[] {
    const issues: Issue[] = [];
    this.#validator.apply(schema, this.value, issues, this);
    return issues;
  }

  /** Says what another schema has found wrong, and returns false. */
  failWith(found: readonly Issue[]): false {
    this.#issues?.push(...found);
    return false;
  }

  /** Checks a member or an item, which then counts as evaluated. */
  at(step: Step, schema: JsonSchema): boolean {
    if (this.#validator.tracks) this.evaluated.add(step);
    const value = (this.value as Readonly<Record<Step, unknown>>)[step];
    return this.#validator.apply(schema, value, this.#issues, this, step);
  }

  /** Checks a value that is no member, such as the name of one. */
  beside(schema: JsonSchema, value: unknown): boolean {
    return this.#validator.apply(schema, value, undefined, this, "");
  }

  /** Whether all keywords match; if nobody wants to know why not, the first failure is enough. */
  every<Item>(items: Iterable<Item>, check: (item: Item) => boolean): boolean {
    let isValid = true;
    for (const item of items) {
      if (check(item)) continue;
      isValid = false;
      if (!this.#issues) break;
    }
    return isValid;
  }
}
