import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readNamesLock } from "../generate/index.js";
import { type Choice, defaultChoice } from "../outputs/index.js";
import type { ClientManner } from "./make-client.js";

/** What a client's folder itself says of how it is made, for where no config does. */
export type OnDisk = Pick<
  ClientManner,
  "before" | "language" | "importExtension" | "int64" | "outputs"
>;

/**
 * Reads how the client in a folder was made: its names, and from the files that are there its
 * language and outputs.
 *
 * @throws DiagnosticError if its lock of names is invalid
 */
export async function readClientOnDisk(folder: string): Promise<OnDisk> {
  const names = await readNamesLock(folder);
  const has = (path: string) => existsSync(join(folder, path));
  const isCompiled = !has("types.ts") && !has("index.ts");
  const hasPart = (name: string) => [".ts", ".d.ts"].some((ending) => has(`${name}${ending}`));
  const textOf = (name: string) => {
    const path = [".ts", ".d.ts"].map((ending) => `${name}${ending}`).find(has);
    return path === undefined ? "" : readFileSync(join(folder, path), "utf8");
  };
  const importsTypes = /from "\.\/types/.test(textOf("paths"));
  const outputs: Choice = {
    ...(hasPart("client") || !hasPart("paths") ? defaultChoice : {}),
    ...(hasPart("types") && { types: {} }),
    ...(hasPart("paths") && { paths: importsTypes ? {} : { standalone: true } }),
    ...(hasPart("fetch") && { fetch: {} }),
    ...(has("schemas") && { schemas: {} }),
  };
  const extension = /from "\.\/[^"\n]*?(\.[jt]s)?";/.exec(textOf("index"))?.[1];
  return {
    importExtension:
      extension === ".ts" && !isCompiled ? "ts" : extension || isCompiled ? "js" : "none",
    int64: hasPart("runtime/int64")
      ? /\bbigint\b/.test(textOf("types"))
        ? "bigint"
        : "string"
      : "number",
    before: names.size > 0 ? names : undefined,
    language: isCompiled && has("index.js") && has("names.lock.json") ? "js" : "ts",
    outputs,
  };
}
