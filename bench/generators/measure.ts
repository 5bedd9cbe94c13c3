import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Usage {
  readonly wallMs: number;
  /** Of the process and those that it started, as far as they are Node. */
  readonly cpuMs: number;
  /** Of the largest process. */
  readonly peakMb: number;
}

const preload = fileURLToPath(new URL("usage.cjs", import.meta.url));

/** Runs a Node program; throws what it says if it fails. */
export async function measure(args: readonly string[], cwd: string): Promise<Usage> {
  const folder = mkdtempSync(join(tmpdir(), "usage-"));
  try {
    const start = performance.now();
    await run(args, cwd, { BENCH_USAGE: folder, NODE_OPTIONS: `--require ${preload}` });
    const wallMs = performance.now() - start;
    const parts = readdirSync(folder).map(
      (name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Omit<Usage, "wallMs">,
    );
    return {
      wallMs,
      cpuMs: parts.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
      peakMb: Math.max(0, ...parts.map(({ peakMb }) => peakMb)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a Node program and gives what it prints. */
export function run(
  args: readonly string[],
  cwd: string,
  variables: Readonly<Record<string, string>> = {},
  acceptable: readonly number[] = [0],
): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: "1", DO_NOT_TRACK: "1", CI: "1", ...variables };
    const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const collect = (chunk: string) => {
      output += chunk;
    };
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);
    const timer = setTimeout(() => child.kill("SIGKILL"), 600_000);
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      if (acceptable.includes(code ?? -1)) resolve(output);
      else reject(new Error(`exit code ${code}: ${output.trim().slice(0, 500)}`));
    });
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
