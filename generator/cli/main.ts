import { parseArgs } from "node:util";
import { DiagnosticError } from "../diagnostics/index.js";
import { tool } from "../tool.js";
import { checkCommand } from "./check.js";
import { createTerminal, type ExitCode, type Flags } from "./command.js";
import { generateCommand } from "./generate.js";

const commands = [generateCommand, checkCommand];

const help = `${tool}

Usage: tether <command> [flags]

Commands
${commands.map(({ name, summary }) => `  ${name.padEnd(9)} ${summary}`).join("\n")}

Flags
  --config FILE  the config file (default: tether.config.yaml, if it is there)
  --spec FILE    the OpenAPI document; without --config no config file is read
  --out FOLDER   the output folder (default: generated)
  --name NAME    the client's name, as in create<Name> (default: the spec's title)
  --quiet        print warnings and errors only
  --help, --version

Exit codes: 0 fine, 1 the client is stale (check), 2 could not run.
`;

/** Runs the command line; returns the exit code and never throws. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  const terminal = createTerminal(false);
  let parsed: { values: Flags & { help?: boolean; version?: boolean }; positionals: string[] };
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: "string" },
        spec: { type: "string" },
        out: { type: "string" },
        name: { type: "string" },
        quiet: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean" },
      },
    });
  } catch (error) {
    terminal.problem(`tether: ${(error as Error).message}\nTry \`tether --help\`.`);
    return 2;
  }
  const { values, positionals } = parsed;
  if (values.help || values.version) {
    process.stdout.write(values.version ? `${tool}\n` : help);
    return 0;
  }
  const [name, ...rest] = positionals;
  const command = commands.find((candidate) => candidate.name === name);
  if (!command || rest.length > 0) {
    const problem = command
      ? `unexpected argument "${rest[0]}"`
      : name === undefined
        ? "no command given"
        : `there is no command "${name}"`;
    terminal.problem(`tether: ${problem}. Try \`tether --help\`.`);
    return 2;
  }
  try {
    return await command.run(values, createTerminal(values.quiet ?? false));
  } catch (error) {
    terminal.problem(error instanceof DiagnosticError ? error.message : describeBug(error));
    return 2;
  }
}

/** Not a fault of the input; the stack is what a maintainer needs. */
function describeBug(error: unknown): string {
  const stack = error instanceof Error ? error.stack : String(error);
  return `tether: this should not have happened; please report it.\n${stack}`;
}
