import { describePath } from "./looks-like-value.js";

/**
 * One deviation of one exchange from its spec. No value of the exchange is in it: names, where they
 * are those of fields, and what the spec says.
 *
 * @typeParam Rule ids of rules
 * @typeParam Source what tells where the spec says so
 */
export interface Deviation<Rule extends string, Source> {
  readonly rule: Rule;
  /** Where in the exchange: `answer 200, lines[].mpn`, `query page_size`. */
  readonly where: string;
  /** What is wrong there, as a predicate: `is not a string`. */
  readonly what: string;
  /** What the spec says about it; undefined for the operation as a whole. */
  readonly at: Source | undefined;
}

/** Something about a value that its schema excludes, and where the spec has that schema. */
export interface Complaint<Source> {
  readonly keyword: string;
  /** From the whole value down. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly at?: Source | undefined;
}

/** @param where the body or the parameter that the value is in */
export function toDeviation<Rule extends string, Source>(
  { path, message, at, keyword }: Complaint<Source>,
  rule: Rule,
  where: string,
  around: Source,
): Deviation<Rule | "unchecked", Source> {
  const isOpen = keyword === "unchecked" || keyword === "depth";
  return {
    rule: isOpen ? "unchecked" : rule,
    where: `${where}${describePath(path)}`,
    what: message,
    at: at ?? around,
  };
}
