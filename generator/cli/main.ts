import { DiagnosticError, wrap } from "../diagnostics/index.js";
import { tool } from "../disk/index.js";
import { commands } from "./commands.js";
import { type Command, type ExitCode, readFlags, withCommon } from "./define-command.js";
import { describeRun } from "./run-report.js";
import { assertFolder, isAllWritten, watchStreams } from "./standard-streams.js";
import { createTerminal } from "./terminal.js";

const help = `${tool}

Usage: npx spec-tether <command> [flags]

Commands
${commands.map(({ name, summary }) => `  ${name.padEnd(9)} ${summary}`).join("\n")}

\`npx spec-tether <command> --help\` lists the flags of a command, and \`--version\`
shows the version. Where spec-tether is installed, \`tether\` is the same command.

Exit codes: 0 success, 1 findings (check: the client is stale), 2 could not run.
`;

/** Runs the command line; returns the exit code and never throws. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  watchStreams();
  const code = await dispatch(args);
  return (await isAllWritten()) ? code : 2;
}

async function dispatch(args: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === "--version" || name === "--help" || name === "-h") {
    return show(name === "--version" ? tool : help);
  }
  const entry = commands.find((candidate) => candidate.name === name);
  if (!entry) {
    const problem = name === undefined ? "no command given" : `there is no command "${name}"`;
    return refuse(name?.startsWith("-") ? `put the command first, then ${name}` : problem);
  }
  try {
    return await run(entry.name, await entry.load(), rest);
  } catch (error) {
    const terminal = createTerminal(false);
    if (error instanceof DiagnosticError) terminal.diagnostics(error.diagnostics);
    else for (const line of describeBug(error)) terminal.problem(line);
    return 2;
  }
}

async function run(name: string, command: Command, args: readonly string[]): Promise<ExitCode> {
  let parsed: ReturnType<typeof readFlags>;
  try {
    parsed = readFlags(command.flags, args);
  } catch (error) {
    return refuse((error as Error).message, name);
  }
  const { values, positionals } = parsed;
  if (values["help"]) {
    return show(await helpOf(name, command));
  }
  const [least, most] = command.count;
  if (positionals.length > most) return refuse(`unexpected argument "${positionals[most]}"`, name);
  if (positionals.length < least) return refuse(`${command.arguments} is missing`, name);
  const terminal = createTerminal(Boolean(values["quiet"]));
  try {
    assertFolder();
    return await command.run(values, positionals, terminal);
  } catch (error) {
    if (!(error instanceof DiagnosticError) || !values["json"]) throw error;
    terminal.document(describeRun(name, 2, [], error.diagnostics));
    return 2;
  }
}

function show(text: string): ExitCode {
  createTerminal(false).document(text);
  return 0;
}

function refuse(problem: string, command = ""): ExitCode {
  const ask = ["npx spec-tether", command, "--help"].filter((word) => word !== "").join(" ");
  createTerminal(false).problem(
    `tether: ${problem}${problem.endsWith("?") ? "" : "."} Try \`${ask}\`.`,
  );
  return 2;
}

async function helpOf(name: string, command: Command): Promise<string> {
  const flags = await Promise.all(
    Object.entries(withCommon(command.flags)).map(async ([flag, { value, short, help }]) => [
      `--${flag}${short === undefined ? "" : `, -${short}`}${value === undefined ? "" : ` ${value}`}`,
      typeof help === "string" ? help : await help(),
    ]),
  );
  const column = Math.max(...flags.map(([flag = ""]) => flag.length)) + 4;
  const { columns } = createTerminal(false);
  const lines = flags.flatMap(([flag = "", text = ""]) =>
    wrap(text, Math.max(columns - column, 30)).map(
      (line, index) => (index === 0 ? `  ${flag}`.padEnd(column) : " ".repeat(column)) + line,
    ),
  );
  const usage = ["npx spec-tether", name, command.arguments, "[flags]"].filter(
    (word) => word !== "",
  );
  return `Usage: ${usage.join(" ")}\n\nFlags\n${lines.join("\n")}\n`;
}

/** A bug in the tool, not in the input; a maintainer needs the stack. */
function describeBug(error: unknown): string[] {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  // The stack starts with the message, which may contain text of a spec: keep only the calls.
  const stack = (error instanceof Error && error.stack) || "";
  const calls = stack
    .replace(what, "")
    .split("\n")
    .filter((line) => /^ {4}at /.test(line));
  return ["tether: this should not have happened; please report it.", what, ...calls];
}
