import { DiagnosticError, diagnose } from "../diagnostics/index.js";

/**
 * Runs what goes through a file's code, which may nest thousands of levels deep and so end the
 * compiler's own stack: that is told of the file, or, where it is not known which one it is, of the
 * project.
 */
export function withinStack<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DiagnosticError([diagnose("uses-too-deep", { file })]);
  }
}
