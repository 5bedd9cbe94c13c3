import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import type { Commit, LoadOptions, Spec, SpecVersion } from "../load/index.js";
import {
  asIn,
  type Config,
  type ConfigInput,
  configFileOf,
  readConfig,
  readConfigs,
} from "./read-config.js";

/** Who only reads a config does not wait for all that reads specs. */
const toLoad = () => import("../load/index.js");

/** Reads the spec of a config as the config says: with its overlays, its filter and its limits. */
export async function loadConfigured(
  config: Config,
  collect?: LoadOptions["collect"],
): Promise<Spec> {
  const { loadSpec } = await toLoad();
  return loadSpec(config.spec, { ...config, ...(collect && { collect }) });
}

/**
 * Reads the spec of a config file, or of what is said in place of one, as `generate` does.
 *
 * @throws DiagnosticError if there is no such spec, or there are several
 */
export async function loadConfiguredSpec(input: ConfigInput = {}): Promise<Spec> {
  return loadConfigured(await readConfig(input));
}

/**
 * Reads a version of a spec as a config reads it. Of a version in a commit, config file and
 * overlays are those of that commit, as far as they lie in its repository; an overlay that was not
 * there did not apply.
 *
 * @param config undefined for a document that is no version of the configured spec
 */
export async function loadAs(version: SpecVersion, config: Config | undefined): Promise<Spec> {
  if (!config) return version.load();
  const then = version.commit ? await configIn(version.commit, config) : config;
  return version.load(await optionsFor(version, then));
}

/** The config of the current folder, if it is that of a spec and of no other. */
export async function configFor(spec: string): Promise<Config | undefined> {
  if (configFileOf({}) === undefined) return undefined;
  const [config, ...more] = await readConfigs();
  return config?.spec === spec && more.length === 0 ? config : undefined;
}

/** The configured spec as it was in a commit. */
export async function configuredIn(
  name: string,
  config: Config,
  isNamed: boolean,
): Promise<SpecVersion> {
  const { inCommit, isRemote, openCommit } = await toLoad();
  if (isRemote(config.spec)) {
    const why = "the configured spec is on a server, so git has no versions of it";
    throw new DiagnosticError([diagnose("config-invalid", { why }, config.place?.(["spec"]))]);
  }
  const folder = dirname(config.spec);
  // The spec of then may have stood where no folder is any more.
  const asked = existsSync(folder) ? folder : dirname(config.file?.path ?? folder);
  const commit = await openCommit(name, asked, config);
  // Where a flag names the spec, the config file of then does not count.
  const { spec } = isNamed ? config : await configIn(commit, config);
  return inCommit(await commit.specAt(spec), commit);
}

/** The config as its file was in a commit; as it is now, if it was not there. */
async function configIn(commit: Commit, config: Config) {
  const path = config.file?.path;
  if (path === undefined || !(await commit.has(path))) return config;
  return asIn(config, await commit.read(path));
}

/** What is sent to the server of the spec is sent to no other. */
async function optionsFor({ entry }: SpecVersion, config: Config): Promise<Config> {
  const { isRemote } = await toLoad();
  const originOf = (location: string) => (isRemote(location) ? new URL(location).origin : "");
  return originOf(entry) === originOf(config.spec) ? config : { ...config, headers: {} };
}

/** What holds of every document that is read, whatever it is: how much, and for how long. */
export function limitsOf(configs: readonly Config[]): LoadOptions {
  const least = (field: "fileMegabytes" | "seconds") => {
    const given = configs.flatMap((config) => config[field] ?? []);
    return given.length > 0 ? { [field]: Math.min(...given) } : {};
  };
  return { ...least("fileMegabytes"), ...least("seconds") };
}
