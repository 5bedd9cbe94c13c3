/**
 * A file of the output.
 *
 * @example
 * { path: "groups/boms.ts", text: "export function listBoms(…" }
 */
export interface OutputFile {
  /** Relative to the output folder, with forward slashes. */
  readonly path: string;
  /** With LF line ends. */
  readonly text: string;
}
