import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { environment } from "./run.js";

export interface Worker {
  readonly port: number;
  stop(): void;
}

/** Serves `program/workerd.capnp` until it is stopped. */
export async function startWorkerd(binary: string, consumer: string): Promise<Worker> {
  const child = spawn(binary, ["serve", "workerd.capnp", "--control-fd=3"], {
    cwd: consumer,
    env: environment,
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  // Workerd tells there which port it took.
  const control = createInterface({ input: child.stdio[3] as Readable });
  const line = await new Promise<string>((resolve, reject) => {
    control.once("line", resolve);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`workerd ended with ${code}`)));
  });
  const { port } = JSON.parse(line) as { port: number };
  return { port, stop: () => child.kill() };
}
