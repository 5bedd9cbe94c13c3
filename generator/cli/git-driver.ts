import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { configFor } from "../config/index.js";
import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import { compareSpecs, reachVerdict, readOverrides, toText } from "../diff/index.js";
import { loadText } from "../load/index.js";
import { describeDifference } from "../write/index.js";
import type { ExitCode, Terminal } from "./define-command.js";

/**
 * `git diff` calls its driver with the path, then file, hash and mode of the old and of the new
 * side. Git stops at any exit code except 0, so a file that is not a spec, or is half written, is
 * shown as a line diff.
 */
export async function runGitDriver(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [path, oldFile, , , newFile] = args;
  if (args.length < 7 || path === undefined || oldFile === undefined || newFile === undefined) {
    const why = "--git-driver takes the seven arguments that git gives to a diff driver";
    throw new DiagnosticError([diagnose("config-invalid", { why })]);
  }
  const before = await read(oldFile);
  const after = await read(newFile);
  try {
    // The files that they refer to are read in their current state: git does not pass the commits.
    const config = await configFor(resolve(path));
    const base = await loadText(resolve(path), `a/${path}`, before ?? "", config);
    const revision = await loadText(resolve(path), `b/${path}`, after ?? "", config);
    const overrides = readOverrides({}, config ? [config] : []);
    const names = { base: `a/${path}`, revision: `b/${path}` };
    const verdict = reachVerdict(compareSpecs(base, revision, names, { overrides }));
    const layout = { width: terminal.columns, full: false };
    for (const line of toText(verdict, layout)) terminal.result(line);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const difference = { path, kind: "changed", before, after } as const;
    for (const line of await describeDifference(difference)) terminal.result(line);
  }
  return 0;
}

/** Git calls a missing side `/dev/null`, on every system. */
async function read(file: string): Promise<string | undefined> {
  return file === "/dev/null" ? undefined : readFile(file, "utf8");
}
