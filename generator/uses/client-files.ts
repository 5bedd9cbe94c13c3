import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative } from "node:path";
import { hasHeader } from "../disk/index.js";
import { isBundle } from "./bundled-client.js";
import type { ts } from "./compiler.js";

/** A generated client, as the files that it consists of. */
export interface ClientFiles {
  /** Absolute folders with its files: one, or one for each module format of a package. */
  readonly roots: readonly string[];
  /** `Shop` of `createShop`; else the name of the folder or package. */
  readonly name: string;
  /** Only `Shop` of `createShop`: undefined for types alone. */
  readonly facade: string | undefined;
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
  const known = new Map<string, Kind | undefined>();
  const all = programs.flatMap((program) => program.getSourceFiles());
  // A bundle makes a client of the files beside it, which may come before it.
  for (const file of all.filter(isBundle)) known.set(dirname(file.fileName), "bundled");
  for (const file of all) {
    const root = rootOf(file, known);
    if (root === undefined) continue;
    filesByRoot.set(root, (filesByRoot.get(root) ?? new Set()).add(file.fileName));
  }
  const homes = new Map<string, string[]>();
  for (const root of [...filesByRoot.keys()].sort()) {
    const home = packageOf(root, folder) ?? root;
    homes.set(home, [...(homes.get(home) ?? []), root]);
  }
  return [...homes].map(([home, roots]) => {
    const files = roots.flatMap((root) => [...(filesByRoot.get(root) ?? [])]);
    return { home, roots, files: new Set(files), ...describe(home, roots, files, folder) };
  });
}

/** The folder of the client that a file is of; undefined if it is of none. */
function rootOf(file: ts.SourceFile, known: Map<string, Kind | undefined>): string | undefined {
  const path = file.fileName;
  const inner = /^(.*)\/(?:groups|runtime|schemas)\/(?:fetch\/|validate\/)?[^/]*$/.exec(path)?.[1];
  if (hasHeader(file.text.slice(0, 200)))
    return inner !== undefined && isTop(inner, path, known) ? inner : dirname(path);
  // Compiled declarations have lost the line. What stands beside them says as much.
  if (!file.isDeclarationFile) return undefined;
  if (inner !== undefined && kindOf(inner, known) === "compiled") return inner;
  return kindOf(dirname(path), known) === undefined ? undefined : dirname(path);
}

/** Whether a client has its top there: its own folder may be called `runtime`, too. */
function isTop(folder: string, path: string, known: Map<string, Kind | undefined>): boolean {
  if (path.startsWith(`${folder}/schemas/`) || known.get(folder) !== undefined) return true;
  const is = ["ts", "d.ts", "js", "d.cts", "d.mts"].some((ending) =>
    existsSync(join(folder, `operations.${ending}`)),
  );
  if (is) known.set(folder, "source");
  return is;
}

/** As it is generated, as declarations of the same files, or as one file with entry points beside it. */
type Kind = "source" | "compiled" | "bundled";

function kindOf(folder: string, known: Map<string, Kind | undefined>): Kind | undefined {
  if (known.has(folder)) return known.get(folder);
  const has = (path: string) => existsSync(join(folder, path));
  const isCompiled = ["ts", "cts", "mts"].some(
    (ending) => has(`runtime/call.d.${ending}`) && has(`operations.d.${ending}`),
  );
  const kind = isCompiled ? "compiled" : undefined;
  known.set(folder, kind);
  return kind;
}

/** The folder of the package that a root is in; undefined if it is a part of the project itself. */
function packageOf(root: string, project: string): string | undefined {
  for (let at = root; at !== dirname(at); at = dirname(at)) {
    // A package may say in a folder of its own what its modules are; it has a name only at the top.
    if (packageAt(at).name !== undefined) return isInside(project, at) ? undefined : at;
    if (basename(at) === "node_modules") return undefined;
  }
  return undefined;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || !(way.startsWith("..") || isAbsolute(way));
}

function packageAt(folder: string): { readonly name?: string; readonly version?: string } {
  const path = join(folder, "package.json");
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, "utf8")) as { name?: string; version?: string };
  } catch {
    return {};
  }
}

function describe(
  home: string,
  roots: readonly string[],
  files: readonly string[],
  folder: string,
) {
  const facade = facadeOf(roots, files);
  const isPackage = !roots.includes(home) || packageOf(home, folder) === home;
  const { name, version } = isPackage ? packageAt(home) : {};
  const path = relative(folder, home).replaceAll("\\", "/") || ".";
  return {
    name: facade ?? name ?? basename(home),
    facade,
    from: name === undefined ? path : `${name}@${version}`,
  };
}

/** The name in `create<Name>Client`: of the client's own module, or of the bundle. */
function facadeOf(roots: readonly string[], files: readonly string[]): string | undefined {
  const own = roots.flatMap((root) =>
    ["ts", "d.ts", "d.cts", "d.mts"].map((ending) => join(root, `client.${ending}`)),
  );
  for (const path of [...own, ...files]) {
    if (!existsSync(path)) continue;
    const name = /^(?:export )?(?:declare )?function create(?!Test|Checked)(\w+)Client\(/m.exec(
      readFileSync(path, "utf8"),
    )?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}
