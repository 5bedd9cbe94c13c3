import { readdir, readFile } from "node:fs/promises";

/** Name and version in the header of every generated file; a test compares it with package.json. */
export const tool = "spec-tether 0.1.0";

/**
 * The client's runtime as source. Its folder has the same relative path in the repository and in
 * the built package. A folder in it belongs to the output of the same name.
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
