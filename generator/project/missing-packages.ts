import { relative, resolve } from "node:path";
import { packageLists, projectAround, readManifest } from "./manifest.js";
import { installationOf } from "./package-manager.js";

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
 * without one, it is the current folder if that is around it, or else the folder itself, and it lacks
 * all of them.
 */
export function missingPackagesOf(
  folder: string,
  needed: readonly string[],
): MissingPackages | undefined {
  const project = projectAround(folder);
  const manifest = readManifest(project);
  const known = new Set([
    manifest["name"],
    ...packageLists.flatMap((list) => Object.keys((manifest[list] as object | undefined) ?? {})),
  ]);
  const packages = [...new Set(needed)].filter((each) => !known.has(nameOf(each)));
  if (packages.length === 0) return undefined;
  const at = project ?? besides(folder);
  return { packages, folder: at, command: installationOf(at, packages).command };
}

function besides(folder: string): string {
  const isBelow = !/^\.\.|^(?:[a-z]:)?[\\/]/i.test(relative(process.cwd(), resolve(folder)));
  return isBelow ? process.cwd() : resolve(folder);
}

/** `@acme/words@^1` without the version. */
function nameOf(wanted: string): string {
  const end = wanted.indexOf("@", 1);
  return end < 0 ? wanted : wanted.slice(0, end);
}
