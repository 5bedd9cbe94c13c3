import { spawn } from "node:child_process";
import type { Installation } from "./package-manager.js";

/** How an installation ended; `why` has the words of the package manager. */
export type Installed = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** What a package may be called, with its version: nothing in it means anything to a shell. */
const plainPackage = /^(?:@[\w.~-]+\/)?[\w.~-]+(?:@[\w.^~*+-]+)?$/;

/** Adds packages to a project with its package manager, without a shell. */
export function installPackages(
  { manager, args, folder }: Installation,
  packages: readonly string[],
): Promise<Installed> {
  const strange = packages.find((each) => !plainPackage.test(each));
  if (strange !== undefined) {
    return Promise.resolve({ ok: false, why: `${strange} is not the name of a package` });
  }
  return new Promise((resolve) => {
    const [program, given, env] = programOf(manager, args);
    const child = spawn(program, given, {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      // Of cmd.exe, which reads one line and not a list.
      windowsVerbatimArguments: true,
    });
    let said = "";
    for (const stream of child.stdio.slice(1)) {
      stream?.on("data", (chunk: Buffer) => {
        // The end says why, however much is said before.
        said = (said + chunk.toString("utf8")).slice(-8000);
      });
    }
    child.on("error", ({ message }) => resolve({ ok: false, why: message }));
    child.on("close", (code, signal) => {
      if (code === 0) return resolve({ ok: true });
      const end = code === null ? `it was ended by ${signal}` : `exit code ${code}`;
      resolve({ ok: false, why: [end, ...lastLines(said)].join("\n") });
    });
  });
}

/**
 * On Windows, package managers are command files, which only cmd.exe runs. It must not look for
 * them in the current folder first, where anybody's repository may have one.
 */
function programOf(
  manager: string,
  args: readonly string[],
): [program: string, args: readonly string[], env: NodeJS.ProcessEnv] {
  if (process.platform !== "win32") return [manager, args, {}];
  const line = [manager, ...args.map((each) => `"${each}"`)].join(" ");
  return ["cmd.exe", ["/d", "/s", "/c", `"${line}"`], { NoDefaultCurrentDirectoryInExePath: "1" }];
}

/** The lines that say what went wrong; npm ends with where its log is. */
function lastLines(said: string): string[] {
  return said
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^npm (?:error|ERR!) A complete log|_logs\//.test(line))
    .slice(-5);
}
