/** What npm installs for a package, by the lock file and node_modules; nothing is fetched. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const { packages: lock } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
  packages: Readonly<Record<string, Locked>>;
};

/** A package as npm installs it. */
export interface Installed {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly hasInstallScript: boolean;
  /** All of its files together. */
  readonly bytes: number;
}

/** Where Node would find a package, from another one: a key of the lock file. */
function locate(name: string, from: string): string {
  for (let folder = from; ; folder = folder.replace(/(?:^|\/)[^/]*$/, "")) {
    const key = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
    if (lock[key]) return key;
    if (folder === "") throw new Error(`package-lock.json has no ${name} for ${from}`);
  }
}

/**
 * The packages that come with one, each once, sorted.
 *
 * @param home the folder of the package in this repository; empty for the root
 * @param names which of its dependencies to follow; default: all that its users get
 */
export function installedWith(
  home: "" | "generator",
  names: readonly string[] = Object.keys(lock[home]?.dependencies ?? {}),
): readonly Installed[] {
  const found = new Map<string, Installed>();
  const seen = new Set<string>();
  const left = names.map((name) => locate(name, home));
  for (let key = left.pop(); key !== undefined; key = left.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    const { dependencies = {}, hasInstallScript = false } = lock[key] ?? {};
    const manifest = JSON.parse(readFileSync(join(root, key, "package.json"), "utf8")) as {
      readonly name: string;
      readonly version: string;
      readonly license?: string | { readonly type: string };
    };
    const { name, version, license = "none" } = manifest;
    found.set(`${name}@${version}`, {
      ...{ name, version, hasInstallScript },
      licence: typeof license === "string" ? license : license.type,
      bytes: sizeOf(join(root, key)),
    });
    const from = key;
    left.push(...Object.keys(dependencies).map((dependency) => locate(dependency, from)));
  }
  return [...found.values()].sort(
    (a, b) => compare(a.name, b.name) || compare(a.version, b.version),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The packages of which the tool has what it needs in its own modules (generator/build.js). */
export function bundledPackages(): readonly Installed[] {
  const own = Object.keys(lock["generator"]?.devDependencies ?? {});
  // js-yaml's command line is what needs argparse.
  return installedWith("generator", own).filter(({ name }) => name !== "argparse");
}

/** What the repository itself uses, without what comes with it. */
export function developmentPackages(): readonly Installed[] {
  const own = Object.keys(lock[""]?.devDependencies ?? {});
  const direct = new Set(own);
  return installedWith("", own).filter(
    ({ name, version }) => direct.has(name) && lock[""]?.devDependencies?.[name] === version,
  );
}

/** The bytes of all files of a folder, without packages in it. */
export function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.slice(folder.length).replaceAll("\\", "/").startsWith("/node_modules/"))
    .reduce((sum, path) => sum + statSync(path).size, 0);
}
