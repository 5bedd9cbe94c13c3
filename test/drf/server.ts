import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A Django REST framework on loopback, in a process of its own. */
export interface DrfServer {
  /** Without a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Why there is no server. */
export const absence = "not run: python3-djangorestframework is not installed";

const script = fileURLToPath(new URL("app/serve.py", import.meta.url));

/** Starts the server; undefined, and a line on the console, if this machine cannot run it. */
export async function startDrf(): Promise<DrfServer | undefined> {
  const python = findPython();
  if (python === undefined) {
    console.log(absence);
    return undefined;
  }
  // The server ends when stdin closes, so it does not outlive a test run that was aborted.
  const child = spawn(python, ["-B", script], { stdio: ["pipe", "pipe", "inherit"] });
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

/** The system's Python comes first: another one in the path hardly sees the system's packages. */
function findPython(): string | undefined {
  return ["/usr/bin/python3", "python3"].find(
    (python) => spawnSync(python, ["-c", "import rest_framework"]).status === 0,
  );
}

const secret = "0123456789abcdef0123456789abcdef";
let keys = 0;

/** A key that nobody has used: its things are as at the start, its quota is full. */
export function newKey(): string {
  keys += 1;
  return `${String(keys).padStart(8, "0")}.${secret}`;
}
