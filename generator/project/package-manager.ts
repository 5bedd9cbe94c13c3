import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { foldersAbove, readManifest } from "./manifest.js";

export const packageManagers = ["npm", "pnpm", "yarn", "bun"] as const;

export type PackageManager = (typeof packageManagers)[number];

/** How packages are added to a project. */
export interface Installation {
  readonly manager: PackageManager;
  /** Of the package manager: `["add", "openapi-fetch@0.17.0"]`. */
  readonly args: readonly string[];
  /** The folder of the project; absolute. */
  readonly folder: string;
  /** What a person would type: `pnpm add openapi-fetch@0.17.0`. */
  readonly command: string;
}

/**
 * How packages are added to the project in a folder.
 *
 * @param manager default: the package manager of the project
 * @param isTool whether they are for development only; default: false
 */
export function installationOf(
  folder: string,
  packages: readonly string[],
  manager: PackageManager = packageManagerOf(folder).manager,
  isTool = false,
): Installation {
  const verb = manager === "npm" ? "install" : "add";
  const dev = manager === "npm" || manager === "pnpm" ? "--save-dev" : "--dev";
  const args = [verb, ...rootFlags(folder, manager), ...(isTool ? [dev] : []), ...packages];
  return { manager, args, folder, command: [manager, ...args.map(quoted)].join(" ") };
}

/** What a shell might take for something else. */
const quoted = (wanted: string) => (/^[\w@./-]+$/.test(wanted) ? wanted : JSON.stringify(wanted));

/** The root of a workspace takes packages only if a flag says that it is meant. */
function rootFlags(folder: string, manager: PackageManager): string[] {
  if (manager === "pnpm") return existsSync(join(folder, "pnpm-workspace.yaml")) ? ["-w"] : [];
  const isRoot = readManifest(folder)["workspaces"] !== undefined;
  return manager === "yarn" && isRoot && isClassicYarn(folder) ? ["-W"] : [];
}

/** Yarn 1, which later versions share the name of the lock file with, but not all flags. */
function isClassicYarn(folder: string): boolean {
  const { packageManager } = readManifest(folder);
  if (typeof packageManager === "string") return packageManager.startsWith("yarn@1.");
  try {
    return /^# yarn lockfile v1$/m.test(readFileSync(join(folder, "yarn.lock"), "utf8"));
  } catch {
    return false;
  }
}

/** The files that package managers lock versions in, those first of whom npm's may be left over. */
const lockFiles: readonly (readonly [file: string, manager: PackageManager])[] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
  ["package-lock.json", "npm"],
  ["npm-shrinkwrap.json", "npm"],
];

/** The package manager that the nearest folder shows, and by what; npm if none does. */
export function packageManagerOf(folder: string): {
  readonly manager: PackageManager;
  readonly because: string;
} {
  for (const at of foldersAbove(folder)) {
    const { packageManager } = readManifest(at);
    const [named = ""] = typeof packageManager === "string" ? packageManager.split("@") : [];
    const known = packageManagers.find((manager) => manager === named);
    if (known) return { manager: known, because: "packageManager of package.json" };
    const lock = lockFiles.find(([file]) => existsSync(join(at, file)));
    if (lock) return { manager: lock[1], because: lock[0] };
  }
  return { manager: "npm", because: "no lock file" };
}
