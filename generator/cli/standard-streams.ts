import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import { createTerminal } from "./terminal.js";

/** Whether something of what was said could not be written. */
let isLost = false;
let isWatched = false;
const gone = new AbortController();

/** Aborted when whoever reads standard output has read enough, as `| head` has. */
export const readerGone: AbortSignal = gone.signal;

/** Without this, a reader that goes away ends the process with Node's own stack trace. */
export function watchStreams(): void {
  if (isWatched) return;
  isWatched = true;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return gone.abort();
    if (isLost) return;
    isLost = true;
    // Where streams are slow, this comes after the run has given its own code.
    process.exitCode = 2;
    const args = { path: "standard output", why: error.message };
    createTerminal(false).diagnostics([diagnose("report-unwritable", args)]);
  });
  // Nobody is left to be told.
  process.stderr.on("error", () => undefined);
}

/** Whether all that was said on standard output was taken, or not wanted. */
export async function isAllWritten(): Promise<boolean> {
  // A stream tells of a failure only after the code that wrote.
  await new Promise((done) => setImmediate(done));
  return !isLost;
}

/**
 * @throws DiagnosticError if the current folder was deleted: nothing relative to it can be found
 */
export function assertFolder(): void {
  try {
    process.cwd();
  } catch {
    throw new DiagnosticError([diagnose("folder-gone", {})]);
  }
}
