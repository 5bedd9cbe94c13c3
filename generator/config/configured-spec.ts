import { existsSync } from "node:fs";
import { dirname, relative } from "node:path";
import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import type { Commit, LoadOptions, Spec, SpecVersion } from "../load/index.js";
import {
  asIn,
  type Config,
  type ConfigInput,
  configFileOf,
  readConfig,
  readConfigs,
} from "./read-config.js";

/** Loaded on demand, so that reading only the config does not load the reader of specs. */
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
 * Reads the spec of a config file, or of the given settings, as `generate` does.
 *
 * @throws DiagnosticError if there is no such spec, or there are several
 */
export async function loadConfiguredSpec(input: ConfigInput = {}): Promise<Spec> {
  return loadConfigured(await readConfig(input));
}

/**
 * Reads a version of a spec with a config. For a version in a commit, the config file and the
 * overlays are those of that commit, if they are in its repository; an overlay that did not exist
 * in that commit does not apply.
 *
 * @param note receives a warning if the settings of that commit are not known
 */
export async function loadAs(
  version: SpecVersion,
  config: Config,
  note?: (problem: Diagnostic) => void,
): Promise<Spec> {
  const { commit } = version;
  if (!commit) return version.load(await optionsFor(version, config));
  const then = await configIn(commit, config);
  const file = config.file?.path;
  // A file outside of the repository has no versions.
  if (!then && file !== undefined && commit.covers(file)) {
    const name = relative(commit.root, file).replaceAll("\\", "/");
    const isThere = await commit.has(file);
    note?.(diagnose("config-of-today", { version: commit.version, file: name, isThere }));
  }
  return version.load(await optionsFor(version, then ?? config));
}

/** The config of the current folder for this spec, if exactly one client has it. */
export async function configFor(spec: string): Promise<Config | undefined> {
  if (configFileOf({}) === undefined) return undefined;
  const [config, ...more] = (await readConfigs()).filter((each) => each.spec === spec);
  return more.length === 0 ? config : undefined;
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
  // The old spec may have been in a folder that no longer exists.
  const asked = existsSync(folder) ? folder : dirname(config.file?.path ?? folder);
  const commit = await openCommit(name, asked, config);
  // If a flag names the spec, the config file of the commit does not count.
  const { spec, place } = (isNamed ? undefined : await configIn(commit, config)) ?? config;
  if (isRemote(spec)) {
    const why = `in "${name}", the configured spec is on a server, so git has no version of it`;
    throw new DiagnosticError([diagnose("config-invalid", { why }, place?.(["spec"]))]);
  }
  return inCommit(await commit.specAt(spec), commit);
}

/** Whether a version is one of the spec of a config, as that names it now or named it then. */
export async function isSpecOf({ entry, commit }: SpecVersion, config: Config): Promise<boolean> {
  if (entry === config.spec || !commit) return entry === config.spec;
  return (await configIn(commit, config))?.spec === entry;
}

/** The config as its file was in a commit; undefined if that did not configure this client. */
async function configIn(commit: Commit, config: Config): Promise<Config | undefined> {
  const path = config.file?.path;
  if (path === undefined || !(await commit.has(path))) return undefined;
  return asIn(config, await commit.read(path));
}

async function optionsFor({ entry }: SpecVersion, config: Config): Promise<Config> {
  const { isRemote } = await toLoad();
  const originOf = (location: string) => (isRemote(location) ? new URL(location).origin : "");
  if (entry === config.spec) return config;
  return {
    ...config,
    // Those for the spec's server must not go to any other server.
    headers: originOf(entry) === originOf(config.spec) ? (config.headers ?? {}) : {},
    // The file does not name this document.
    place: (pointer) => (pointer[0] === "spec" ? undefined : config.place?.(pointer)),
  };
}

/** The limits of size and time, which apply to every document. */
export function limitsOf(configs: readonly Config[]): LoadOptions {
  const least = (field: "fileMegabytes" | "seconds") => {
    const given = configs.flatMap((config) => config[field] ?? []);
    return given.length > 0 ? { [field]: Math.min(...given) } : {};
  };
  return { ...least("fileMegabytes"), ...least("seconds") };
}
