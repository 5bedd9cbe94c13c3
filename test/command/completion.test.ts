import { spawnSync } from "node:child_process";
import { chmodSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { makeFolder } from "../support/generator.js";
import { quickTool } from "../support/tool.js";

/*
 * Each script is sourced by its shell, with the program in the PATH. What a person sees needs a
 * terminal; these ask what the shell would offer, for several lines in one process.
 */
const folder = makeFolder({ "openapi.yaml": "", "other/x": "" });
const bin = makeFolder();
const program = join(await quickTool("checkout"), "bin/tether.js");
chmodSync(program, 0o755);
symlinkSync(program, join(bin, "tether"));
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}` };

interface Shell {
  readonly shell: string;
  readonly args: readonly string[];
  readonly begin: string;
  readonly ask: (line: string) => string;
  /** What it is offered after `--flag=`, if it is not the whole word. */
  readonly afterEquals?: string;
}

const shells: readonly Shell[] = [
  {
    shell: "bash",
    args: ["--norc", "-c"],
    begin: "source <(tether completion bash); complete -p tether spec-tether >/dev/null || exit",
    ask: (line) =>
      `COMP_LINE='${line}' COMP_POINT=${line.length}; _tether; printf '%s\\n' "\${COMPREPLY[@]}"`,
    // Bash replaces only what follows the equals sign.
    afterEquals: "ts",
  },
  {
    shell: "zsh",
    args: ["-f", "-c"],
    // Outside of a widget, the builtins that offer words only fail; these print what they are given.
    begin: `compdef() { [[ "$*" == '_tether tether spec-tether' ]] || exit }
compset() { : }
compadd() { print -rl -- "\${(P@)@[-1]}" }
_files() { print -rl -- *(N) }
source <(tether completion zsh)`,
    ask: (line) => `line='${line}'; words=("\${(@s: :)line}"); CURRENT=\${#words}; _tether`,
  },
  {
    shell: "fish",
    args: ["--no-config", "-c"],
    begin: "tether completion fish | source",
    ask: (line) => `complete -C '${line}' | string replace -r '\\t.*' ''`,
  },
];

for (const { shell, args, begin, ask, afterEquals = "--import-extension=ts" } of shells) {
  const isThere = spawnSync(shell, ["--version"]).status === 0;
  test.skipIf(!isThere)(`${shell}${isThere ? "" : " (not installed here)"}`, () => {
    const lines = {
      "tether chec": ["check"],
      "tether generate --import-extension=t": [afterEquals],
      "tether diff --severity response.enum.adde": ["response.enum.added="],
      "tether types ": ["openapi.yaml", "other"],
    };
    const script = [begin, ...Object.keys(lines).flatMap((line) => [ask(line), "echo ---"])];
    const { stdout, stderr } = spawnSync(shell, [...args, script.join("\n")], {
      ...{ cwd: folder, env, encoding: "utf8" },
    });
    const offered = stdout.split("---\n").map((part) =>
      part
        .split("\n")
        .filter((word) => word !== "")
        // Fish shows that a folder is one.
        .map((word) => word.replace(/\/$/, ""))
        .sort(),
    );
    expect({ offered: offered.slice(0, -1), stderr }).toEqual({
      offered: Object.values(lines),
      stderr: "",
    });
  });
}
