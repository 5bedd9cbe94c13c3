import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The fields of a package.json that list packages. */
export const packageLists = [
  "dependencies",
  "devDependencies",
  "peerDependencies",
  "optionalDependencies",
] as const;

/** The package.json of a folder; what cannot be read says nothing. */
export function readManifest(folder: string | undefined): Readonly<Record<string, unknown>> {
  if (folder === undefined) return {};
  try {
    const text = readFileSync(join(folder, "package.json"), "utf8").replace(/^\ufeff/, "");
    const manifest: unknown = JSON.parse(text);
    return typeof manifest === "object" && manifest !== null ? { ...manifest } : {};
  } catch {
    return {};
  }
}

/** A package.json that only has `type` tells Node how to read files, not what is installed. */
export function isProject(manifest: Readonly<Record<string, unknown>>): boolean {
  return ["name", "workspaces", ...packageLists].some((field) => manifest[field] !== undefined);
}

/** The folder itself, and each folder that it is in; absolute. */
export function foldersAbove(folder: string): string[] {
  const at = resolve(folder);
  return at === dirname(at) ? [at] : [at, ...foldersAbove(dirname(at))];
}

/** The nearest folder with a package.json of a project; undefined if there is none. */
export function projectAround(folder: string): string | undefined {
  return foldersAbove(folder).find((at) => isProject(readManifest(at)));
}
