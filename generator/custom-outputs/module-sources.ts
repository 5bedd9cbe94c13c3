import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { hashOf, readFileAt } from "../disk/index.js";
import { findPackageJson } from "./find-module.js";

/** A file that determines what a module does. */
export interface SourceFile {
  readonly path: string;
  readonly hash: string;
}

/** A limit that no output needs; further files are ignored. */
const mostFiles = 1000;

/**
 * A module and the files that it imports by path, transitively; for the packages that they import,
 * their package.json, which has the version. Found from the import statements, without running
 * anything: an import with a computed name is not found.
 *
 * @param manifest the package.json of the package that has the module
 */
export function sourcesOf(module: string, manifest?: string): readonly SourceFile[] {
  const found = new Map<string, string>();
  const open = [...(manifest === undefined ? [] : [manifest]), module];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path) || found.size >= mostFiles) continue;
    const bytes = readFileAt(path, { isLinkFollowed: true });
    found.set(path, hashOf(bytes));
    if (path.endsWith(".json")) continue;
    const folder = dirname(path);
    for (const [, , specifier = ""] of bytes.toString("utf8").matchAll(imports)) {
      const file = specifier.startsWith(".")
        ? spellings.map((end) => resolve(folder, specifier) + end).find(isFile)
        : findPackageJson(specifier, folder);
      if (file !== undefined) open.push(file);
    }
  }
  return [...found].map(([path, hash]) => ({ path, hash }));
}

const imports = /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*(["'])([^"'\n]+)\1/g;

/** `require` also finds a file without its extension. */
const spellings = ["", ".js", ".cjs", ".json", "/index.js"];

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
