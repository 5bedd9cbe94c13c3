import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { makeOutside } from "../support/git.js";

/** The folder of the action. */
export const action = fileURLToPath(new URL("../../.github/actions/drift/", import.meta.url));

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly shell: string;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly run: string;
  readonly "working-directory"?: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export interface ActionRun {
  /** The worst exit code of a step. */
  readonly code: number;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Folder of the job's temporary files. */
  readonly temp: string;
}

/** What GitHub knows of the job. */
export interface Job {
  /** The checkout. */
  readonly folder: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Of the context `github`, beside what every job has; `event` is the payload. */
  readonly github?: Readonly<Record<string, unknown>>;
}

/**
 * Does what GitHub does with the composite action: reads `action.yml`, and runs each step whose
 * condition holds with its shell and its variables, and with what the steps before it put into the
 * files that the runner reads.
 */
export async function act({ folder, inputs, github = {} }: Job): Promise<ActionRun> {
  // Apart from this repository, as GitHub fetches it.
  const home = makeOutside();
  cpSync(action, home, { recursive: true });
  const definition = parse(readFileSync(join(action, "action.yml"), "utf8")) as Action;
  const temp = makeOutside({ "summary.md": "" });
  const known = { github, runner: { temp, os: "Linux" } };
  const payload = join(temp, "event.json");
  writeFileSync(payload, JSON.stringify(github["event"] ?? {}));
  const given = Object.fromEntries(
    Object.entries(definition.inputs).map(([name, { default: text = "" }]) => [
      name,
      inputs[name] ?? fill(text, known),
    ]),
  );
  const steps: Record<string, { outputs: Record<string, string> }> = {};
  const later: Record<string, string> = {};
  const paths: string[] = [];
  let code = 0;
  let log = "";
  for (const [index, step] of definition.runs.steps.entries()) {
    const contexts = { ...known, inputs: given, steps };
    const status = { success: () => code === 0, failure: () => code !== 0 };
    const condition = step.if?.replace(/^\$\{\{|\}\}$/g, "") ?? "success()";
    if (!evaluate(condition, contexts, status)) continue;
    const channel = (name: string) => join(temp, `_runner_file_commands`, `${name}_${index}`);
    mkdirSync(join(temp, "_runner_file_commands"), { recursive: true });
    for (const name of ["env", "path", "output", "state"]) writeFileSync(channel(name), "");
    const script = join(temp, `step-${index}.sh`);
    writeFileSync(script, fill(step.run, contexts));
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [
      name,
      fill(String(value), contexts),
    ]);
    const { GITHUB_ACTIONS: _, ...rest } = process.env;
    const env = {
      ...rest,
      ...later,
      PATH: [...paths, process.env["PATH"]].join(delimiter),
      ...{ CI: "true", GITHUB_ACTIONS: "true", RUNNER_TEMP: temp, GITHUB_ACTION_PATH: home },
      ...{ GITHUB_ENV: channel("env"), GITHUB_PATH: channel("path") },
      ...{ GITHUB_OUTPUT: channel("output"), GITHUB_STATE: channel("state") },
      ...{ GITHUB_STEP_SUMMARY: join(temp, "summary.md"), GITHUB_EVENT_PATH: payload },
      ...Object.fromEntries(own),
    };
    if (step.shell !== "bash") throw new Error(`no shell ${step.shell} is known here`);
    const at = step["working-directory"];
    const cwd = at === undefined ? folder : fill(at, contexts);
    const result = await runBash(script, cwd, env);
    code = Math.max(code, result.code);
    log += result.log;
    const read = (name: string) => readFileSync(channel(name), "utf8").trim().split("\n");
    const pairs = (name: string) =>
      read(name).flatMap((line) => {
        const [, key = "", value = ""] = /^([^=]+)=(.*)$/.exec(line) ?? [];
        return key === "" ? [] : [[key, value] as const];
      });
    // The runner refuses this one, which would load code into every Node that follows.
    for (const [name, value] of pairs("env")) if (name !== "NODE_OPTIONS") later[name] = value;
    paths.unshift(...read("path").filter((path) => path !== ""));
    if (step.id) steps[step.id] = { outputs: Object.fromEntries(pairs("output")) };
  }
  const outputs = Object.entries(definition.outputs).map(([name, { value }]) => [
    name,
    fill(value, { ...known, inputs: given, steps }),
  ]);
  const summary = readFileSync(join(temp, "summary.md"), "utf8");
  return { code, log, summary, outputs: Object.fromEntries(outputs), temp };
}

function runBash(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ code: number; log: string }> {
  const args = ["--noprofile", "--norc", "-e", "-o", "pipefail", script];
  return new Promise((resolve, reject) => {
    const child = spawn("bash", args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let log = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (log += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? -1, log }));
  });
}

type Contexts = Readonly<Record<string, unknown>>;

/** Text with each `${{ expression }}` in it replaced by its value. */
function fill(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression: string) =>
    String(evaluate(expression, contexts) ?? ""),
  );
}

/** The value of an expression; what a context does not have is null, as with GitHub. */
function evaluate(expression: string, contexts: Contexts, status: Contexts = {}): unknown {
  const functions: Contexts = {
    cancelled: () => false,
    always: () => true,
    format: (text: string, ...values: unknown[]) =>
      text.replaceAll(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)] ?? "")),
    ...status,
  };
  const look = (path: string): unknown =>
    path
      .split(".")
      .reduce<unknown>((holder, name) => (holder as Contexts | null)?.[name] ?? null, contexts);
  const script = expression.replaceAll(
    /'((?:[^']|'')*)'|([A-Za-z_][\w-]*(?:\.[\w-]+)*)(\s*\()?/g,
    (_, text?: string, name = "", call?: string) => {
      if (text !== undefined) return JSON.stringify(text.replaceAll("''", "'"));
      if (/^(true|false|null)$/.test(name)) return name;
      return call ? `functions[${JSON.stringify(name)}](` : `look(${JSON.stringify(name)})`;
    },
  );
  // Text and nothing are equal there, as `== ''` of an absent input shows.
  return new Function("functions", "look", `return (${script})`)(functions, (path: string) => {
    const found = look(path);
    return found === null ? "" : found;
  });
}
