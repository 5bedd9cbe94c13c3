import { join } from "node:path";
import { type CommandLine, type Run, start, tetherAll as startAll } from "./program.js";
import { quickTool } from "./tool.js";

export type { Run } from "./program.js";

const tool = await quickTool("checkout");

/** All that ran in this file of tests, and in those before it in the same process. */
export const runs: Run[] = [];

/** Runs the command line in a folder, in this process. */
export async function tether(folder: string, ...args: string[]): Promise<Run> {
  const [run] = await tetherAll([{ folder, args }]);
  return run as Run;
}

/** The same in a process of its own, as its users have it. */
export async function tetherApart(folder: string, ...args: string[]): Promise<Run> {
  const run = await start([join(tool, "bin/tether.js"), ...args], {}, "", folder);
  runs.push(run);
  return run;
}

/** Runs several command lines, one behind the other, in this process. */
export async function tetherAll(lines: readonly CommandLine[]): Promise<Run[]> {
  const all = await startAll(lines, {}, tool);
  runs.push(...all);
  return all;
}
