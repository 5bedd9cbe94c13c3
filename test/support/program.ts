import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { repository } from "./generator.js";
import { buildQuickly } from "./quick-build.js";

/** The tool as a program. It is built once, because each start from source takes three times as long. */
export const program = await buildQuickly();
const batch = join(program, "../batch.js");
const source = readFileSync(join(repository, "test/support/tether-batch.ts"), "utf8");
const { code: batchCode } = transformSync(source, { loader: "ts" });
writeFileSync(batch, batchCode.replace("../../generator/", "../dist/"));

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

/** Several command lines in one process, because starting it takes the most time. */
export async function tether(
  folder: string,
  lines: readonly (readonly string[])[],
  env = {},
): Promise<Run[]> {
  const { out, err } = await start(
    [batch, JSON.stringify(lines.map((args) => ({ folder, args })))],
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
