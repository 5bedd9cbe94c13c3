import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import { createTerminal } from "./terminal.js";

/** Whether some output could not be written. */
let isLost = false;
let isWatched = false;
const gone = new AbortController();

/** Aborted when the reader of standard output has closed it, as `| head` does. */
export const readerGone: AbortSignal = gone.signal;

/** Without this, a closed pipe ends the process with Node's own stack trace. */
export function watchStreams(): void {
  if (isWatched) return;
  isWatched = true;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return gone.abort();
    if (isLost) return;
    isLost = true;
    // On slow streams, this runs after the command has set its own exit code.
    process.exitCode = 2;
    const args = { path: "standard output", why: error.message };
    createTerminal(false).diagnostics([diagnose("report-unwritable", args)]);
  });
  // There is nowhere left to report this.
  process.stderr.on("error", () => undefined);
}

/** Whether all of standard output was written, or its reader closed it. */
export async function isAllWritten(): Promise<boolean> {
  // A stream reports a failure only after the code that wrote has returned.
  await new Promise((done) => setImmediate(done));
  return !isLost;
}

/** @throws DiagnosticError if the current folder was deleted: no relative path can be resolved */
export function assertFolder(): void {
  try {
    process.cwd();
  } catch {
    throw new DiagnosticError([diagnose("folder-gone", {})]);
  }
}
