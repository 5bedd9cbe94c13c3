import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { ImportExtension } from "../config-fields.js";
import { isFields } from "../openapi/index.js";
import { foldersAbove } from "./manifest.js";

/** How imports are written below a folder, and why: a file and a setting. */
export interface Imports {
  readonly extension: ImportExtension;
  readonly because: string;
}

/**
 * How the nearest tsconfig.json at or above a folder wants imports written. Reads it without a
 * compiler, which would take longer than all else; what it cannot read says nothing.
 *
 * @returns js if nothing says otherwise
 */
export function importsBelow(folder: string): Imports {
  const path = tsconfigAround(folder);
  return path === undefined
    ? { extension: "js", because: "there is no tsconfig.json" }
    : importsOf(path);
}

const tsconfigAround = (folder: string): string | undefined =>
  foldersAbove(folder)
    .map((at) => join(at, "tsconfig.json"))
    .find(isFile);

/**
 * Whether the compiler is sure to know `process` and Node's other globals below a folder, because
 * @types/node is installed and its settings include it.
 */
export function knowsNode(folder: string): boolean {
  const manifestOf = (name: string) =>
    foldersAbove(folder)
      .map((at) => join(at, "node_modules", name, "package.json"))
      .find(isFile);
  if (manifestOf("@types/node") === undefined) return false;
  const path = tsconfigAround(folder);
  const { options, references } = path === undefined ? nothing : readSettings(path);
  const projects =
    references.length > 0 ? references.map((each) => readSettings(each).options) : [options];
  // From version 6 on, the compiler includes no types by itself.
  const compiler = parse(manifestOf("typescript") ?? "");
  const version = isFields(compiler)
    ? Number.parseInt(String(compiler["version"]), 10)
    : Number.NaN;
  return projects.every(({ types, typeRoots }) => {
    if (typeRoots !== undefined) return false;
    if (!Array.isArray(types)) return !(version >= 6);
    return types.includes("node") || types.includes("*");
  });
}

function importsOf(path: string): Imports {
  const settings = readSettings(path);
  const found = judge(settings.options);
  if (found) return found;
  // Vite's templates: a file that only names the projects, which have the settings.
  const projects = settings.references.map((project) => judge(readSettings(project).options));
  const [first, ...others] = projects;
  if (first && others.every((other) => other?.extension === first.extension)) return first;
  return { extension: "js", because: "tsconfig.json requires nothing else" };
}

interface Options {
  readonly module?: unknown;
  readonly moduleResolution?: unknown;
  readonly allowImportingTsExtensions?: unknown;
  readonly rewriteRelativeImportExtensions?: unknown;
  readonly types?: unknown;
  readonly typeRoots?: unknown;
}

function judge(options: Options): Imports | undefined {
  for (const option of ["allowImportingTsExtensions", "rewriteRelativeImportExtensions"] as const) {
    if (options[option] === true) {
      return { extension: "ts", because: `tsconfig.json: ${option} is true` };
    }
  }
  // Anything may stand there, and the word goes into a comment.
  const word = (value: unknown) => /^\w+$/.exec(String(value))?.[0].toLowerCase();
  const { module, moduleResolution } = options;
  const resolution = word(moduleResolution);
  if (moduleResolution !== undefined && resolution !== undefined) {
    const because = `tsconfig.json: moduleResolution is ${resolution}`;
    return { extension: resolution === "bundler" ? "none" : "js", because };
  }
  const format = word(module);
  if (format === undefined || module === undefined) return undefined;
  // The only one that has a bundler's resolution of its own.
  const extension = format === "preserve" ? "none" : "js";
  return { extension, because: `tsconfig.json: module is ${format}` };
}

interface Settings {
  readonly options: Options;
  /** The projects that a file refers to. */
  readonly references: readonly string[];
}

const nothing: Settings = { options: {}, references: [] };

/** A file's settings over those that it extends; of several bases the later one wins. */
function readSettings(path: string, within: readonly string[] = []): Settings {
  const file = within.includes(path) ? undefined : parse(path);
  if (!isFields(file)) return nothing;
  const { extends: named, compilerOptions, references } = file;
  const bases = (Array.isArray(named) ? named : [named]).flatMap((base) =>
    typeof base === "string" ? (findBase(base, dirname(path)) ?? []) : [],
  );
  const inherited = bases.map((base) => readSettings(base, [...within, path]).options);
  const own = isFields(compilerOptions) ? compilerOptions : {};
  return {
    options: Object.assign({}, ...inherited, own),
    references: (Array.isArray(references) ? references : []).flatMap((reference) => {
      if (!isFields(reference) || typeof reference["path"] !== "string") return [];
      const project = resolve(dirname(path), reference["path"]);
      return isFile(project) ? [project] : [join(project, "tsconfig.json")];
    }),
  };
}

/** The file that `extends` names: a path, or a file of a package. */
function findBase(name: string, folder: string): string | undefined {
  const isPath = /^\.{0,2}[\\/]|^\.{1,2}$|^[a-z]:[\\/]/i.test(name);
  if (isPath) return filesOf(resolve(folder, name)).find(isFile);
  try {
    // What `exports` of a package says comes before what lies in its folder.
    const found = createRequire(join(folder, "tsconfig.json")).resolve(name);
    if (found.endsWith(".json")) return found;
  } catch {
    // Told by no `exports`: looked up below.
  }
  for (let at = folder; ; at = dirname(at)) {
    const inPackage = join(at, "node_modules", name);
    const manifest = parse(join(inPackage, "package.json"));
    const named = isFields(manifest) ? manifest["tsconfig"] : undefined;
    const candidates = typeof named === "string" ? filesOf(join(inPackage, named)) : [];
    const found = [...candidates, ...filesOf(inPackage)].find(isFile);
    if (found !== undefined || at === dirname(at)) return found;
  }
}

/** What a name in `extends` may stand for. */
const filesOf = (path: string): string[] => [path, `${path}.json`, join(path, "tsconfig.json")];

/** JSON with comments and commas before closing brackets; undefined if it is not that. */
function parse(path: string): unknown {
  if (!isFile(path)) return undefined;
  try {
    const text = readFileSync(path, "utf8").replace(/^\ufeff/, "");
    // Strings are matched first, so that nothing in them is taken for a comment or a comma.
    const bare = text.replace(
      /("(?:[^"\\\n]|\\.)*")|\/\/[^\n\r]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/g,
      "$1",
    );
    return JSON.parse(bare.replace(/("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])/g, "$1"));
  } catch {
    return undefined;
  }
}

/** Not a folder, and not a pipe or a device, which may never end. */
function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
