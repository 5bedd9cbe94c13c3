/** An error ends a run; a warning does not. */
export type Severity = "error" | "warning";

export interface Entry<Args> {
  readonly severity: Severity;
  readonly title: string;
  /** The usual cause; the same text for every input. */
  readonly cause: string;
  /** What is wrong with this input. */
  readonly message: (args: Args) => string;
  /** How to fix it. */
  readonly help: string;
  /** What inputs of one cause have in common, beside the places; default: the message. */
  readonly common?: (args: Args) => readonly unknown[];
}

/** Ties the arguments of `message` to the code, so that `diagnose` can ask for exactly those. */
export function entry<Args>(entry: Entry<Args>): Entry<Args> {
  return entry;
}

/** A cycle may have thousands of members; both ends are enough to find it. */
export function shorten(chain: readonly string[]): readonly string[] {
  return chain.length <= 10 ? chain : [...chain.slice(0, 5), "…", ...chain.slice(-4)];
}
