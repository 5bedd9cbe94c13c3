import { join } from "node:path";
import type { TestContext } from "vitest";
import { cacheFolder } from "../support/registry.js";
import { fromRegistry } from "./on-demand.js";
import { type Manager, type Project, packagesOf } from "./project-list.js";
import type { Ran } from "./run.js";
import { managers } from "./versions.js";

/** How a package manager is told what to do. */
export interface Commands {
  readonly program: string;
  /** Arguments before all others. */
  readonly before: readonly string[];
  readonly install: readonly (readonly string[])[];
  /** A file of the project that is kept in the cache: without it, this one asks the registry each time. */
  readonly lock?: readonly [file: string, kept: string][];
  /** Arguments before a program of a package. */
  readonly exec: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/**
 * How each package manager installs, without scripts of packages, from the cache before the
 * registry, so that a second run needs no network.
 */
export async function commandsOf(
  manager: Manager,
  project: Project,
  context: TestContext,
): Promise<Commands> {
  if (manager === "npm" || manager === "npm ci") {
    const flags = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
    const install = ["install", ...flags];
    return {
      program: "npm",
      before: ["--cache", join(cacheFolder, "npm")],
      install:
        manager === "npm"
          ? [install]
          : [
              [...install, "--package-lock-only"],
              ["ci", ...flags],
            ],
      exec: ["exec", "--no", "--"],
      env: {},
    };
  }
  const program = process.execPath;
  const before = [await fromRegistry(context, managers[manager])];
  const at = (name: string) => join(cacheFolder, name);
  if (manager === "pnpm") {
    const stores = [`--store-dir=${at("pnpm-store")}`, `--cache-dir=${at("pnpm-cache")}`];
    return {
      program,
      before,
      install: [
        ["install", "--prefer-offline", "--ignore-scripts", "--config.hoist=false", ...stores],
      ],
      exec: ["exec"],
      env: {},
    };
  }
  return {
    program,
    before,
    install: [["install"]],
    lock: [
      [
        "yarn.lock",
        at(`yarn-${Object.keys(packagesOf(project)).join("-").replaceAll("/", "+")}.lock`),
      ],
    ],
    exec: [],
    env: {
      YARN_GLOBAL_FOLDER: at("yarn"),
      YARN_NODE_LINKER: "pnp",
      YARN_ENABLE_SCRIPTS: "false",
      YARN_ENABLE_TELEMETRY: "false",
      YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
    },
  };
}

export const said = ({ code, stdout, stderr }: Ran) => `exit code ${code}\n${stdout}${stderr}`;

/** Whether the registry could not be reached, as each package manager says it, and nothing else is wrong. */
export function isUnreachable(done: Ran): boolean {
  const codes =
    /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTCACHED|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT)\b|ERR_PNPM_META_FETCH_FAIL|YN0001:.*RequestError/;
  return done.code !== 0 && codes.test(said(done));
}
