import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Output, writeFiles } from "./generator.js";
import { transpileAll } from "./transpile.js";

/** Loads a generated client as JavaScript, as its package would be, or another of its modules. */
export async function loadOutput(
  { folder, files }: Pick<Output, "folder" | "files">,
  module = "index",
): Promise<Record<string, unknown>> {
  writeFiles(folder, { ...transpileAll(files), "package.json": '{ "type": "module" }' });
  return import(/* @vite-ignore */ pathToFileURL(join(folder, `${module}.js`)).href);
}
