import { type Config, type ConfigInput, readConfig, readConfigs } from "../config/index.js";
import type { CustomOutputs } from "../custom-outputs/index.js";
import { countOf, type Diagnostic, DiagnosticError } from "../diagnostics/index.js";
import { readRuntimeFiles, tool } from "../disk/index.js";
import type { Spec } from "../load/index.js";
import type { HandlerData } from "../mock/index.js";
import type { Api } from "../model/index.js";
import type { EnumsOptions, FirstCall, MswOptions, Surroundings } from "../outputs/index.js";
import { type MissingPackages, missingPackagesOf } from "../project/index.js";
import { compareFolder, type Difference, undoInterrupted, writeFolder } from "../write/index.js";
import { findUpToDate, originOf } from "./up-to-date.js";

/** What to generate, and from what. Paths are relative to the current folder. */
export interface GenerateOptions extends ConfigInput {
  /**
   * Whether to use the names that the spec suggests now instead of those in the lock file. Default:
   * false.
   */
  readonly rename?: boolean;
  /** Called with each step of the run, for a person who waits. */
  readonly onProgress?: (step: string) => void;
  /** Whether to generate everything even if no input has changed; default: false. */
  readonly force?: boolean;
  /** Whether a filter may leave no operation; default: false. */
  readonly allowEmpty?: boolean;
}

/** What was generated, and from what. */
export interface GenerateReport {
  /** The client in numbers. */
  readonly api: Summary;
  /** About the spec and the config: what was left out, and what is questionable. */
  readonly warnings: readonly Diagnostic[];
  /**
   * The number of warnings of the last run, if nothing has changed since then and they are not
   * repeated; otherwise 0.
   */
  readonly earlierWarnings: number;
  /** Absolute path of the output folder. */
  readonly output: string;
  /** The changed files; empty if everything was current. */
  readonly differences: readonly Difference[];
  /** Number of files that were current. */
  readonly unchanged: number;
  /**
   * Packages that files of the output import and the project around it lacks; undefined if it has
   * all.
   */
  readonly lack: MissingPackages | undefined;
  /** The files that were read (absolute paths) and the URLs. */
  readonly inputs: readonly string[];
  /** How long the run took. */
  readonly seconds: number;
}

/** The result for one client of a config file. */
export type Outcome<Report> =
  | { readonly output: string; readonly report: Report; readonly error?: undefined }
  | { readonly output: string; readonly report?: undefined; readonly error: DiagnosticError };

/** The contents of a client, in numbers. */
export interface Summary {
  /** Operations that the client calls. */
  readonly operations: number;
  /** Groups of them. */
  readonly groups: number;
  /**
   * Operations whose method and path a source documents; absent, like the next two, if the spec
   * does not say how anything is known.
   */
  readonly documented?: number;
  /** Other operations whose method and path recordings show. */
  readonly observed?: number;
  /** Operations whose method or path is only inferred. */
  readonly inferred?: number;
}

/** What the manifest stores about a run, to be shown again when nothing has changed. */
interface RememberedRun extends Summary {
  readonly warnings: number;
  /** Packages that its files import; absent if there are none. */
  readonly packages?: readonly string[];
}

/**
 * Writes the client of a spec.
 *
 * @throws DiagnosticError if the client cannot be generated, or if the config file has several
 *   clients; the output folder is then unchanged
 */
export async function generate(options: GenerateOptions = {}): Promise<GenerateReport> {
  const [outcome] = await compareAll(options, { isOne: true, ...writing(options) });
  return reportOf(outcome);
}

/**
 * Writes every client of a config file, one after the other. If one fails, the others are still
 * generated.
 *
 * @throws DiagnosticError if the configuration itself is invalid
 */
export async function generateAll(
  options: GenerateOptions = {},
): Promise<readonly Outcome<GenerateReport>[]> {
  return compareAll(options, writing(options));
}

/** A client that was generated for the first time, and how it is called. */
export interface FirstRun {
  readonly outcome: Outcome<GenerateReport>;
  /** Undefined if the client was not generated, or if there is nothing to call. */
  readonly firstCall: FirstCall | undefined;
}

/**
 * As `generate`, but a client that fails is no exception, and its first call is written too.
 *
 * @throws DiagnosticError if the configuration itself is invalid
 */
export async function generateFirst(
  options: GenerateOptions,
  around: Surroundings,
): Promise<FirstRun> {
  let firstCall: FirstCall | undefined;
  const { firstCallOf } = await import("../outputs/index.js");
  const [outcome] = await compareAll(
    { ...options, force: true },
    {
      ...{ isOne: true, ...writing(options) },
      look: (api, { outputs }) => {
        if (Object.hasOwn(outputs.builtIn, "client")) firstCall = firstCallOf(api, around);
      },
    },
  );
  if (!outcome) throw new Error("a configuration has at least one client");
  return { outcome, firstCall: outcome.report && firstCall };
}

function writing({ onProgress }: GenerateOptions): Manner {
  return {
    prepare: undoInterrupted,
    use: (report) => {
      if (report.differences.length === 0) return;
      onProgress?.(`writing ${countOf(report.differences.length, "file")}`);
      writeFolder(report.output, report);
    },
  };
}

interface Manner {
  /** Whether there may be only one client; default: false. */
  readonly isOne?: boolean;
  /** Called with each output folder before it is read. */
  readonly prepare?: (output: string) => void;
  /** Called with each report, one after the other. */
  readonly use?: (report: GenerateReport) => void;
  /** Called with each API that was read. */
  readonly look?: (api: Api, config: Config) => void;
}

/** Does everything that `generateAll` does, except writing. */
export async function compareAll(
  options: GenerateOptions,
  { isOne = false, prepare, use, look }: Manner = {},
): Promise<readonly Outcome<GenerateReport>[]> {
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  const known = options.force || options.rename ? undefined : findUpToDate<RememberedRun>(options);
  if (known && !(isOne && known.length > 1)) {
    return known.map(({ output, files, inputs, said: { warnings, packages = [], ...api } }) => ({
      output,
      report: {
        api,
        warnings: [],
        earlierWarnings: warnings,
        output,
        differences: [],
        unchanged: files,
        lack: missingPackagesOf(output, packages),
        inputs,
        seconds: seconds(),
      },
    }));
  }
  const configs = isOne ? [await readConfig(options)] : await readConfigs(options);
  const outcomes: Outcome<GenerateReport>[] = [];
  for (const config of configs) {
    const { output } = config;
    try {
      prepare?.(output);
      const compared = await compare(config, configs, options, look);
      const report = { ...compared, seconds: seconds() };
      use?.(report);
      outcomes.push({ output, report: { ...report, seconds: seconds() } });
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      outcomes.push({ output, error });
    }
  }
  return outcomes;
}

/** The report; throws the error if the client failed. */
export function reportOf<Report>(outcome: Outcome<Report> | undefined): Report {
  if (outcome?.report) return outcome.report;
  throw outcome?.error ?? new Error("a configuration has at least one client");
}

/** The pipeline. Its modules are loaded here, because most runs find that nothing has changed. */
async function compare(
  config: Config,
  configs: readonly Config[],
  { onProgress, rename, allowEmpty = false, ...input }: GenerateOptions,
  look?: Manner["look"],
): Promise<Omit<GenerateReport, "seconds">> {
  const [
    { credentialOriginsOf, loadConfigured },
    { buildApi },
    { claimsOf, makeFiles, packagesOf },
    { readNamesLock },
  ] = await Promise.all([
    import("../config/index.js"),
    import("../model/index.js"),
    import("../outputs/index.js"),
    import("./read-names-lock.js"),
  ]);
  const own = await loadOwn(config);
  const chosen = { outputs: config.outputs.builtIn, own: own.outputs };
  onProgress?.("reading the spec");
  const problems: Diagnostic[] = [];
  const collect = (found: readonly Diagnostic[]) => void problems.push(...found);
  const spec = await loadConfigured({ ...config, allowEmpty }, collect);
  onProgress?.(`analyzing ${countOf(spec.files.length, "file")}`);
  const built = buildApi(spec, {
    ...config,
    problems,
    credentialOrigins: credentialOriginsOf(config),
    before: await readNamesLock(config.output),
    rename,
    innerEnums: enumsOf(config).inner,
    claims: (contract) => claimsOf(chosen, contract),
  });
  look?.(built.api, config);
  onProgress?.(`generating ${countOf(built.api.operations.length, "operation")}`);
  const files = await makeFiles(built, await readRuntimeFiles(config.language), tool, {
    ...config,
    ...chosen,
    answers: await answersOf(spec, config),
  });

  const api = summarise(built.api);
  const warnings = [...spec.warnings, ...built.warnings];
  const packages = packagesOf(chosen);
  const said: RememberedRun = {
    ...{ ...api, warnings: warnings.length },
    ...(packages.length > 0 && { packages }),
  };
  const folders = configs.map(({ output }) => output);
  const read = [...(config.file ? [config.file] : []), ...spec.inputs, ...own.sources];
  // Hashes would repeat what only `allowEmpty` allows to whoever does not say it.
  const isEmptied = allowEmpty && config.filter && api.operations === 0;
  const origin = isEmptied ? undefined : originOf(input, folders, read, said);
  const comparison = compareFolder(config.output, files, origin);
  const { output } = config;
  return {
    ...{ api, warnings, earlierWarnings: 0, output, ...comparison },
    lack: missingPackagesOf(output, packages),
    inputs: read.map(({ path }) => path),
  };
}

/** The options of the enums output that affect the model: each list needs a name. */
function enumsOf({ outputs: { builtIn } }: Config): EnumsOptions {
  return builtIn["enums"] ?? {};
}

/** What handlers of the output `msw` answer; loaded only for it, as the package that it needs. */
async function answersOf(
  spec: Spec,
  { outputs: { builtIn } }: Config,
): Promise<HandlerData | undefined> {
  const options: MswOptions | undefined = builtIn["msw"];
  if (!options) return undefined;
  return (await import("../mock/index.js")).handlerDataOf(spec, options);
}

/** Runs users' code, so it is loaded only here (docs/outputs.md). */
async function loadOwn(config: Config): Promise<CustomOutputs> {
  if (config.outputs.own.length === 0) return { outputs: [], sources: [] };
  return (await import("../custom-outputs/index.js")).loadCustomOutputs(config);
}

function summarise({ operations, groups }: Api): Summary {
  const inferred = operations.filter(({ isInferred }) => isInferred).length;
  const known = operations.filter(({ provenance }) => provenance !== undefined).length;
  const observed = operations.filter(
    ({ isInferred, provenance }) =>
      !isInferred && [provenance?.method, provenance?.path].some((each) => each?.observed),
  ).length;
  return {
    operations: operations.length,
    groups: groups.length,
    ...(known > 0 && { documented: known - inferred - observed, observed, inferred }),
  };
}
