import { relative, resolve } from "node:path";
import {
  type Config,
  type ConfigInput,
  chooseClients,
  clientNames,
  configFileOf,
  configuredIn,
  isSpecOf,
  limitsOf,
  loadAs,
  readConfigs,
} from "../config/index.js";
import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import { displayName, openVersion, type Spec, type SpecVersion } from "../load/index.js";

/** Which versions are compared, and for which clients. Paths are relative to the current folder. */
export interface VersionOptions extends ConfigInput {
  /**
   * The older version: a file, folder, URL, `-`, or `GITREF:path`. Required unless `since` is set.
   */
  readonly base?: string;
  /** The newer version; default: the configured spec. */
  readonly revision?: string;
  /** A git version of the configured spec, to compare it with. */
  readonly since?: string;
  /** A client of the config file, by `client.name` or by its output folder; default: all. */
  readonly client?: string;
  /** Whether a version may have no operation and no webhook; default: false. */
  readonly allowEmpty?: boolean;
}

/** Two versions that are compared for a client. */
export interface VersionPair {
  /** The name of the client; undefined if the config file does not have several. */
  readonly client: string | undefined;
  /** What is known of the client; undefined without a config, or if it has several. */
  readonly config: Config | undefined;
  /** Whether the versions are those of the client's spec, and are read as its config says. */
  readonly isConfigured: boolean;
  readonly base: Version;
  readonly revision: Version;
  /** Warnings about how they are read; complete when both are loaded. */
  readonly notes: readonly Diagnostic[];
}

export interface Version {
  /** The name in messages. */
  readonly name: string;
  load(): Promise<Spec>;
  /** Whether it is in a commit that did not have the spec yet, under any name. */
  isNew(): Promise<boolean>;
}

/** What is compared, and the config files that say how it is judged. */
export interface Chosen {
  readonly pairs: readonly VersionPair[];
  readonly configs: readonly Config[];
  /** Whether it is not all clients of the config file. */
  readonly isPart: boolean;
}

/**
 * The versions to compare, a pair for each client that is concerned. If one of the two is the spec
 * of a client, both are versions of it and are read with its config; two other documents are read
 * as they are written.
 *
 * @throws DiagnosticError if there is nothing to compare
 */
export async function chooseVersions(options: VersionOptions): Promise<Chosen> {
  const { since, base: baseName } = options;
  const all = await configsFor(options);
  const configs = chooseClients(all, options.client);
  if (baseName !== undefined && since !== undefined)
    throw refuse("--since already gives the version to compare with");
  if (baseName === undefined && since === undefined)
    throw refuse("there is nothing to compare with: pass a version, or use --since");
  if (baseName === "-" && options.revision === "-")
    throw refuse("only one version can be standard input");
  const limits = limitsOf(configs);
  const open = async (name: string): Promise<Named> => ({
    name,
    version: await openVersion(name, limits),
  });
  const given = {
    base: baseName === undefined ? undefined : await open(baseName),
    revision: options.revision === undefined ? undefined : await open(options.revision),
  };
  const names = clientNames(all);
  const pairFor = async (config: Config | undefined, isConfigured: boolean) => {
    const base = given.base ?? (config && (await earlier(config, options)));
    const revision = given.revision ?? (config && (await open(fromHere(config.spec))));
    if (!base || !revision) throw refuse(severalSpecs);
    // Nobody means that, and it would never find anything.
    if (!given.revision && !base.version.commit && base.version.entry === revision.version.entry)
      throw refuse(
        `${base.name} is the configured spec itself, so there is nothing to compare it with: use --since, or pass an older version of it`,
      );
    const notes: Diagnostic[] = [];
    const note = (problem: Diagnostic) => void notes.push(problem);
    const versionOf = ({ name, version }: Named): Version => ({
      name: displayName(fromHere(name)),
      load: () =>
        isConfigured && config
          ? loadAs(version, { ...config, allowEmpty: options.allowEmpty ?? false }, note)
          : version.load(limits),
      isNew: async () => (await version.commit?.isNew(version.entry)) ?? false,
    });
    return {
      client: config && isConfigured && all.length > 1 ? names.get(config) : undefined,
      config,
      isConfigured,
      base: versionOf(base),
      revision: versionOf(revision),
      notes,
    };
  };
  const pairs: VersionPair[] = [];
  const concerned = await concernedBy(given, configs, options);
  for (const config of concerned) pairs.push(await pairFor(config, true));
  if (pairs.length === 0)
    pairs.push(await pairFor(configs.length === 1 ? configs[0] : undefined, false));
  return { pairs, configs, isPart: pairs.length < all.length };
}

interface Named {
  readonly name: string;
  readonly version: SpecVersion;
}

const severalSpecs =
  "the clients of the config file have several specs, and none of them is a version that is named: pass both versions, or choose a client with --client";

/** The clients of whose spec one of the given versions is, or all if there is no other choice. */
async function concernedBy(
  given: { readonly base: Named | undefined; readonly revision: Named | undefined },
  configs: readonly Config[],
  { since }: VersionOptions,
): Promise<readonly Config[]> {
  const own: Config[] = [];
  for (const config of configs) {
    const isOwn = async (named: Named | undefined) =>
      named !== undefined && (await isSpecOf(named.version, config));
    if ((await isOwn(given.base)) || (await isOwn(given.revision))) own.push(config);
  }
  if (own.length > 0) return own;
  // With both named, their spec is none of those.
  if (given.base && given.revision) return [];
  const isOne = new Set(configs.map(({ spec }) => spec)).size === 1;
  if (isOne || (since !== undefined && !given.revision)) return configs;
  throw refuse(severalSpecs);
}

async function earlier(config: Config, { since = "", spec }: VersionOptions): Promise<Named> {
  const version = await configuredIn(since, config, spec !== undefined);
  const inside = relative(version.commit?.root ?? "", version.entry);
  return { name: `${since}:${inside.replaceAll("\\", "/")}`, version };
}

/** Empty if two versions are named and there is no config: that is not an error. */
async function configsFor(options: VersionOptions): Promise<readonly Config[]> {
  const needsConfig =
    options.revision === undefined || options.since !== undefined || options.client !== undefined;
  const isThere = configFileOf(options) !== undefined || options.spec !== undefined;
  return needsConfig || isThere ? readConfigs(options) : [];
}

export function refuse(why: string): DiagnosticError {
  return new DiagnosticError([diagnose("config-invalid", { why })]);
}

/** A path relative to the current folder; anything else unchanged. */
function fromHere(name: string): string {
  const here = `${resolve(".")}/`;
  return name.startsWith(here) ? name.slice(here.length) : name;
}
