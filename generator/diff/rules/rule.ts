import type { RuleId } from "../change-kinds.js";
import type { ChangeClass, Severity } from "../finding.js";

/** How a change is judged, as data. */
export interface Rule {
  /** `subject.aspect.verb`. */
  readonly id: RuleId;
  /** On the wire: whether requests fail or responses are misread. */
  readonly wire: Severity;
  /** In source: whether code that is compiled against the generated client still compiles. */
  readonly source: Severity;
  readonly class: ChangeClass;
  /**
   * A template with `{where}`, `{name}`, `{before}`, `{after}`, and `{example}` for a value; of a
   * component also `{what}`.
   */
  readonly message: string;
  readonly because: string;
  /** What to do; empty if there is nothing to do. */
  readonly fix: string;
  readonly example: Example;
}

/** Two documents, in YAML, that only differ in this change. */
export interface Example {
  /**
   * What the YAML describes: a document without `openapi` and `info`, a schema that the subject
   * uses, or component schemas, of which it uses the first.
   */
  readonly of: "document" | "operation" | "schema" | "components";
  readonly before: string;
  readonly after: string;
  /** The filter of the config with which a version is read, in YAML; absent if there is none. */
  readonly filters?: { readonly before?: string; readonly after?: string };
}

/** Whether an example is a schema, which the subject of the rule uses. */
export function isOfSchema({ of }: Example): boolean {
  return of === "schema" || of === "components";
}
