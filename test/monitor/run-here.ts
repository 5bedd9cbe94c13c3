import { main } from "../../generator/cli/main.js";
import type { Run } from "../support/program.js";

/**
 * Runs a command line in this process, as `bin/tether.js` does in its own: starting one takes longer
 * than what most runs do. Folder, variables and streams are as before when it ends.
 *
 * @param env variables to set, or to unset if undefined
 */
export async function runHere(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
): Promise<Run> {
  const home = process.cwd();
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  const streams = { out: process.stdout.write, err: process.stderr.write };
  const said = { out: "", err: "" };
  const into = (name: "out" | "err") => (text: unknown) => {
    said[name] += String(text);
    return true;
  };
  try {
    process.chdir(folder);
    assign(Object.entries(env));
    process.stdout.write = into("out");
    process.stderr.write = into("err");
    const code = await main(args);
    return { code, ...said };
  } finally {
    process.stdout.write = streams.out;
    process.stderr.write = streams.err;
    assign(before);
    process.chdir(home);
  }
}

function assign(entries: Iterable<readonly [string, string | undefined]>): void {
  for (const [name, value] of entries) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
