import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repository } from "./repository.js";
import { type Env, type Run, runHere } from "./run-here.js";
import { quickTool } from "./tool.js";

export type { Run } from "./run-here.js";

const home = await quickTool();
/** The tool as a program. */
export const program = join(home, "bin/tether.js");

export interface CommandLine {
  readonly folder: string;
  readonly args: readonly string[];
}

/** Runs Node in a process. */
export function start(
  args: readonly string[],
  env: object = {},
  input = "",
  cwd = repository,
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const { GITHUB_ACTIONS: _, FORCE_COLOR: __, ...rest } = process.env;
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...rest, ...env },
    });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? -1, out, err }));
    child.stdin.end(input);
  });
}

/**
 * Runs several command lines, one behind the other, with a built tool in this process: starting one
 * takes far longer than most of what they do.
 */
export async function tetherAll(
  lines: readonly CommandLine[],
  env: Env = {},
  tool = home,
): Promise<Run[]> {
  const url = pathToFileURL(join(tool, "dist/cli/main.js")).href;
  const { main } = (await import(
    /* @vite-ignore */ url
  )) as typeof import("../../generator/cli/main.js");
  const runs: Run[] = [];
  for (const { folder, args } of lines) runs.push(await runHere(main, args, env, folder));
  return runs;
}

/** The same in a process of their own, for modules of a project that each process loads once. */
export async function tetherApart(
  lines: readonly CommandLine[],
  env: Env = {},
  tool = home,
): Promise<Run[]> {
  const { out, err } = await start([join(tool, "batch.js"), JSON.stringify(lines)], env);
  const outs = out.split("\0");
  const errs = err.split("\0");
  return lines.map((_, index) => ({
    code: Number(outs[2 * index + 1]),
    out: outs[2 * index] ?? "",
    err: errs[index] ?? "",
  }));
}

/** Several command lines in one folder. */
export function tether(
  folder: string,
  lines: readonly (readonly string[])[],
  env: Env = {},
): Promise<Run[]> {
  return tetherAll(
    lines.map((args) => ({ folder, args })),
    env,
  );
}
