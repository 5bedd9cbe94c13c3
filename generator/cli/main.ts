import { DiagnosticError, didYouMean, wrap } from "../diagnostics/index.js";
import { tool } from "../disk/index.js";
import { type CommandEntry, commands } from "./commands.js";
import { startDebug } from "./debug.js";
import { commonFlags, type ExitCode, readFlags } from "./define-command.js";
import { describeCommand, describeFlags } from "./describe-commands.js";
import { describeRun } from "./run-report.js";
import { assertFolder, isAllWritten, watchStreams } from "./standard-streams.js";
import { createTerminal } from "./terminal.js";

const help = `${tool}

Usage: npx spec-tether <command> [flags]

Commands
${commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join("\n")}

\`npx spec-tether help <command>\` lists the flags of a command, and \`--version\`
shows the version. Where spec-tether is installed, \`tether\` is the same command.

Exit codes: 0 success, 1 findings (check: the client is stale), 2 could not run.
`;

export { describeCommands } from "./describe-commands.js";

/** Runs the command line; returns the exit code and never throws. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  watchStreams();
  const code = await dispatch(args);
  return (await isAllWritten()) ? code : 2;
}

async function dispatch(args: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === "--version" || name === "-v") return show(tool);
  if (name === "--help" || name === "-h") return show(help);
  if (name === "help") return dispatchHelp(rest);
  const entry = commands.find((candidate) => candidate.name === name);
  if (!entry) {
    const problem = name === undefined ? "no command given" : noCommand(name);
    return refuse(name?.startsWith("-") ? `put the command first, then ${name}` : problem);
  }
  try {
    return await run(entry, rest);
  } catch (error) {
    const terminal = createTerminal(false);
    if (error instanceof DiagnosticError) terminal.diagnostics(error.diagnostics);
    else for (const line of describeBug(error)) terminal.problem(line);
    return 2;
  }
}

/** `help` and `help COMMAND`; a flag after it asks for help once more, and changes nothing. */
async function dispatchHelp(args: readonly string[]): Promise<ExitCode> {
  const [name, ...more] = args.filter((arg) => !arg.startsWith("-"));
  if (name === undefined) return show(help);
  if (more[0] !== undefined) return refuse(`unexpected argument "${more[0]}"`);
  const entry = commands.find((candidate) => candidate.name === name);
  return entry ? show(await helpOf(entry)) : refuse(noCommand(name));
}

function noCommand(name: string): string {
  const names = [...commands.map((command) => command.name), "help"];
  return `there is no command "${name}"${didYouMean(name, names)}`;
}

async function run(entry: CommandEntry, args: readonly string[]): Promise<ExitCode> {
  const { name } = entry;
  const command = await entry.load();
  let parsed: ReturnType<typeof readFlags>;
  try {
    parsed = readFlags(command.flags, args);
  } catch (error) {
    return refuse((error as Error).message, name);
  }
  const { values, positionals } = parsed;
  if (values["help"]) return show(await helpOf(entry));
  if (values["version"]) return show(tool);
  const [least, most] = command.count;
  if (positionals.length > most) return refuse(`unexpected argument "${positionals[most]}"`, name);
  if (positionals.length < least) return refuse(`${command.arguments} is missing`, name);
  const isQuiet = Boolean(values["quiet"]);
  const log = createTerminal(isQuiet);
  const debug = values["debug"] ? startDebug((line) => log.problem(`tether: ${line}`)) : undefined;
  // A program reads the report, and nobody waits.
  const onStep = debug?.phase ?? (values["json"] ? () => undefined : undefined);
  const terminal = createTerminal(isQuiet, process, onStep);
  let code: ExitCode = 2;
  try {
    assertFolder();
    code = await command.run(values, positionals, terminal);
  } catch (error) {
    if (!(error instanceof DiagnosticError) || !values["json"]) throw error;
    terminal.document(describeRun(name, 2, [], error.diagnostics));
  } finally {
    debug?.end(code);
  }
  return code;
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

async function helpOf(entry: CommandEntry): Promise<string> {
  const { usage, flags: own } = await describeCommand(entry);
  const flags = [...own, ...(await describeFlags(commonFlags))];
  const column = Math.max(...flags.map(({ spelling }) => spelling.length)) + 4;
  const { columns } = createTerminal(false);
  const lines = flags.flatMap(({ spelling, about }) =>
    wrap(about, Math.max(columns - column, 30)).map(
      (line, index) => (index === 0 ? `  ${spelling}`.padEnd(column) : " ".repeat(column)) + line,
    ),
  );
  return `Usage: ${usage}\n\nFlags\n${lines.join("\n")}\n`;
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
