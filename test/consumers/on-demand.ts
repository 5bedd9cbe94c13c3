import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "vitest";
import { fetchOverridden } from "../support/registry.js";

/** `npm run test:full`; what is fetched on demand is tried only there. */
export const full = process.env["TETHER_FULL"] === "1";

/** For the name of what the default run leaves out. */
export const onlyInFull = full ? "" : " (only in npm run test:full)";

/** Names what cannot be had in the test's output, and skips the test. */
export function notRun(context: TestContext, what: string, why: string): never {
  console.log(`not run: ${what}: ${why}`);
  return context.skip(why);
}

interface Wanted {
  readonly name: string;
  readonly version: string;
  /** The file, from the package. */
  readonly binary: string;
  /** Versions of what it depends on, in place of those that it asks for. */
  readonly overrides?: Readonly<Record<string, string>>;
}

/** The path of a file in a package, which is installed into the cache if it isn't there yet. */
export async function fromRegistry(
  context: TestContext,
  { name, version, binary, overrides = {} }: Wanted,
): Promise<string> {
  const what = `${name}@${version}`;
  const known = failures.get(what);
  if (known) return notRun(context, what, known);
  let home: string;
  try {
    home = await fetchOverridden(overrides, what);
  } catch (error) {
    const problem = firstErrorOf(error);
    failures.set(what, problem);
    return notRun(context, what, problem);
  }
  const path = join(home, "node_modules", name, binary);
  if (!existsSync(path)) return notRun(context, what, `the package has no ${binary}`);
  return path;
}

/** Why a package could not be installed, to try that once only. */
const failures = new Map<string, string>();

/** What npm says of a failure, without its codes. */
export function firstErrorOf(error: unknown): string {
  const text = String(error);
  return (/npm error (?!code|syscall|errno)(.*)/.exec(text)?.[1] ?? text).trim();
}
