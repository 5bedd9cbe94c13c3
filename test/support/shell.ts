import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeOutside } from "./git.js";
import { program, type Run } from "./program.js";
import { repository } from "./repository.js";

/** Runs a shell, or another program, to its end. */
export function shell(
  [command = "", ...args]: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? -1, out, err }));
  });
}

/** Puts the tool into a project as npm does, so that `npx` finds it there. */
export function installTool(folder: string): void {
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, ".bin"), { recursive: true });
  symlinkSync(dirname(dirname(program)), join(modules, "spec-tether"), "junction");
  symlinkSync("../spec-tether/bin/tether.js", join(modules, ".bin/spec-tether"));
  chmodSync(program, 0o755);
}

/**
 * A folder with an `npx` that does what npm's does for a tool that is installed, in a tenth of the
 * time; `npx --no-install` itself is tried once, in test/command/in-ci.test.ts.
 */
export function makeNpx(): string {
  const folder = makeOutside({
    npx: `#!/bin/sh
[ "$1 $2" = "--no-install spec-tether" ] || exit 127
shift 2
exec node_modules/.bin/spec-tether "$@"
`,
  });
  chmodSync(join(folder, "npx"), 0o755);
  return folder;
}

/** What a shell of a job or of cron has: neither settings of whoever runs the tests, nor a forge's. */
export const bareEnvironment: Readonly<Record<string, string>> = {
  PATH: `${dirname(process.execPath)}:${process.env["PATH"]}`,
  HOME: "/nonexistent",
  npm_config_cache: join(repository, "node_modules/.cache/npm"),
  npm_config_update_notifier: "false",
  NO_PROXY: "127.0.0.1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  ...Object.fromEntries(
    ["AUTHOR", "COMMITTER"].flatMap((who) => [
      [`GIT_${who}_NAME`, "a"],
      [`GIT_${who}_EMAIL`, "a@example.com"],
    ]),
  ),
};

/** The blocks of a page that are files, by their names: those that begin with `sh file=NAME`. */
export function filesOf(page: string): Readonly<Record<string, string>> {
  const text = readFileSync(join(repository, page), "utf8");
  const blocks = text.matchAll(/^```\w+ file=(\S+)\n([\s\S]*?)^```$/gm);
  return Object.fromEntries([...blocks].map(([, name = "", code = ""]) => [name, code]));
}
