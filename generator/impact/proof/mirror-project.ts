import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { type ProjectFiles, ts } from "../../uses/index.js";
import type { Overlay } from "./swap.js";

/** A copy of a project's own files. */
export interface Mirror {
  /** The tsconfig.json files in the copy, one for each program. */
  readonly configs: readonly string[];
  /** The file of the project that a file of the copy stands for. */
  originOf(path: string): string;
}

/**
 * Copies a project's own files into a folder, with other texts in place of some. Packages are linked
 * and not copied, but for the client's if it is one.
 *
 * @param only files to compile in place of the project's
 */
export function mirrorProject(
  project: ProjectFiles,
  folder: string,
  overlay: Overlay,
  only: readonly string[],
): Mirror {
  const { client, programs } = project;
  const isPackage = isInstalled(client.home);
  const sources = ownFilesOf(project);
  const configs = new Set(programs.flatMap(({ config }) => chainOf(config)));
  const roots = isPackage ? [] : client.roots.flatMap(filesBelow);
  const all = [
    ...new Set([...sources, ...configs, ...roots, ...overlaid(overlay, isPackage, client.home)]),
  ];
  const top = commonFolder(all);
  const toCopy = (path: string) => join(folder, relative(top, path));
  for (const path of all) {
    const text = overlay.has(path) ? overlay.get(path) : readFileSync(path, "utf8");
    if (text !== undefined) write(toCopy(path), text);
  }
  const folders = foldersOf(all, top);
  for (const each of folders) {
    const manifest = join(each, "package.json");
    if (existsSync(manifest) && !existsSync(toCopy(manifest)))
      write(toCopy(manifest), readFileSync(manifest, "utf8"));
  }
  const link = new PackageLinks(project, overlay, (path) =>
    path === top || path.startsWith(`${top}/`) ? toCopy(path) : undefined,
  );
  for (const each of folders) link.addFrom(each, toCopy(each));
  // Packages that stand above the copied files are found from their folder.
  for (let at = dirname(top); at !== dirname(at); at = dirname(at)) link.addFrom(at, folder);
  const made = programs.map(({ config, roots: named }) => {
    const files = only.length > 0 ? only : named;
    return writeConfig(
      toCopy(config),
      files.filter((each) => overlay.get(each) !== undefined || !overlay.has(each)).map(toCopy),
    );
  });
  return {
    configs: only.length > 0 ? made.slice(0, 1) : made,
    originOf: (path) => join(top, relative(folder, path)).replaceAll("\\", "/"),
  };
}

/** Settings that only matter for what is written, and that do not go with `noEmit`. */
const ofEmit = [
  "composite",
  "incremental",
  "tsBuildInfoFile",
  "declaration",
  "declarationMap",
  "declarationDir",
  "emitDeclarationOnly",
  "isolatedDeclarations",
  "outDir",
  "outFile",
  "rootDir",
];

function writeConfig(copied: string, files: readonly string[]): string {
  const path = join(dirname(copied), `tether.${basename(copied)}`);
  const config = {
    extends: `./${basename(copied)}`,
    compilerOptions: {
      ...Object.fromEntries(ofEmit.map((name) => [name, null])),
      noEmit: true,
      skipLibCheck: true,
    },
    references: [],
    include: [],
    files,
  };
  write(path, JSON.stringify(config));
  return path;
}

/** Callers' files, and what else of the project its programs read. */
function ownFilesOf({ programs, client }: ProjectFiles): string[] {
  return programs.flatMap(({ own }) =>
    own.filter((path) => !client.files.has(path) && !isInstalled(dirname(path))),
  );
}

const isInstalled = (folder: string) =>
  /\/node_modules\/(?:@[^/]+\/)?[^/@.][^/]*(?:\/|$)/.test(folder);

/** A config file, and those that it extends outside of packages. */
function chainOf(config: string): string[] {
  const source = ts.readJsonConfigFile(config, ts.sys.readFile);
  ts.parseJsonSourceFileConfigFileContent(source, ts.sys, dirname(config), {}, config);
  const extended = source.extendedSourceFiles ?? [];
  return [config, ...extended.filter((path) => !isInstalled(dirname(path)))];
}

function overlaid(overlay: Overlay, isPackage: boolean, home: string): string[] {
  return [...overlay].flatMap(([path, text]) =>
    text === undefined || (isPackage && path.startsWith(`${home}/`)) ? [] : [path],
  );
}

function filesBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((path) => join(root, path).replaceAll("\\", "/"))
    .filter(
      (path) => !/\/node_modules\//.test(path.slice(root.length)) && lstatSync(path).isFile(),
    );
}

function commonFolder(paths: readonly string[]): string {
  const [first = "/", ...others] = paths;
  let folder = dirname(first);
  for (const path of others)
    while (folder !== dirname(folder) && !path.startsWith(`${folder}/`)) folder = dirname(folder);
  return folder;
}

function foldersOf(paths: readonly string[], top: string): string[] {
  const found = new Set<string>([top]);
  for (const path of paths)
    for (let at = dirname(path); at.startsWith(`${top}/`) && !found.has(at); at = dirname(at))
      found.add(at);
  return [...found];
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Links to the packages of a project, so that its copy finds them. */
class PackageLinks {
  readonly #home: string;
  readonly #overlay: Overlay;
  readonly #copyOf: (path: string) => string | undefined;

  constructor(
    { client: { home } }: ProjectFiles,
    overlay: Overlay,
    copyOf: (path: string) => string | undefined,
  ) {
    this.#home = home;
    this.#overlay = overlay;
    this.#copyOf = copyOf;
  }

  /** Links what stands in `node_modules` of a folder, unless a nearer one has it. */
  addFrom(folder: string, copied: string): void {
    const modules = join(folder, "node_modules");
    if (!existsSync(modules)) return;
    for (const name of readdirSync(modules)) {
      if (name.startsWith(".")) continue;
      const inner = name.startsWith("@") ? readdirSync(join(modules, name)) : [""];
      for (const each of inner) {
        const from = join(modules, name, each);
        const to = join(copied, "node_modules", name, each);
        if (!existsSync(to)) this.#add(from, to);
      }
    }
  }

  #add(from: string, to: string): void {
    if (!existsSync(from)) return;
    const real = realpathSync(from).replaceAll("\\", "/");
    mkdirSync(dirname(to), { recursive: true });
    if (real === this.#home) this.#copyClient(real, to);
    else {
      // A package of the workspace is a part of the copy.
      const copy = isInstalled(real) ? undefined : this.#copyOf(real);
      symlinkSync(copy !== undefined && existsSync(copy) ? copy : real, to);
    }
  }

  #copyClient(home: string, to: string): void {
    const declared = filesBelow(home).filter((path) => /\.[cm]?[jt]s$|\.json$/.test(path));
    const kept = declared.filter((path) => !this.#overlay.has(path));
    for (const path of kept) write(join(to, relative(home, path)), readFileSync(path, "utf8"));
    for (const [path, text] of this.#overlay)
      if (text !== undefined && path.startsWith(`${home}/`))
        write(join(to, relative(home, path)), text);
  }
}
