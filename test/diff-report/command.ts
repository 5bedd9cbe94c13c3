import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { repository } from "../generator/support.js";

export const at = (name: string) => fileURLToPath(new URL(`../generator/${name}`, import.meta.url));
export const tsx = import.meta.resolve("tsx");

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
    const child = spawn(process.execPath, ["--import", tsx, ...args], {
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

/** Several command lines in one process, because starting it takes the most time. */
export async function tether(
  folder: string,
  lines: readonly (readonly string[])[],
  env = {},
): Promise<Run[]> {
  const { out, err } = await start(
    [at("tether-batch.ts"), JSON.stringify(lines.map((args) => ({ folder, args })))],
    env,
  );
  const outs = out.split("\0");
  const errs = err.split("\0");
  return lines.map((_, index) => ({
    code: Number(outs[2 * index + 1]),
    out: outs[2 * index] ?? "",
    err: errs[index] ?? "",
  }));
}
