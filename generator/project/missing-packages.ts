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
 * Packages that the project around a folder lacks, because its package.json does not list them, or
 * only older versions: files that were made for a newer one may not compile. The project is the nearest parent folder with a package.json that has a name or lists packages;
 * without one, it is the current folder if that is around it, or else the folder itself, and it lacks
 * all of them.
 */
export function missingPackagesOf(
  folder: string,
  needed: readonly string[],
): MissingPackages | undefined {
  const project = projectAround(folder);
  const manifest = readManifest(project);
  const listed = new Map<unknown, readonly unknown[]>([[manifest["name"], []]]);
  for (const list of packageLists) {
    for (const [name, range] of Object.entries((manifest[list] as object | undefined) ?? {}))
      listed.set(name, [...(listed.get(name) ?? []), range]);
  }
  const packages = [...new Set(needed)].filter((each) => {
    const ranges = listed.get(nameOf(each));
    return ranges === undefined || ranges.some((range) => isOlder(range, each));
  });
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

/** Whether a range excludes the version that is wanted because it ends before it. */
function isOlder(range: unknown, wanted: string): boolean {
  const [has, wants] = [String(range), wanted.slice(nameOf(wanted).length + 1)].map(releaseOf);
  if (!has || !wants) return false;
  const [major, minor] = [has[0] - wants[0], has[1] - wants[1]];
  return major < 0 || (major === 0 && wants[0] === 0 && minor < 0);
}

/** Major and minor of one version, or of those that are compatible with it: `^0.17.0`. */
function releaseOf(range: string): readonly [major: number, minor: number] | undefined {
  const found = /^[\^~=v]*(\d+)\.(\d+)(?:\.\d+)?$/.exec(range.trim());
  return found ? [Number(found[1]), Number(found[2])] : undefined;
}
