import { countOf, print, printable } from "../diagnostics/index.js";
import type { Difference } from "./index.js";

/**
 * A difference as a unified diff of at most `lines` lines, from the current to the expected text.
 */
export async function formatDifference(difference: Difference, lines: number): Promise<string> {
  return print(await describeDifference(difference, lines));
}

/** The lines of such a diff, ready to be printed. */
export async function describeDifference(
  { path, before, after }: Difference,
  lines = Number.POSITIVE_INFINITY,
): Promise<readonly string[]> {
  // Loaded on demand: a run without differences must not wait for the package.
  const { createTwoFilesPatch } = await import("diff");
  const name = printable(path);
  const patch = createTwoFilesPatch(name, name, before ?? "", after ?? "", undefined, undefined, {
    context: 1,
  });
  // The first line is only a separator.
  const shown = patch.trimEnd().split("\n").slice(1);
  if (shown.length <= lines) return shown;
  return [...shown.slice(0, lines), `… ${countOf(shown.length - lines, "more line")}`];
}

/** The change of a file as `git apply` takes it, relative to the folder in which that runs. */
export async function patchOfFile({
  path,
  before,
  after,
}: Pick<Difference, "path"> & { before: string; after: string }): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  // With an empty header, the name ends at a tab, so that it may have spaces.
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, "", "");
  return patch.slice(patch.indexOf("\n") + 1);
}
