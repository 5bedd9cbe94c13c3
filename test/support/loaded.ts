import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import type { Output } from "./generator.js";

/** Loads a generated client as JavaScript, as its package would be. */
export async function loadOutput({
  folder,
  files,
}: Pick<Output, "folder" | "files">): Promise<Record<string, unknown>> {
  for (const [path, source] of Object.entries(files)) {
    if (!path.endsWith(".ts")) continue;
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(join(folder, path.replace(/ts$/, "js")), outputText);
  }
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  return import(/* @vite-ignore */ pathToFileURL(join(folder, "index.js")).href);
}
