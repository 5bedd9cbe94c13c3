import { realpathSync } from "node:fs";
import { dirname, relative } from "node:path";
import { DiagnosticError, diagnose } from "../../diagnostics/index.js";
import { PathBlockedError, readFileAt, reasonOf } from "../../disk/index.js";
import { type FileChange, patchOfFile, replaceFiles } from "../../write/index.js";
import type { FixPlan } from "./plan-fixes.js";

/**
 * The changes as a patch that `git apply` takes in a folder: the current one, if all files are in it.
 */
export interface Patch {
  /** Absolute. */
  readonly folder: string;
  readonly text: string;
}

/** @param folder where it is to be applied, unless a file is outside of it */
export async function patchOf({ files }: Pick<FixPlan, "files">, folder: string): Promise<Patch> {
  const real = realpathSync(folder);
  const base = files.every(({ path }) => isIn(real, path)) ? real : folderOf(files);
  const parts: string[] = [];
  for (const { path, before, after } of files)
    parts.push(await patchOfFile({ path: pathFrom(base, path), before, after }));
  return { folder: base, text: parts.join("") };
}

/**
 * Writes all files or none.
 *
 * @throws DiagnosticError if one of them cannot be written, or is not what it was any more
 */
export function applyFixes({ files }: Pick<FixPlan, "files">): void {
  if (files.length === 0) return;
  const folder = folderOf(files);
  for (const { path, before } of files) {
    if (readFileAt(path).toString("utf8") !== before) {
      const why = "somebody changed it in the meantime";
      throw new DiagnosticError([diagnose("fix-unwritable", { file: path, why })]);
    }
  }
  try {
    replaceFiles(
      folder,
      files.map(({ path, after }): FileChange => {
        return { path: pathFrom(folder, path), after, exists: true };
      }),
    );
  } catch (error) {
    const file = error instanceof PathBlockedError ? error.path : folder;
    throw new DiagnosticError([diagnose("fix-unwritable", { file, why: reasonOf(error) })]);
  }
}

const pathFrom = (folder: string, path: string) => relative(folder, path).replaceAll("\\", "/");

const isIn = (folder: string, path: string) => !pathFrom(folder, path).startsWith("../");

/** The innermost folder that has them all. */
function folderOf(files: FixPlan["files"]): string {
  let folder = dirname(files[0]?.path ?? ".");
  while (!files.every(({ path }) => isIn(folder, path))) folder = dirname(folder);
  return folder;
}
