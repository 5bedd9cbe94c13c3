import { existsSync, realpathSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { type Config, type ConfigInput, loadConfigured, readConfigs } from "../../config/index.js";
import { DiagnosticError, diagnose } from "../../diagnostics/index.js";
import { readNamesLock } from "../../generate/index.js";
import { readApi } from "../make-client.js";
import { type FixPlan, mergePlans, planFixes } from "./plan-fixes.js";
import { renamesBetween } from "./renames-between.js";

export interface NamesOptions {
  /** As `generate` takes it. */
  readonly input: ConfigInput;
  readonly rename: boolean;
  readonly allowEmpty: boolean;
  /** Path of a tsconfig.json, or of its folder. */
  readonly project: string;
  readonly onProgress?: (step: string) => void;
}

/**
 * Plans what has to change in a project for the names that `generate` is about to change. It has to
 * be asked before, as long as the client on the disk is the old one.
 *
 * @throws DiagnosticError if the spec or the project cannot be read, or if the project uses none of
 *   the clients
 */
export async function planNames(options: NamesOptions): Promise<FixPlan> {
  const { input, rename, allowEmpty, project, onProgress } = options;
  const configs = await readConfigs(input);
  const made = configs.filter(({ output }) => existsSync(output));
  const plans: FixPlan[] = [];
  for (const config of made) {
    onProgress?.("reading the spec");
    const renames = await renamesOf(config, rename, allowEmpty);
    const client = configs.length > 1 ? nameFrom(project, config.output) : undefined;
    const isSought = configs.length === 1;
    const plan = planOf({ project, client, renames, ...(onProgress && { onProgress }) }, isSought);
    if (plan) plans.push(plan);
  }
  const [first, ...others] = plans;
  if (first) return mergePlans(first, others);
  const why = `${project} uses no client that is generated here`;
  throw new DiagnosticError([diagnose("config-invalid", { why })]);
}

/** Of several clients, a project need not use each. */
function planOf(options: Parameters<typeof planFixes>[0], isSought: boolean): FixPlan | undefined {
  try {
    return planFixes(options);
  } catch (error) {
    const isOther =
      error instanceof DiagnosticError &&
      error.diagnostics.every(({ code }) => code === "uses-client-unknown");
    if (isSought || !isOther) throw error;
    return undefined;
  }
}

async function renamesOf(config: Config, rename: boolean, allowEmpty: boolean) {
  const spec = await loadConfigured({ ...config, allowEmpty }, () => {});
  const before = await readNamesLock(config.output);
  const name = before.get("client name") ?? config.name;
  const older = readApi(spec, { config: { ...config, name }, before, isReleased: true });
  const newer = readApi(spec, { config, before, rename, isReleased: true });
  return renamesBetween(older, newer);
}

/** A client as `uses` knows it: by its folder, relative to that of the project. */
function nameFrom(project: string, output: string): string {
  const given = realpathSync(resolve(project));
  const folder = given.endsWith(".json") ? dirname(given) : given;
  return relative(folder, realpathSync(output)).replaceAll("\\", "/") || ".";
}
