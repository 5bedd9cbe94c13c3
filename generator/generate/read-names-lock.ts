import { join } from "node:path";
import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import { type FileKind, kindAt } from "../disk/index.js";
import { readSource } from "../load/index.js";
import { fromNamesLock, type GivenNames } from "../model/index.js";
import { namesLockFile } from "../outputs/index.js";

/**
 * The names that the last run gave, from the output folder; empty if there was none.
 *
 * @throws DiagnosticError if the file holds anything else: to go on without it would rename things
 */
export async function readNamesLock(folder: string): Promise<GivenNames> {
  const path = join(folder, namesLockFile);
  // Its text may be shown; a link could lead to one that nobody is to see.
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

/** Why a folder cannot be looked into is told when it is compared. */
function lookAt(path: string): FileKind | undefined {
  try {
    return kindAt(path);
  } catch {
    return undefined;
  }
}
