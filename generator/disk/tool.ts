import { readdir, readFile } from "node:fs/promises";

/**
 * Name and version as they stand in the header of every generated file; a test ties it to
 * package.json.
 */
export const tool = "spec-tether 0.1.0";

/**
 * The client's runtime as source; it is in the same place beside this folder in the repository and when built. A
 * folder in it is for the output of that name alone.
 */
export async function readRuntimeFiles(): Promise<{ path: string; text: string }[]> {
  const folder = new URL("../runtime/", import.meta.url);
  const names = (await readdir(folder, { recursive: true }))
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".ts"))
    .sort();
  return Promise.all(
    names.map(async (path) => ({ path, text: await readFile(new URL(path, folder), "utf8") })),
  );
}
