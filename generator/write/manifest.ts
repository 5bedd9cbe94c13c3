import type { OutputFile } from "../emit/index.js";

/** Kept in the output folder: which of its files are this tool's. */
export const manifestName = ".tether.json";

/** The manifest of these files; a line each, so that a merge of two branches stays readable. */
export function toManifest(files: readonly OutputFile[]): OutputFile {
  const paths = files.map(({ path }) => path).sort();
  return { path: manifestName, text: `${JSON.stringify({ files: paths }, null, 2)}\n` };
}

/** The files that the last run wrote; empty if there was none or its manifest cannot be read. */
export function ownedFiles(manifest: string | undefined): readonly string[] {
  if (manifest === undefined) return [];
  try {
    const { files } = JSON.parse(manifest) as { files?: unknown };
    if (!Array.isArray(files)) return [];
    // The manifest is a file like any other and may have been edited; it must not lead outside.
    return files.filter((path): path is string => typeof path === "string" && isInside(path));
  } catch {
    return [];
  }
}

/** Whether a relative path with forward slashes stays below its folder. */
export function isInside(path: string): boolean {
  return path.split("/").every((part) => /^[^\\:\0]+$/.test(part) && part !== "." && part !== "..");
}
