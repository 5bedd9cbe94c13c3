import { DiagnosticError, diagnose, type Place } from "../diagnostics/index.js";
import { isStorable } from "../disk/index.js";
import type { OutputFile } from "./output-file.js";
import { namesLockFile } from "./print-names-lock.js";

/** The files that an output has generated. */
export interface OutputFiles {
  readonly name: string;
  readonly files: readonly OutputFile[];
  /** Where the config chooses the output. */
  readonly place?: Place | undefined;
}

/**
 * The files of all outputs.
 *
 * @param entry what the tool itself writes besides. Names that begin with a dot are reserved anyway
 * @throws DiagnosticError with every file that cannot be written: its path is outside the folder,
 *   some file systems cannot store it, or another file or folder has it
 */
export function collectFiles(
  made: readonly OutputFiles[],
  entry: readonly OutputFile[],
): readonly OutputFile[] {
  const ours = [...entry.map(({ path }) => path), namesLockFile];
  const owners = new Map<string, string>(ours.map((path) => [fold(path), "the tool itself"]));
  const folders = new Map<string, string>();
  const problems = made.flatMap(({ name, files, place }) =>
    files.flatMap(({ path }) => {
      const folded = fold(path);
      const above = foldersOf(folded);
      const owner =
        owners.get(folded) ??
        folders.get(folded) ??
        above.map((folder) => owners.get(folder)).find((each) => each !== undefined);
      const why =
        whyNot(path) ??
        (owner && (owner === name ? "it writes that file twice" : `${owner} writes that file too`));
      owners.set(folded, owners.get(folded) ?? name);
      for (const folder of above) folders.set(folder, folders.get(folder) ?? name);
      return why === undefined ? [] : [diagnose("output-file-refused", { name, path, why }, place)];
    }),
  );
  if (problems.length > 0) throw new DiagnosticError(problems);
  return made.flatMap(({ files }) => files);
}

/** Some file systems ignore case, and the Unicode form of accents, in names. */
const fold = (path: string) => path.normalize("NFC").toLowerCase();

function foldersOf(path: string): string[] {
  const steps = path.split("/");
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join("/"));
}

function whyNot(path: string): string | undefined {
  if (/^(?:[/\\]|[a-z]:[/\\])/i.test(path)) return "the path must be relative to the output folder";
  const steps = path.split("/");
  if (steps.includes("..")) return "it is outside the output folder";
  if (steps.some((step) => step.startsWith("."))) {
    return "names that begin with a dot are reserved for git and tether";
  }
  return steps.every(isStorable) ? undefined : "some file systems cannot store it";
}
