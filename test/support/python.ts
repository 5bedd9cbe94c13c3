import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A server in Python on loopback, in a process of its own. */
export interface PythonServer {
  /** Without a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A command and its first arguments. */
export type Command = readonly [string, ...string[]];

/**
 * A Python that has these modules; undefined if there is none. The system's comes first: another
 * one in the path hardly sees the system's packages.
 */
export function findPython(modules: string): Command | undefined {
  return ([["/usr/bin/python3"], ["python3"]] satisfies Command[]).find(
    ([python]) => spawnSync(python, ["-c", `import ${modules}`]).status === 0,
  );
}

// The order of a set is that of its hashes, and frameworks make names of them.
const env = { ...process.env, PYTHONHASHSEED: "0", PYTHONWARNINGS: "ignore" };

/** Starts a script that prints its `{"port": …}` and serves until its stdin closes. */
export async function startPython(
  [python, ...options]: Command,
  ...script: readonly string[]
): Promise<PythonServer> {
  // Its stdin closes also when a test run is aborted, so it does not outlive one.
  const stdio = ["pipe", "pipe", "inherit"] as const;
  const child = spawn(python, [...options, "-B", ...script], { stdio: [...stdio], env });
  const exited = once(child, "exit");
  const ready = once(createInterface(child.stdout), "line");
  const first = await Promise.race([ready, exited.then(() => undefined)]);
  if (!first) throw new Error(`the server ended with exit code ${child.exitCode}`);
  const { port } = JSON.parse(String(first[0])) as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}

/** What a script prints. */
export function runPython([python, ...options]: Command, ...script: readonly string[]): string {
  const args = [...options, "-B", ...script];
  const { stdout, stderr, status } = spawnSync(python, args, { encoding: "utf8", env });
  if (status !== 0) throw new Error(`${script.join(" ")} ended with ${status}: ${stderr}`);
  return stdout;
}
