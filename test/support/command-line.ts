import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { repository } from "./generator.js";

const program = fileURLToPath(new URL("./tether.ts", import.meta.url));
const batch = fileURLToPath(new URL("./tether-batch.ts", import.meta.url));
const tsx = import.meta.resolve("tsx");

/** What a command line printed, and its exit code. */
export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** All that ran in this file of tests. */
export const runs: Run[] = [];

/** Runs the command line in a folder. */
export async function tether(folder: string, ...args: string[]): Promise<Run> {
  const run = await start(program, folder, args);
  runs.push(run);
  return run;
}

/** Runs several command lines, one behind the other, in one process. */
export async function tetherAll(
  lines: readonly { folder: string; args: string[] }[],
): Promise<Run[]> {
  const { out, err } = await start(batch, repository, [JSON.stringify(lines)]);
  const outs = out.split("\0");
  const errs = err.split("\0");
  const all = lines.map((_, index) => ({
    code: Number(outs[2 * index + 1]),
    out: outs[2 * index] ?? "",
    err: errs[index] ?? "",
  }));
  runs.push(...all);
  return all;
}

function start(script: string, cwd: string, args: readonly string[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", tsx, script, ...args], { cwd });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
  });
}
