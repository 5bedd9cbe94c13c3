import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";

/** Name and version in the header of every generated file; a test compares it with package.json. */
export const tool = "spec-tether 0.1.0";

const folder = new URL("../runtime/", import.meta.url);

/** The source of one file of the client's runtime. */
export function readRuntimeFile(path: string): string {
  return readFileSync(new URL(path, folder), "utf8");
}

/**
 * The client's runtime, as source or translated. Its folder has the same relative path in the
 * repository and in the built package. A folder in it belongs to the output of the same name.
 *
 * @param language in a checkout there is only the source, whatever the language
 */
export async function readRuntimeFiles(
  language: "ts" | "js" = "ts",
): Promise<{ path: string; text: string }[]> {
  const all = (await readdir(folder, { recursive: true }))
    .map((name) => name.replaceAll("\\", "/"))
    .sort();
  const translated = all.filter((name) => /\.(?:d\.ts|js)$/.test(name));
  const source = all.filter((name) => /(?<!\.d)\.ts$/.test(name));
  const names = language === "js" && translated.length > 0 ? translated : source;
  return Promise.all(
    names.map(async (path) => ({ path, text: await readFile(new URL(path, folder), "utf8") })),
  );
}
