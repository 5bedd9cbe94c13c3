import { type ParseArgsConfig, parseArgs } from "node:util";
import type { ConfigInput } from "../config/index.js";
import { importExtensions, languages } from "../config-fields.js";
import { closestName, DiagnosticError, diagnose } from "../diagnostics/index.js";
import { errorCode } from "../disk/index.js";
import type { Terminal } from "./terminal.js";

export type { Terminal } from "./terminal.js";

/** 0 success, 1 a finding, 2 could not run. */
export type ExitCode = 0 | 1 | 2;

export interface Flag {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  readonly short?: string;
  /** The placeholder for the value in the help: `FILE`. */
  readonly value?: string;
  /** A function if the text depends on modules that are loaded only for the help. */
  readonly help: string | (() => Promise<string>);
}

export type FlagTable = Readonly<Record<string, Flag>>;

/** The values of a command's flags, by name. */
export type Values<Flags extends FlagTable> = {
  readonly [Name in keyof Flags]?: Flags[Name]["multiple"] extends true
    ? readonly FlagValue<Flags[Name]>[]
    : FlagValue<Flags[Name]>;
};

type FlagValue<F extends Flag> = F["type"] extends "boolean" ? boolean : string;

export interface Command<Flags extends FlagTable = FlagTable> {
  /** Arguments after the command's name, as the help shows them: `BASE [REVISION]`. */
  readonly arguments: string;
  /** The minimum and the maximum number of arguments. */
  readonly count: readonly [number, number];
  readonly flags: Flags;
  run(values: Values<Flags>, args: readonly string[], terminal: Terminal): Promise<ExitCode>;
}

/** Ties the values that `run` receives to the declared flags. */
export function command<const Flags extends FlagTable>(definition: Command<Flags>): Command {
  return definition as unknown as Command;
}

/** The flags of every command that reads a configuration. */
export const configFlags = {
  config: {
    type: "string",
    value: "FILE",
    help: "the config file (default: tether.config.yaml, if it exists)",
  },
  spec: {
    type: "string",
    value: "FILE",
    help: "the OpenAPI document; no config file is read unless --config names one",
  },
  out: { type: "string", value: "FOLDER", help: "the output folder (default: generated)" },
  name: {
    type: "string",
    value: "NAME",
    help: "the client's name, as in create<Name> (default: the spec's title)",
  },
} as const satisfies FlagTable;

/** The flags of every command that generates a client. */
export const clientFlags = {
  ...configFlags,
  language: {
    type: "string",
    value: languages.join("|"),
    help: "what the client's files are: TypeScript, or JavaScript with declarations (default: ts)",
  },
  "import-extension": {
    type: "string",
    value: importExtensions.join("|"),
    help: "how the client's files import each other: ./client.js, ./client.ts, ./client (default: js)",
  },
  outputs: {
    type: "string",
    value: "NAMES",
    help: async () => {
      const { declaredOutputs, defaultOutputs } = await import("../outputs/index.js");
      const known = declaredOutputs.map(({ name }) => name).join(", ");
      const usual = `\`outputs\` of the config, else ${defaultOutputs.join(",")}`;
      return `write only these outputs and what they need: ${known}, or modules by path (default: ${usual})`;
    },
  },
} as const satisfies FlagTable;

const commonFlags = {
  quiet: { type: "boolean", help: "print warnings and errors only" },
  help: { type: "boolean", short: "h", help: "show this help" },
} as const satisfies FlagTable;

/** Parses a command line; throws an Error that says what is wrong with it. */
export function readFlags(
  flags: FlagTable,
  args: readonly string[],
): { values: Values<FlagTable>; positionals: string[] } {
  const options: NonNullable<ParseArgsConfig["options"]> = {};
  for (const [name, { type, multiple, short }] of Object.entries(withCommon(flags))) {
    options[name] = {
      type,
      ...(multiple && { multiple }),
      ...(short !== undefined && { short }),
    };
  }
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    return { values: values as Values<FlagTable>, positionals };
  } catch (error) {
    throw new Error(problemOf(error, withCommon(flags)), { cause: error });
  }
}

/** Node's own messages have several lines, and advise what no command here understands. */
function problemOf(error: unknown, flags: FlagTable): string {
  const { message } = error as Error;
  const given = /'(-[^']*)'/.exec(message)?.[1] ?? "";
  const name = /--([\w-]+)/.exec(given)?.[1] ?? "";
  if (errorCode(error) === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const near = closestName(name, Object.keys(flags));
    return `there is no flag "${given}"${near === undefined ? "" : `; did you mean "--${near}"?`}`;
  }
  if (errorCode(error) !== "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") return message;
  return flags[name]?.type === "boolean"
    ? `--${name} takes no value`
    : `--${name} needs a value; one that begins with a dash is written as --${name}=VALUE`;
}

export function withCommon(flags: FlagTable): FlagTable {
  return { ...flags, ...commonFlags };
}

/** Flags of which only certain values are valid. */
const choices = { "import-extension": importExtensions, language: languages } as const;

/** The value of such a flag; throws a DiagnosticError if it is not valid. */
export function choiceOf<Name extends keyof typeof choices>(
  name: Name,
  flags: { readonly [Each in Name]?: string },
): (typeof choices)[Name][number] | undefined {
  const all: readonly (typeof choices)[Name][number][] = choices[name];
  const known = all.find((choice) => choice === flags[name]);
  if (flags[name] === undefined || known !== undefined) return known;
  const why = `--${name} must be one of ${all.join(", ")}`;
  throw new DiagnosticError([diagnose("config-invalid", { why })]);
}

/** The configuration that the flags describe; throws a DiagnosticError if a flag is invalid. */
export function configOf(flags: Values<typeof clientFlags>): ConfigInput {
  const { config, spec, out, name } = flags;
  const importExtension = choiceOf("import-extension", flags);
  const language = choiceOf("language", flags);
  const outputs = flags.outputs?.split(",").map((each) => each.trim());
  return {
    ...(config !== undefined && { config }),
    ...(spec !== undefined && { spec }),
    ...(out !== undefined && { output: out }),
    ...(name !== undefined && { name }),
    ...(importExtension !== undefined && { importExtension }),
    ...(language !== undefined && { language }),
    ...(outputs && { outputs: outputs.filter((each) => each !== "") }),
  };
}
