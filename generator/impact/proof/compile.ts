import type { CompilerError } from "../impact-report.js";
import type { Overlay } from "./swap.js";

/** An error at a place of the caller's code, with its absolute path. */
export interface RawError extends CompilerError {
  readonly path: string;
}

/** Says what a compiler says of a project, as it is or with other files in place of some. */
export interface Compile {
  /** The errors of all callers' files with these files in place, or only those of some. */
  errors(overlay: Overlay, among?: ReadonlySet<string>): RawError[];
  /** Which of some files, put beside the project's, compile. */
  witnesses(overlay: Overlay, files: ReadonlyMap<string, string>): ReadonlySet<string>;
}
