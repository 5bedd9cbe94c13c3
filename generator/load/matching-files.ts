import { readdir } from "node:fs/promises";
import { join, posix } from "node:path";
import { globOf } from "./glob.js";

/** No API is made of more files, and a pattern at the root of a disk ends soon. */
export const mostFiles = 1000;
const mostEntries = 100_000;

/** The folder before the first star, and the pattern below it, both with forward slashes. */
export function splitPattern(pattern: string): { readonly folder: string; readonly below: string } {
  const names = pattern.split("/");
  const first = names.findIndex((name) => name.includes("*"));
  return { folder: names.slice(0, first).join("/"), below: names.slice(first).join("/") };
}

/**
 * The files below a folder that match a pattern, relative to it, sorted; undefined if there is too
 * much to look through. Links are not followed; neither are `.git` and `node_modules`.
 */
export async function matchingFiles(folder: string, below: string): Promise<string[] | undefined> {
  const matches = globOf(below);
  const isDeep = below.includes("/") || below.includes("**");
  const found: string[] = [];
  const waiting = [""];
  let seen = 0;
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const entries = await readdir(join(folder, path), { withFileTypes: true }).catch(() => []);
    seen += entries.length;
    if (seen > mostEntries) return undefined;
    for (const entry of entries) {
      const inside = posix.join(path, entry.name);
      if (entry.isFile() && matches(inside)) found.push(inside);
      const isPassed = entry.name === ".git" || entry.name === "node_modules";
      if (entry.isDirectory() && isDeep && !isPassed) waiting.push(inside);
    }
  }
  return found.sort();
}
