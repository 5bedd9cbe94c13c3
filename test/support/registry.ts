import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../consumers/package.js";
import { succeed } from "../consumers/run.js";

/** Where packages are kept that are no dependencies: other runtimes, compilers, tools to compare with. */
export const cacheFolder: string =
  process.env["TETHER_CACHE"] ?? join(root, "node_modules/.cache/tether-runtimes");

/**
 * Installs packages into the cache, if they aren't there yet, and returns the folder that has them
 * in its `node_modules`. They are installed elsewhere and then renamed, so that an interrupted
 * installation is no installation.
 *
 * @param packages such as `turbo@2.11.11`; the first one names the folder
 * @throws Error with what npm says
 */
export function fetchPackages(...packages: readonly [string, ...string[]]): Promise<string> {
  return fetchOverridden({}, ...packages);
}

/**
 * As {@link fetchPackages}, with other versions of what these depend on.
 *
 * @param overrides versions by the name of the package, as in the field of that name of package.json
 */
export async function fetchOverridden(
  overrides: Readonly<Record<string, string>>,
  ...packages: readonly [string, ...string[]]
): Promise<string> {
  const home = join(cacheFolder, packages.join("_").replaceAll("/", "+"));
  if (existsSync(home)) return home;
  mkdirSync(cacheFolder, { recursive: true });
  const draft = mkdtempSync(join(cacheFolder, "draft-"));
  try {
    writeFileSync(join(draft, "package.json"), JSON.stringify({ private: true, overrides }));
    const flags = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
    const patience = ["--fetch-retries=1", "--fetch-retry-mintimeout=2000"];
    await succeed("npm", ["install", "--prefix", draft, ...flags, ...patience, ...packages], draft);
    renameSync(draft, home);
    return home;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
