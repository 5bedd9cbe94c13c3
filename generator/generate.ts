import { type Config, type ConfigInput, readConfig } from "./config.js";
import type { Diagnostic } from "./diagnostics/index.js";
import { emit } from "./emit/index.js";
import { loadSpec } from "./load/index.js";
import { type Api, buildApi } from "./model/index.js";
import { readNamesLock } from "./names-lock.js";
import { readRuntimeFiles } from "./runtime-files.js";
import { tool } from "./tool.js";
import {
  type Comparison,
  compareFolder,
  type Difference,
  undoInterrupted,
  writeFolder,
} from "./write/index.js";

export interface GenerateOptions extends ConfigInput {
  /** Take the names that the spec suggests now, where the lock file holds others. Default: false. */
  readonly rename?: boolean;
  /** Told what the run is at, for a person who waits. */
  readonly onProgress?: (step: string) => void;
}

export interface GenerateReport {
  readonly api: Summary;
  readonly warnings: readonly Diagnostic[];
  /** Absolute path of the output folder. */
  readonly output: string;
  /** What was changed; empty if everything was current. */
  readonly differences: readonly Difference[];
  /** Number of files that were current. */
  readonly unchanged: number;
  readonly seconds: number;
}

/** What the client holds, in numbers. */
export interface Summary {
  readonly operations: number;
  readonly groups: number;
  /** Operations whose method and path a source documents. */
  readonly documented: number;
  /** Operations whose method or path is only inferred. */
  readonly inferred: number;
}

/**
 * Writes the client of a spec.
 *
 * @throws DiagnosticError if it cannot be made; the output folder is then as it was
 */
export async function generate(options: GenerateOptions = {}): Promise<GenerateReport> {
  const { output } = await readConfig(options);
  await undoInterrupted(output);
  const report = await compare(options);
  if (report.differences.length > 0) {
    options.onProgress?.(`writing ${report.differences.length} files`);
    await writeFolder(report.output, report);
  }
  return report;
}

/** Does everything that `generate` does, except writing. */
export async function compare(options: GenerateOptions): Promise<GenerateReport> {
  const start = performance.now();
  const config = await readConfig(options);
  const { api, warnings, comparison } = await produce(config, options);
  return {
    api: summarise(api),
    warnings,
    output: config.output,
    ...comparison,
    seconds: (performance.now() - start) / 1000,
  };
}

async function produce(
  config: Config,
  { onProgress, rename }: GenerateOptions,
): Promise<{ api: Api; warnings: readonly Diagnostic[]; comparison: Comparison }> {
  onProgress?.("reading the spec");
  const problems: Diagnostic[] = [];
  const spec = await loadSpec(config.spec, undefined, (found) => problems.push(...found));
  onProgress?.(`modelling ${spec.files.length} files`);
  const { api, warnings } = buildApi(spec, {
    ...config,
    problems,
    before: await readNamesLock(config.output),
    rename,
  });
  onProgress?.(`emitting ${api.operations.length} operations`);
  const files = emit(api, await readRuntimeFiles(), tool);
  return { api, warnings, comparison: await compareFolder(config.output, files) };
}

function summarise({ operations, groups }: Api): Summary {
  const inferred = operations.filter(({ inferred }) => inferred).length;
  const known = operations.filter(({ provenance }) => provenance !== undefined).length;
  return {
    operations: operations.length,
    groups: groups.length,
    documented: known - inferred,
    inferred,
  };
}
