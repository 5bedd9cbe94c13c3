/** Runs a program and says what it took, as Linux counts it. Linux only. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";

export interface Run {
  readonly wall: number;
  readonly cpu: number;
  readonly memory: number;
  readonly output: string;
}

/**
 * Seconds and megabytes of a process, as Linux counts them.
 *
 * @param errors where what it writes to the standard error goes; default: to this program's
 */
export function measure(
  command: string,
  args: readonly string[],
  errors: "inherit" | "ignore" = "inherit",
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const env = { PATH: process.env["PATH"] ?? "", HOME: tmpdir() };
    const child = spawn(command, args, { env, stdio: ["ignore", "pipe", errors] });
    let output = "";
    let memory = 0;
    let cpu = 0;
    const watch = setInterval(() => {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
        memory = Math.max(memory, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000);
        const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]?.split(" ");
        cpu = (Number(fields?.[11]) + Number(fields?.[12])) / 100;
      } catch {
        // It has just ended.
      }
    }, 10);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.on("error", reject);
    child.on("close", () => {
      clearInterval(watch);
      resolve({ wall: (performance.now() - start) / 1000, cpu, memory, output });
    });
  });
}

const median = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
/** Medians, because other work on the machine only ever makes a run longer. */
export const summary = (runs: readonly Run[]) => ({
  wall: median(runs.map(({ wall }) => wall)),
  cpu: median(runs.map(({ cpu }) => cpu)),
  memory: median(runs.map(({ memory }) => memory)),
});
