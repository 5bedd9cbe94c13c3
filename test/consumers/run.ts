import { spawn } from "node:child_process";

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The server of these tests is on loopback, so no proxy may come in between. */
export const environment: NodeJS.ProcessEnv = {
  ...process.env,
  NO_PROXY: "127.0.0.1,localhost",
  no_proxy: "127.0.0.1,localhost",
  NO_COLOR: "1",
  DO_NOT_TRACK: "1",
  NEXT_TELEMETRY_DISABLED: "1",
};

/**
 * Runs a program to its end, without blocking the server that it may be calling.
 *
 * @param timeout milliseconds after which it is taken to hang, and ended
 * @param env variables beside those of all
 */
export function run(
  command: string,
  args: readonly string[],
  cwd: string,
  timeout = 240_000,
  env: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(...onThisSystem(command, args), {
      cwd,
      env: { ...environment, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout,
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** On Windows npm and npx are scripts for the shell there, and no programs; npm says where it is. */
function onThisSystem(command: string, args: readonly string[]): [string, string[]] {
  const npm = process.env["npm_execpath"];
  if (process.platform !== "win32" || !/^np[mx]$/.test(command) || !npm)
    return [command, [...args]];
  return [process.execPath, [npm.replace(/npm(?=-cli\.js$)/, command), ...args]];
}

/** As {@link run}; throws what the program says if it fails. */
export async function succeed(
  command: string,
  args: readonly string[],
  cwd: string,
  timeout?: number,
): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, cwd, timeout);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")}: ${code}\n${stdout}${stderr}`);
  return stdout;
}
