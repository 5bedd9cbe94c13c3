import type { GivenNames } from "../model/index.js";

/** As the file that does it; loaded then, because a run that finds nothing changed loads no reader. */
export async function readNamesLock(folder: string): Promise<GivenNames> {
  const { readNamesLock: read } = await import("./read-names-lock.js");
  return read(folder);
}
