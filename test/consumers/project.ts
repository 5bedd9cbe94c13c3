import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "vitest";
import { firstErrorOf, notRun } from "./on-demand.js";
import { root } from "./package.js";
import { commandsOf, isUnreachable, said } from "./package-managers.js";
import { type Project, packagesOf } from "./project-list.js";
import { environment, type Ran, run } from "./run.js";

const templates = join(root, "test/consumers/projects");
/** One step, such as an installation of many packages. */
const patience = 1_200_000;

/** The tarballs of this repository's two packages. */
export interface Tarballs {
  readonly tool: string;
  readonly client: string;
}

/** A project on the disk, with its packages installed. */
export interface MadeProject {
  /** Runs the tool as this project's package manager does. */
  tether(...args: string[]): Promise<Ran>;
  /** Runs a script of its package.json; throws what it says if it fails. */
  script(name: string): Promise<string>;
}

/**
 * Makes a project and installs what it needs; if that cannot be fetched, the test is not run.
 *
 * @param given a folder that isn't there yet, and the URL of the server that is to be called
 */
export async function makeProject(
  context: TestContext,
  project: Project,
  { folder, tarballs, url }: { folder: string; tarballs: Tarballs; url: string },
): Promise<MadeProject> {
  const { manager = "npm" } = project;
  writeProject(folder, project, tarballs);
  const commands = await commandsOf(manager, project, context);
  const env = { ...outside(), ...commands.env, SHOP_URL: url, VITE_SHOP_URL: url };
  const ran = (args: readonly string[]) =>
    run(commands.program, [...commands.before, ...args], folder, patience, env);
  const succeed = async (args: readonly string[]) => {
    const done = await ran(args);
    if (done.code !== 0) throw new Error(`${manager} ${args.join(" ")}: ${said(done)}`);
    return done.stdout;
  };
  const { lock = [] } = commands;
  for (const [own, kept] of lock) if (existsSync(kept)) cpSync(kept, join(folder, own));
  for (const args of commands.install) {
    const done = await ran(args);
    if (isUnreachable(done)) notRun(context, project.name, firstErrorOf(said(done)));
    if (done.code !== 0) throw new Error(`${manager} ${args.join(" ")}: ${said(done)}`);
  }
  for (const [own, kept] of lock) cpSync(join(folder, own), kept);
  return {
    tether: (...args) => ran([...commands.exec, "tether", ...args]),
    script: (name) => succeed(["run", name]),
  };
}

function writeProject(folder: string, project: Project, tarballs: Tarballs): void {
  mkdirSync(join(folder, "src"), { recursive: true });
  cpSync(join(templates, project.folder), folder, { recursive: true });
  cpSync(join(templates, "shared/openapi.yaml"), join(folder, "openapi.yaml"));
  const specifier = { js: "./api/index.js", ts: "./api/index.ts", none: "./api" };
  const calls = readFileSync(join(templates, "shared/calls.ts"), "utf8");
  writeFileSync(
    join(folder, "src/calls.ts"),
    calls.replace('"the generated client"', `"${specifier[project.importExtension]}"`),
  );
  edit(join(folder, "tsconfig.json"), ({ compilerOptions, ...others }) => ({
    compilerOptions: { ...(compilerOptions as object), ...project.compilerOptions },
    ...others,
  }));
  edit(join(folder, "package.json"), ({ scripts, ...others }) => ({
    ...others,
    scripts: { ...(scripts as object), ...project.scripts },
    dependencies: { "cofactr-platform-client": `file:${tarballs.client}` },
    devDependencies: { ...packagesOf(project), "spec-tether": `file:${tarballs.tool}` },
  }));
}

function edit(
  path: string,
  change: (json: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): void {
  const json = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  writeFileSync(path, `${JSON.stringify(change(json), null, 2)}\n`);
}

/** The environment without what vitest and the npm that runs the tests have put there. */
function outside(): NodeJS.ProcessEnv {
  const ours =
    /^(?:VITEST|NODE_ENV$|TEST$|DEV$|PROD$|SSR$|MODE$|BASE_URL$|NODE_PATH$|NODE_OPTIONS$|npm_(?!config_)|npm_config_(?:local_)?prefix|INIT_CWD$)/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !ours.test(name)));
}

/** How `init` told the client to write imports. */
export function importExtensionOf(folder: string): string | undefined {
  const config = join(folder, "tether.config.yaml");
  if (!existsSync(config)) return undefined;
  return /^\s+importExtension: (\w+)/m.exec(readFileSync(config, "utf8"))?.[1];
}
