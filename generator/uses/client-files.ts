import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { hasHeader } from "../disk/index.js";
import type { ts } from "./compiler.js";

/** A generated client, as the files that it consists of. */
export interface ClientFiles {
  /** Absolute folders with its files: one, or one for each module format of a package. */
  readonly roots: readonly string[];
  /** `Shop` of `createShop`; else the name of the folder or package. */
  readonly name: string;
  /** The folder relative to the project's, or `package@version`. */
  readonly from: string;
  /** Absolute path of the package or the folder: what makes it a client of its own. */
  readonly home: string;
  /** The absolute paths of its files that the project has: no callers of it. */
  readonly files: ReadonlySet<string>;
}

/** The clients that the files of a program belong to, by what the files themselves say. */
export function findClients(programs: readonly ts.Program[], folder: string): ClientFiles[] {
  const filesByRoot = new Map<string, Set<string>>();
  const known = new Map<string, boolean>();
  for (const program of programs) {
    for (const file of program.getSourceFiles()) {
      const root = rootOf(file, known);
      if (root === undefined) continue;
      filesByRoot.set(root, (filesByRoot.get(root) ?? new Set()).add(file.fileName));
    }
  }
  const homes = new Map<string, string[]>();
  for (const root of [...filesByRoot.keys()].sort()) {
    const home = packageOf(root) ?? root;
    homes.set(home, [...(homes.get(home) ?? []), root]);
  }
  return [...homes].map(([home, roots]) => ({
    home,
    roots,
    files: new Set(roots.flatMap((root) => [...(filesByRoot.get(root) ?? [])])),
    ...describe(home, roots, folder),
  }));
}

/** The folder of the client that a file is of; undefined if it is of none. */
function rootOf(file: ts.SourceFile, known: Map<string, boolean>): string | undefined {
  const path = file.fileName;
  const inner = /^(.*?)\/(?:groups|runtime|schemas)\/(?:.*\/)?[^/]*$/.exec(path)?.[1];
  if (hasHeader(file.text.slice(0, 200))) return inner ?? dirname(path);
  // Compiled declarations have lost the line. What stands beside them says as much.
  if (!file.isDeclarationFile) return undefined;
  return [inner, dirname(path)].find(
    (folder) => folder !== undefined && isCompiledClient(folder, known),
  );
}

function isCompiledClient(folder: string, known: Map<string, boolean>): boolean {
  let is = known.get(folder);
  if (is === undefined) {
    const has = (path: string) => existsSync(join(folder, path));
    is =
      (has("runtime/call.d.ts") && has("operations.d.ts")) ||
      (has("runtime/call.d.cts") && has("operations.d.cts"));
    known.set(folder, is);
  }
  return is;
}

/** The folder of the package that a root is in; undefined if it is in none below node_modules. */
function packageOf(root: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/@.][^/]*(?=\/|$)/.exec(root)?.[0];
}

function packageAt(folder: string): { readonly name?: string; readonly version?: string } {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  } catch {
    return {};
  }
}

function describe(home: string, roots: readonly string[], folder: string) {
  const facade = roots.map(facadeOf).find((name) => name !== undefined);
  const { name, version } = packageOf(home) === home ? packageAt(home) : {};
  const path = relative(folder, home).replaceAll("\\", "/") || ".";
  return {
    name: facade ?? name ?? basename(home),
    from: name === undefined ? path : `${name}@${version}`,
  };
}

/** The name in `create<Name>Client` of the client's own module. */
function facadeOf(root: string): string | undefined {
  for (const extension of ["ts", "d.ts", "d.cts", "d.mts"]) {
    const path = join(root, `client.${extension}`);
    if (!existsSync(path)) continue;
    return /export (?:declare )?function create(\w+)Client\(/.exec(readFileSync(path, "utf8"))?.[1];
  }
  return undefined;
}
