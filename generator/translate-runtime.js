// Puts the client's runtime as JavaScript with declarations beside its source, for clients in that
// language: with the translator of the tool itself, as it was compiled to the given folder.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export async function translateRuntime(dist) {
  const { translate } = await import(pathToFileURL(join(dist, "typescript/translate.js")).href);
  const runtime = join(dist, "runtime");
  for (const name of readdirSync(runtime, { recursive: true })) {
    // Declarations of what the tool itself uses of the runtime are there already.
    if (!name.endsWith(".ts") || name.endsWith(".d.ts")) continue;
    const path = join(runtime, name);
    const { code, declarations } = translate(readFileSync(path, "utf8"));
    writeFileSync(path.replace(/ts$/, "js"), code);
    writeFileSync(path.replace(/ts$/, "d.ts"), declarations);
  }
}
