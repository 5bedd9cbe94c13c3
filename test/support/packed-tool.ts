import { cpSync } from "node:fs";
import { join } from "node:path";
import { packInto } from "./local-registry.js";
import { repository } from "./repository.js";
import { buildToolInto } from "./tool.js";

/**
 * Builds and packs the tool as it is published.
 *
 * @param folder for what is packed; below the repository
 * @returns the tarball
 */
export async function packTool(folder: string, destination: string): Promise<string> {
  await buildToolInto(folder);
  for (const part of ["config.schema.json", "README.md", "LICENSE"]) {
    cpSync(join(repository, "generator", part), join(folder, part));
  }
  return packInto(folder, destination);
}
