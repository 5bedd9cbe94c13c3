/** A step from a schema to one inside it. A variant or a member of `allOf` is not a step. */
export type Step =
  | { readonly kind: "property"; readonly name: string }
  /** The schema of additional properties. */
  | { readonly kind: "map" }
  | { readonly kind: "pattern"; readonly pattern: string }
  | { readonly kind: "items" }
  | { readonly kind: "position"; readonly index: number }
  /** A schema of another keyword, or of an entry of it: `if`, `contains`, … */
  | { readonly kind: "keyword"; readonly name: string };

/**
 * A path down, outermost steps first. Many paths are built and few are read, so it is a list of
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

/** The step into a schema of a keyword: to a name or a position in it, if it has several. */
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
 * The path of a walk downwards, last step first. Most walks find no reference, so no path is built
 * before.
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
