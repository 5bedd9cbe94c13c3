/** A step from a schema to one that it holds. A variant or a member of `allOf` is no step. */
export type Step =
  | { readonly kind: "property"; readonly name: string }
  /** What properties without a name hold. */
  | { readonly kind: "map" }
  | { readonly kind: "pattern"; readonly pattern: string }
  | { readonly kind: "items" }
  | { readonly kind: "position"; readonly index: number }
  /** A schema in a keyword of its own, or one that depends on a name: `if`, `contains`, … */
  | { readonly kind: "keyword"; readonly name: string };

/**
 * A path down, its outermost steps first. Many are climbed and few are read, so it is a list of
 * lists.
 */
export interface SchemaPath {
  readonly steps: readonly Step[];
  readonly rest: SchemaPath | undefined;
}

export function stepsOf(path: SchemaPath | undefined): Step[] {
  const steps: Step[] = [];
  for (let part = path; part; part = part.rest) steps.push(...part.steps);
  return steps;
}

/** The step into a schema of a keyword: to a name or a position there, if it holds several. */
export function stepOf(keyword: string, key?: string | number): Step {
  if (typeof key === "number") return { kind: "position", index: key };
  switch (keyword) {
    case "properties":
      return { kind: "property", name: key ?? "" };
    case "patternProperties":
      return { kind: "pattern", pattern: key ?? "" };
    case "additionalProperties":
      return { kind: "map" };
    case "items":
      return { kind: "items" };
    default:
      return { kind: "keyword", name: key ?? keyword };
  }
}

/**
 * A path that was walked down, its last step first. Most lead to no reference, so none is spelled
 * yet.
 */
export interface Trail {
  readonly keyword: string;
  readonly key: string | number | undefined;
  readonly up: Trail | undefined;
}

export function stepsDown(trail: Trail | undefined): Step[] {
  const steps: Step[] = [];
  for (let part = trail; part; part = part.up) steps.push(stepOf(part.keyword, part.key));
  return steps.reverse();
}
