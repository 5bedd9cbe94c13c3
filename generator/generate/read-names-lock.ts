import { join } from "node:path";
import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import { type FileKind, kindAt } from "../disk/index.js";
import { readSource } from "../load/index.js";
import { fromNamesLock, type GivenNames } from "../model/index.js";
import { namesLockFile } from "../outputs/index.js";

/**
 * The names that the last run assigned, from the output folder; empty if there is no lock file.
 *
 * @throws DiagnosticError if the file is invalid: continuing without it would rename things
 */
export async function readNamesLock(folder: string): Promise<GivenNames> {
  const path = join(folder, namesLockFile);
  // A message may show the file's text, so a link must not lead to a secret file.
  const kind = lookAt(path);
  if (kind === undefined) return new Map();
  if (kind !== "file") {
    const why = `expected a file, but found a ${kind}`;
    throw new DiagnosticError([diagnose("names-lock-invalid", { why })]);
  }
  const source = await readSource(path);
  const problems: Diagnostic[] = [];
  const names = fromNamesLock(source.value, (pointer, why) => {
    problems.push(diagnose("names-lock-invalid", { why }, source.place(pointer)));
  });
  if (problems.length > 0) throw new DiagnosticError(problems);
  return names;
}

/** If the folder cannot be read, the comparison that follows reports it. */
function lookAt(path: string): FileKind | undefined {
  try {
    return kindAt(path);
  } catch {
    return undefined;
  }
}
