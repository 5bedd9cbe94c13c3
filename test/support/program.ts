import { spawn } from "node:child_process";
import { join } from "node:path";
import { repository } from "./repository.js";
import { quickTool } from "./tool.js";

const home = await quickTool();
/** The tool as a program. */
export const program = join(home, "bin/tether.js");

/** What a command line printed, and its exit code; -1 if a signal ended it. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

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

/** Several command lines, one behind the other, in one process, because starting it takes the most time. */
export async function tetherAll(
  lines: readonly { readonly folder: string; readonly args: readonly string[] }[],
  env = {},
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
  env = {},
): Promise<Run[]> {
  return tetherAll(
    lines.map((args) => ({ folder, args })),
    env,
  );
}
