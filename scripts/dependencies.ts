/**
 * `npm run dependencies`: prints what comes with an install of the tool, and how large it is.
 * `-- --write` asks the npm registry for maintainers and releases, and writes docs/dependencies.md
 * with docs/dependencies.json, which has what the registry said. Ends with 2 if it did not say it.
 */
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import {
  bundledPackages,
  developmentPackages,
  type Installed,
  installedWith,
} from "./installed-packages.js";

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** What the registry says of a package, on a day. */
interface Registered {
  /** People who can publish it. */
  readonly maintainers: number;
  /** The day of its last release, of whatever version. */
  readonly released: string;
  /** What its maintainers say of the version in use, if they deprecated it. */
  readonly deprecated?: string;
}

export interface RegistryFacts {
  /** When the registry answered; absent if it did not know. */
  readonly day?: string;
  /** By name and version. */
  readonly packages: Readonly<Record<string, Registered>>;
}

export function readFacts(): RegistryFacts {
  return JSON.parse(readFileSync(at("docs/dependencies.json"), "utf8")) as RegistryFacts;
}

/** The dependencies that stay whatever they weigh (issue 18), with what they bring. */
const heavy = ["openapi-typescript", "ts-morph", "typescript"];

/** The packages that come with the tool, apart by why they are there. */
export function toolPackages(): { heavy: readonly Installed[]; rest: readonly Installed[] } {
  const ofHeavy = installedWith("generator", heavy);
  const names = new Set(ofHeavy.map(keyOf));
  return {
    heavy: ofHeavy,
    rest: installedWith("generator").filter((each) => !names.has(keyOf(each))),
  };
}

/** Packages of which an install has several versions. */
export function severalVersions(all: readonly Installed[]): string[] {
  const versions = new Map<string, string[]>();
  for (const { name, version } of all) versions.set(name, [...(versions.get(name) ?? []), version]);
  return [...versions]
    .filter(([, found]) => found.length > 1)
    .map(([name, found]) => `${name} ${found.join(" and ")}`);
}

export const keyOf = ({ name, version }: Installed): string => `${name}@${version}`;
const bytesOf = (all: readonly Installed[]) => all.reduce((sum, { bytes }) => sum + bytes, 0);
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/** The page, from the lock file, node_modules, and what the registry said. */
export function describeDependencies({ day, packages }: RegistryFacts): string {
  const { heavy: ofHeavy, rest } = toolPackages();
  const client = installedWith("");
  const bundled = bundledPackages();
  const table = (all: readonly Installed[]) =>
    toTable(
      ["Package", "Version", "Licence", "kB", "Install script", "Maintainers", "Last release"],
      all.map((each) => {
        const {
          maintainers = "not known",
          released = "not known",
          deprecated,
        } = packages[keyOf(each)] ?? {};
        const last = deprecated === undefined ? released : `${released}, deprecated`;
        return [...offline(each), `${maintainers}`, last];
      }),
    );
  const twice = severalVersions([...ofHeavy, ...rest]);
  return `# Dependencies

<!-- npm run dependencies -- --write -->

What comes with an install, by package-lock.json and node_modules. Sizes are those of the files, in
1,000 bytes; a file system needs more. [Record 7](adr/0007-dependencies.md) says why each is there.

${
  day === undefined
    ? `How many people maintain a package, and when it was last released, is still missing: the registry
that was asked is a mirror, and does not know.`
    : `How many people maintain a package, and when it was last released, is what the npm registry said
on ${day}.`
}

## The tool

\`npm install spec-tether\` brings ${ofHeavy.length + rest.length} packages besides spec-tether itself, ${megabytes(bytesOf([...ofHeavy, ...rest]))}.
openapi-typescript, ts-morph and TypeScript, with what they need, are ${ofHeavy.length} of them, ${megabytes(bytesOf(ofHeavy))}:

${table(ofHeavy)}
The others, ${megabytes(bytesOf(rest))}:

${table(rest)}
There in two versions: ${twice.length > 0 ? `${twice.join(", ")}. Packages above need them, not the tool` : "none"}.

### In the tool's own modules

Of these packages spec-tether contains what it uses, because most of what they install never runs:
source maps, browser builds, tests. Their licences are in \`dist/vendor/LICENSES.txt\`. \`npm audit\` does
not see them in a project that installs spec-tether; it does in this repository.

${table(bundled)}
## The client

\`npm install cofactr-platform-client\` brings ${client.length} packages. Only its entry point \`fetch\` needs
them.

${table(client)}
## Development

What this repository is built and tested with, without what that brings.

${toTable(
  ["Package", "Version", "Licence", "Install script"],
  // The size of some depends on the platform.
  developmentPackages().map((each) => offline(each).filter((_, column) => column !== 3)),
)}`;
}

function offline({ name, version, licence, bytes, hasInstallScript }: Installed): string[] {
  const size = Math.ceil(bytes / 1000).toLocaleString("en");
  return [name, version, licence, size, hasInstallScript ? "yes" : "no"];
}

function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map((name) => (name === "kB" ? "--:" : "---")), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

/** Undefined if the registry does not know: a mirror leaves out people, and has dates of its own. */
async function ask(each: Installed): Promise<Registered | undefined> {
  const view = ["view", keyOf(each), "maintainers", "time", "deprecated", "--json"];
  const { stdout } = await promisify(execFile)("npm", view, {
    shell: process.platform === "win32",
  });
  const { maintainers, time, deprecated } = JSON.parse(stdout) as {
    readonly maintainers?: string | readonly unknown[];
    readonly time?: Readonly<Record<string, string>>;
    readonly deprecated?: string;
  };
  if (maintainers === undefined || time === undefined) return undefined;
  const last = Object.entries(time)
    .filter(([name]) => name !== "created" && name !== "modified")
    .map(([, when]) => when)
    .sort()
    .at(-1);
  return {
    maintainers: typeof maintainers === "string" ? 1 : maintainers.length,
    released: (last ?? "").slice(0, 10),
    ...(deprecated !== undefined && { deprecated }),
  };
}

/** What the registry says of all of them; of none if it does not know one. */
async function askAll(all: readonly Installed[]): Promise<RegistryFacts> {
  const packages: Record<string, Registered> = {};
  for (const each of all) {
    const said = await ask(each);
    if (!said) {
      console.error(
        `The registry does not say who maintains ${each.name}, so it is a mirror, and neither people nor dates are written. Run this with npm's own registry.`,
      );
      process.exitCode = 2;
      return { packages: {} };
    }
    packages[keyOf(each)] = said;
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1));
  return { day: new Date().toISOString().slice(0, 10), packages: Object.fromEntries(sorted) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { heavy: ofHeavy, rest } = toolPackages();
  if (process.argv.includes("--write")) {
    const shown = [...ofHeavy, ...rest, ...bundledPackages(), ...installedWith("")];
    const facts = await askAll(shown);
    writeFileSync(at("docs/dependencies.json"), `${JSON.stringify(facts, null, 2)}\n`);
    writeFileSync(at("docs/dependencies.md"), describeDependencies(facts));
  }
  const sizes = [...ofHeavy, ...rest].sort((a, b) => b.bytes - a.bytes);
  for (const each of sizes)
    console.log(`${(each.bytes / 1e6).toFixed(2).padStart(6)} MB  ${keyOf(each)}  ${each.licence}`);
  console.log(
    `${megabytes(bytesOf(ofHeavy))} in ${ofHeavy.length} packages: ${heavy.join(", ")} and theirs`,
  );
  console.log(
    `${megabytes(bytesOf(rest))} in ${rest.length} packages: the rest, without spec-tether`,
  );
}
