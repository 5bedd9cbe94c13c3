import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type { Config } from "../config/index.js";
import { DiagnosticError, diagnose, type Place } from "../diagnostics/index.js";
import { displayLocation } from "../load/index.js";
import {
  type ChosenCustomOutput,
  type CustomOutput,
  type CustomOutputChoice,
  declaredOutputs,
  readOptions,
  shownOption,
} from "../outputs/index.js";
import { findModule, packageJsonOf } from "./find-module.js";
import { type CallSite, callGuarded, callGuardedAsync } from "./guarded-call.js";
import { type SourceFile, sourcesOf } from "./module-sources.js";
import { findStale } from "./stale-modules.js";
import { validateClaims, validateFiles, validateOutput } from "./validate-output.js";

/** Custom outputs, and the source files that determine what they do. */
export interface CustomOutputs {
  readonly outputs: readonly ChosenCustomOutput[];
  readonly sources: readonly SourceFile[];
}

/**
 * Loads the custom outputs of a config. This runs their code, without any restriction: only
 * `generate` and `check` call it, and only for the config of the working tree.
 *
 * @throws DiagnosticError if a module cannot be used
 */
export async function loadCustomOutputs(config: Config): Promise<CustomOutputs> {
  const outputs: ChosenCustomOutput[] = [];
  const sources: SourceFile[] = [];
  const names = new Map(declaredOutputs.map(({ name }) => [name, "a built-in output"]));
  for (const choice of config.outputs.own) {
    const at = (...below: readonly string[]) => config.place?.(["outputs", choice.key, ...below]);
    const place = choice.isOfFlag ? undefined : at();
    const { output, path, files } = await loadOutput(choice, folderOf(choice, config), place);
    const other = names.get(output.name);
    if (other !== undefined) {
      const why = `its name \`${output.name}\` is already the name of ${other}`;
      throw new DiagnosticError([unusable(choice.key, why, place)]);
    }
    names.set(output.name, choice.key);
    const { options, misfits } = readOptions(output.options, choice.options);
    if (misfits.length > 0) {
      const problems = misfits.map(({ at: below, why }) => {
        const args = { why: `\`${shownOption(choice.key, below)}\` ${why}` };
        return diagnose("config-invalid", args, choice.isOfFlag ? undefined : at(...below));
      });
      throw new DiagnosticError(problems);
    }
    outputs.push({ output: guarded(output, path, place), options, place });
    sources.push(...files);
  }
  return { outputs, sources };
}

/** Paths in a config are relative to its file, paths in a flag to the current folder. */
function folderOf({ isOfFlag }: CustomOutputChoice, { file }: Config): string {
  return isOfFlag || !file ? process.cwd() : dirname(file.path);
}

async function loadOutput({ key }: CustomOutputChoice, folder: string, place: Place | undefined) {
  const toDiagnostic: CallSite["toDiagnostic"] = (why, where) => unusable(key, why, where);
  const { path, files } = callGuarded({ path: "", place, toDiagnostic }, () => {
    const found = findModule(key, folder);
    const sources = sourcesOf(found, packageJsonOf(key, folder));
    const stale = findStale(sources, found);
    if (stale !== undefined) {
      throw new Error(
        `${displayLocation(stale)} has changed since it was loaded; restart the process`,
      );
    }
    return { path: found, files: sources };
  });
  const output = await callGuardedAsync({ path, place, toDiagnostic }, async () => {
    const url = pathToFileURL(path);
    // Node caches loaded modules, so `--watch` would never see a change without this.
    url.search = files.find((file) => file.path === path)?.hash ?? "";
    const { default: found } = (await importModule(url.href)) as { default?: unknown };
    return validateOutput(found);
  });
  return { output, path, files };
}

async function importModule(url: string): Promise<unknown> {
  try {
    return await import(url);
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== "ERR_UNKNOWN_FILE_EXTENSION") throw error;
    const why = `Node ${process.versions.node} cannot import such a file; write it as .js or .mjs`;
    throw new Error(why);
  }
}

/** The output, with each return value checked and each failure reported as one message. */
function guarded(output: CustomOutput, path: string, place: Place | undefined): CustomOutput {
  const { name, options, packages } = output;
  const toDiagnostic: CallSite["toDiagnostic"] = (why, where) =>
    diagnose("output-failed", { name, why }, where);
  const blame = { path, place, toDiagnostic };
  return {
    name,
    options,
    packages,
    claims: (...args) => callGuarded(blame, () => validateClaims(output.claims(...args))),
    files: (...args) =>
      callGuardedAsync(blame, async () => validateFiles(await output.files(...args))),
  };
}

function unusable(key: string, why: string, place: Place | undefined) {
  return diagnose("output-module-unusable", { key, why }, place);
}
