import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { type Config, configFileOf, limitsOf, readConfigs } from "../config/index.js";
import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import {
  displayLocation,
  displayName,
  isRemote,
  type LoadOptions,
  toLocation,
} from "../load/index.js";
import { decodedPart } from "../openapi/index.js";
import {
  detectForge,
  type Environment,
  type Forge,
  missing,
  openForge,
  Secrets,
} from "./forge/index.js";
import type { MonitorOptions } from "./monitor-report.js";

/** Everything that a run is told, by flags, config and environment. */
export interface Settings {
  readonly options: MonitorOptions;
  readonly key: string;
  /** Absolute path. */
  readonly baseline: string;
  /** The baseline, from the root of the repository, and what it is compared with, for people. */
  readonly names: { readonly baseline: string; readonly source: string };
  /** The document as the user named it; undefined with `sources`. */
  readonly spec: string | undefined;
  /** Where it is: an absolute path or a URL. */
  readonly entry: string | undefined;
  readonly sources: readonly string[];
  readonly maxLost: number;
  /** Every client of the config file. */
  readonly configs: readonly Config[];
  /** The one that baseline or document is the spec of, if it is the only one. */
  readonly config: Config | undefined;
  /** How baseline and document are read. */
  readonly loading: LoadOptions;
  readonly forge: Forge | undefined;
  readonly secrets: Secrets;
  readonly env: Environment;
}

/** @throws DiagnosticError if flags, config or environment lack something, before anything is read */
export async function readSettings(options: MonitorOptions): Promise<Settings> {
  const { env = process.env, maxLost = 30, sources = [] } = options;
  if (!(maxLost >= 0 && maxLost <= 100)) throw refuse("--max-lost must be a percentage, 0 to 100");
  if (sources.length > 0 && options.spec !== undefined) {
    throw refuse("--source and --spec exclude each other: pages are captured, a document is not");
  }
  const input = options.config === undefined ? {} : { config: options.config };
  const configs = configFileOf(input) === undefined ? [] : await readConfigs(input);
  const spec = sources.length > 0 ? undefined : (options.spec ?? configuredUrl(configs));
  const baseline = resolve(options.baseline);
  const entry = spec === undefined ? undefined : toLocation(displayName(spec), process.cwd());
  if (entry === baseline)
    throw refuse("--spec is the baseline itself; name the API's own document");
  const own = configs.filter((config) => config.spec === baseline || config.spec === entry);
  const [config] = own.length === 1 ? own : [];
  const only = config ?? (configs.length === 1 ? configs[0] : undefined);
  const root = rootOf(baseline);
  const named = (spec === undefined ? sources : [spec]).map((name) => nameOf(name, root));
  const secrets = new Secrets();
  const loading = { ...loadingOf(config, only, entry), ...limitsOf(configs) };
  addCredentials(secrets, loading.headers ?? {}, spec);
  const names = { baseline: nameOf(baseline, root), source: describeAll(named) };
  return {
    options,
    ...{ baseline, names, spec, entry, sources, maxLost, configs, config, loading, secrets, env },
    key: keyOf(names.baseline, named),
    forge: forgeOf(options, env, secrets),
  };
}

function configuredUrl(configs: readonly Config[]): string {
  const [config, ...more] = configs;
  if (config && more.length === 0 && isRemote(config.spec)) return config.spec;
  throw refuse(
    "nothing to watch: pass --spec with the URL of the document, or --source with that of its pages",
  );
}

/** The forge, if anything is to be written to one. */
function forgeOf(options: MonitorOptions, env: Environment, secrets: Secrets): Forge | undefined {
  // An unused token must not be in any text either.
  for (const name of tokens) secrets.add(env[name]?.trim());
  if (options.init || (!options.issue && !options.pullRequest)) return undefined;
  const name = options.forge ?? detectForge(env);
  const forge = openForge(name, env, secrets);
  if (forge) return forge;
  throw missing(
    options.forge === "none"
      ? "--issue and --pull-request need a forge, and --forge is none"
      : "--issue and --pull-request need a forge: this is neither GitHub Actions nor GitLab CI; pass --forge",
  );
}

const tokens = ["GH_TOKEN", "GITHUB_TOKEN", "GITLAB_TOKEN", "CI_JOB_TOKEN"];

/**
 * Overlays and filter belong to the configured spec and its versions. Headers are for the spec's
 * server: that of the config if its spec is remote, otherwise that of the document, since a spec on
 * the disk needs none.
 */
function loadingOf(
  config: Config | undefined,
  only: Config | undefined,
  entry: string | undefined,
): LoadOptions {
  if (!only) return {};
  const { headers = {}, allowHosts, allowPrivate, place } = only;
  const originOf = (location: string) =>
    isRemote(location) ? new URL(location).origin : undefined;
  const home = originOf(only.spec);
  const isForIt = home === undefined || (entry !== undefined && originOf(entry) === home);
  return {
    ...(config ?? {
      ...(allowHosts && { allowHosts }),
      ...(allowPrivate !== undefined && { allowPrivate }),
      ...(place && { place }),
    }),
    headers: isForIt ? headers : {},
  };
}

/** What in a request lets somebody in, by the name of the header or of the parameter. */
const credentialName = /auth|cookie|key|token|secret|passw|sign/i;

function addCredentials(
  secrets: Secrets,
  headers: Readonly<Record<string, string>>,
  spec: string | undefined,
): void {
  for (const [name, value] of Object.entries(headers)) {
    if (credentialName.test(name)) secrets.add(value);
  }
  if (spec === undefined || !URL.canParse(spec)) return;
  const { username, password, searchParams } = new URL(spec);
  secrets.add(decodedPart(password));
  if (password !== "") secrets.add(btoa(`${decodedPart(username)}:${decodedPart(password)}`));
  for (const [name, value] of searchParams) if (credentialName.test(name)) secrets.add(value);
}

/** The folder with `.git` around a file; its own folder if there is none. */
function rootOf(file: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (folder === dirname(folder)) return dirname(file);
  }
}

/** The same wherever the command runs, and without credentials. */
function nameOf(name: string, root: string): string {
  if (isRemote(name)) return displayLocation(toLocation(displayName(name), root));
  if (name === "-") return displayName(name);
  return relative(root, resolve(name)).replaceAll("\\", "/") || ".";
}

function describeAll([first = "", ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

/** Short enough for the name of a branch; two monitors of a repository never share it. */
function keyOf(baseline: string, sources: readonly string[]): string {
  return createHash("sha256")
    .update([baseline, ...sources].join("\0"))
    .digest("hex")
    .slice(0, 12);
}

function refuse(why: string): DiagnosticError {
  return new DiagnosticError([diagnose("config-invalid", { why })]);
}
