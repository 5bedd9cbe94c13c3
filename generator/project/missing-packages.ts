import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Packages that files need and their project lacks, and how to install them. */
export interface MissingPackages {
  /** As arguments of `npm install`: `openapi-fetch@^0.17`. */
  readonly packages: readonly string[];
  /** The folder of the project; absolute. */
  readonly folder: string;
  /** `pnpm add openapi-fetch@^0.17` */
  readonly command: string;
}

/**
 * Packages that the project around a folder lacks, because its package.json does not list them. The
 * project is the nearest parent folder with a package.json that has a name or lists packages;
 * without one, it is the folder itself, and it lacks all of them.
 */
export function missingPackagesOf(
  folder: string,
  needed: readonly string[],
): MissingPackages | undefined {
  const project = foldersAbove(folder).find((at) => isProject(readManifest(at)));
  const manifest = readManifest(project);
  const known = new Set([
    manifest["name"],
    ...lists.flatMap((list) => Object.keys((manifest[list] as object | undefined) ?? {})),
  ]);
  const packages = [...new Set(needed)].filter((each) => !known.has(nameOf(each)));
  if (packages.length === 0) return undefined;
  const at = project ?? resolve(folder);
  return { packages, folder: at, command: [installOf(at), ...packages.map(quoted)].join(" ") };
}

const lists = [
  "dependencies",
  "devDependencies",
  "peerDependencies",
  "optionalDependencies",
] as const;

/** A package.json that only has `type` tells Node how to read files, not what is installed. */
function isProject(manifest: Readonly<Record<string, unknown>>): boolean {
  return ["name", "workspaces", ...lists].some((field) => manifest[field] !== undefined);
}

/** `@acme/words@^1` without the version. */
function nameOf(wanted: string): string {
  const end = wanted.indexOf("@", 1);
  return end < 0 ? wanted : wanted.slice(0, end);
}

/** What a shell might take for something else. */
const quoted = (wanted: string) => (/^[\w@./-]+$/.test(wanted) ? wanted : JSON.stringify(wanted));

/** The files that package managers lock versions in, those first of whom npm's may be left over. */
const lockFiles: readonly (readonly [file: string, manager: string])[] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
  ["package-lock.json", "npm"],
  ["npm-shrinkwrap.json", "npm"],
];
const managers = ["npm", "pnpm", "yarn", "bun"];

/**
 * How the package manager of a project is told to install: that of the nearest folder that shows
 * one.
 */
function installOf(folder: string): string {
  for (const at of foldersAbove(folder)) {
    const manager = managerOf(at);
    if (manager !== undefined) return `${manager} ${manager === "npm" ? "install" : "add"}`;
  }
  return "npm install";
}

function managerOf(folder: string): string | undefined {
  const { packageManager } = readManifest(folder);
  const [named = ""] = typeof packageManager === "string" ? packageManager.split("@") : [];
  if (managers.includes(named)) return named;
  return lockFiles.find(([file]) => existsSync(join(folder, file)))?.[1];
}

function foldersAbove(folder: string): string[] {
  const at = resolve(folder);
  return at === dirname(at) ? [at] : [at, ...foldersAbove(dirname(at))];
}

/** What cannot be read says nothing. */
function readManifest(folder: string | undefined): Readonly<Record<string, unknown>> {
  if (folder === undefined) return {};
  try {
    const text = readFileSync(join(folder, "package.json"), "utf8").replace(/^\ufeff/, "");
    const manifest: unknown = JSON.parse(text);
    return typeof manifest === "object" && manifest !== null ? { ...manifest } : {};
  } catch {
    return {};
  }
}
