/**
 * A file of the output.
 *
 * @example
 * { path: "groups/boms.ts", text: "export function listBoms(…" }
 */
export interface OutputFile {
  /** Relative to the output folder, forward slashes. */
  readonly path: string;
  /** Ends of lines are LF. */
  readonly text: string;
}
