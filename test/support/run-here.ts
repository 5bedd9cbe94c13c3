import { Readable } from "node:stream";
import ts from "typescript";

// The compiler asks for the folder once, and keeps it: not that of a run, where it finds no packages.
ts.sys.getCurrentDirectory();

/** What a command line printed, and its exit code; -1 if a signal ended it. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export type Env = Readonly<Record<string, string | undefined>>;

/** Variables that decide how the output looks, and that those who run the tests may have set. */
const noForge: Env = { GITHUB_ACTIONS: undefined, FORCE_COLOR: undefined };

/** The end of the last run: folder, variables and streams belong to one at a time. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a command line in this process, as `bin/tether.js` does in its own: starting one takes longer
 * than what most runs do. Folder, variables and streams are as before when it ends, and standard
 * input is empty.
 *
 * @param main of the source, or of a built tool
 * @param env variables to set, or to unset if undefined
 */
export function runHere(
  main: (args: readonly string[]) => Promise<number>,
  args: readonly string[],
  env: Env,
  folder: string,
): Promise<Run> {
  const run = last.then(() => runNow(main, args, { ...noForge, ...env }, folder));
  last = run.catch(() => undefined);
  return run;
}

async function runNow(
  main: (args: readonly string[]) => Promise<number>,
  args: readonly string[],
  env: Env,
  folder: string,
): Promise<Run> {
  const home = process.cwd();
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  const streams = { out: process.stdout.write, err: process.stderr.write };
  const stdin = Object.getOwnPropertyDescriptor(process, "stdin") as PropertyDescriptor;
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
    Object.defineProperty(process, "stdin", { ...stdin, get: () => Readable.from([]) });
    const code = await main(args);
    return { code, ...said };
  } finally {
    Object.defineProperty(process, "stdin", stdin);
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
