import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { didYouMean } from "../diagnostics/index.js";
import { isFields } from "../openapi/index.js";
import { declaredOutputs, isPath } from "../outputs/index.js";

/**
 * The file that a path or a package name leads to.
 *
 * @param from the folder to start at
 * @throws Error that says why there is none
 */
export function findModule(key: string, from: string): string {
  if (isPath(key)) {
    const path = resolve(from, key);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isFile()) return path;
    throw new Error(found ? `${path} is not a file` : `there is no ${path}`);
  }
  const path = findPackage(key, from);
  if (path === undefined) throw new Error(whyNoPackage(key, from));
  if (isAbsolute(path)) return path;
  throw new Error("it is a built-in module of Node.js");
}

/** The package.json of the package that a key names; undefined if it is a path. */
export function packageJsonOf(key: string, from: string): string | undefined {
  return isPath(key) ? undefined : findPackageJson(key, from);
}

/** A misspelt name of a built-in output is more likely than a missing package. */
function whyNoPackage(key: string, from: string): string {
  const names = declaredOutputs.map(({ name }) => name);
  return `no package with that name is installed in ${from}${didYouMean(key, names, "`")}`;
}

function findPackage(key: string, from: string): string | undefined {
  try {
    return createRequire(join(from, "package.json")).resolve(key);
  } catch {
    // `require` ignores what a package exports only for `import`.
    return importedFrom(key, from);
  }
}

/** The file that `exports` of a package names for `import`. */
function importedFrom(key: string, from: string): string | undefined {
  const [name = ""] = packageName.exec(key) ?? [];
  const below = key.slice(name.length);
  const manifest = findPackageJson(key, from);
  if (manifest === undefined) return undefined;
  const { exports } = JSON.parse(readFileSync(manifest, "utf8")) as { exports?: unknown };
  const isMap = isFields(exports) && Object.keys(exports).some((each) => each.startsWith("."));
  const target = choose(isMap ? exports[`.${below}`] : below === "" ? exports : undefined);
  return target === undefined ? undefined : join(dirname(manifest), target);
}

function choose(target: unknown): string | undefined {
  if (typeof target === "string") return target;
  if (!isFields(target)) return undefined;
  const condition = Object.keys(target).find((each) =>
    ["node", "import", "default"].includes(each),
  );
  return condition === undefined ? undefined : choose(target[condition]);
}

const packageName = /^(?:@[^/]+\/)?[^/]+/;

/**
 * The package.json of an installed package; undefined if there is none.
 *
 * @param specifier the package, or a module of it: `@acme/words/list.js`
 */
export function findPackageJson(specifier: string, from: string): string | undefined {
  const [name = ""] = packageName.exec(specifier) ?? [];
  for (let at = from; ; at = dirname(at)) {
    const path = join(at, "node_modules", name, "package.json");
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) return path;
    if (at === dirname(at)) return undefined;
  }
}
