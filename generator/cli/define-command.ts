import { type ParseArgsConfig, parseArgs } from "node:util";
import type { ConfigInput } from "../config/index.js";
import { importExtensions, languages } from "../config-fields.js";
import { closestName, DiagnosticError, diagnose, didYouMean } from "../diagnostics/index.js";
import { errorCode } from "../disk/index.js";
import type { Terminal } from "./terminal.js";

export type { Terminal } from "./terminal.js";

/** 0 success, 1 a finding, 2 could not run. */
export type ExitCode = 0 | 1 | 2;

export interface Flag {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  readonly short?: string;
  /** The placeholder for the value in the help: `FILE`, or `FOLDER`, which shells complete. */
  readonly value?: string;
  /** The values that it takes, or begins with, as far as they are known; shells complete them. */
  readonly values?: Suggestions;
  /** A function if the text depends on modules that are loaded only for the help. */
  readonly help: string | (() => Promise<string>);
}

/**
 * A function if they depend on modules or files that only completion reads, or on what is typed so
 * far; it receives that, and the words before it. A word that ends in `=` goes on.
 */
export type Suggestions =
  | readonly string[]
  | ((typed: string, before: readonly string[]) => Promise<readonly string[]>);

/** Values that are separated by commas: each new one after those that are typed. */
export const listOf =
  (names: () => Promise<readonly string[]>) =>
  async (typed: string): Promise<readonly string[]> => {
    const whole = typed.slice(0, typed.lastIndexOf(",") + 1);
    const chosen = whole.split(",");
    return (await names()).filter((name) => !chosen.includes(name)).map((name) => whole + name);
  };

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
  /** What its first argument may be, as far as it is known; shells complete files for others. */
  readonly values?: Suggestions;
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

export const allowEmptyFlag = {
  type: "boolean",
  help: "go on although a filter leaves no operation",
} as const satisfies Flag;

/** The flags of every command that generates a client. */
export const clientFlags = {
  ...configFlags,
  language: {
    type: "string",
    value: languages.join("|"),
    help: "what the client's files are: TypeScript, or JavaScript with declarations (default: ts)",
  },
  "allow-empty": allowEmptyFlag,
  "import-extension": {
    type: "string",
    value: importExtensions.join("|"),
    values: importExtensions,
    help: "how the client's files import each other: ./client.js, ./client.ts, ./client (default: js)",
  },
  outputs: {
    type: "string",
    value: "NAMES",
    values: listOf(async () => (await outputNames()).known),
    help: async () => {
      const { known: names, defaultOutputs } = await outputNames();
      const known = names.join(", ");
      const usual = `\`outputs\` of the config, else ${defaultOutputs.join(",")}`;
      return `write only these outputs and what they need: ${known}, or modules by path (default: ${usual})`;
    },
  },
} as const satisfies FlagTable;

async function outputNames() {
  const { declaredOutputs, defaultOutputs } = await import("../outputs/index.js");
  return { known: declaredOutputs.map(({ name }) => name), defaultOutputs };
}

/** The flags of every command. */
export const commonFlags = {
  quiet: {
    type: "boolean",
    short: "q",
    help: "print warnings and errors only; the exit code says the rest",
  },
  debug: {
    type: "boolean",
    help: "print phases, files and times to standard error; no credentials",
  },
  help: { type: "boolean", short: "h", help: "show this help" },
  version: { type: "boolean", short: "v", help: "show the version" },
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
    throw new Error(problemOf(error, withCommon(flags), args), { cause: error });
  }
}

/** Node's own messages have several lines, and advise what no command here understands. */
function problemOf(error: unknown, flags: FlagTable, args: readonly string[]): string {
  const { message } = error as Error;
  const given = /'(-[^']*)'/.exec(message)?.[1] ?? "";
  const name = /--([\w-]+)/.exec(given)?.[1] ?? "";
  if (errorCode(error) === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    // Of `-quiet`, Node names the first letter that is no flag.
    const whole = args.find((arg) => /^-\w[\w-]/.test(arg) && arg.includes(given.slice(1)));
    const written = name === "" ? (whole ?? given) : given;
    const near = closestName(written.replace(/^-+/, ""), Object.keys(flags));
    return `there is no flag "${written}"${near === undefined ? "" : `; did you mean "--${near}"?`}`;
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
  const value = flags[name];
  return value === undefined ? undefined : oneOf(name, value, choices[name]);
}

/** The name, if it is one that a flag takes; throws a DiagnosticError otherwise. */
export function oneOf<Name extends string>(
  flag: string,
  value: string,
  names: readonly Name[],
): Name {
  const found = names.find((name) => name === value);
  if (found !== undefined) return found;
  throw refuse(
    `--${flag} must be one of ${names.join(", ")}, not "${value}"${didYouMean(value, names)}`,
  );
}

export function refuse(why: string): DiagnosticError {
  return new DiagnosticError([diagnose("config-invalid", { why })]);
}

/** The configuration that the flags describe; throws a DiagnosticError if a flag is invalid. */
export function configOf(
  flags: Values<typeof clientFlags>,
): ConfigInput & { readonly allowEmpty?: boolean } {
  const { config, spec, out, name, "allow-empty": allowEmpty } = flags;
  const importExtension = choiceOf("import-extension", flags);
  const language = choiceOf("language", flags);
  const outputs = flags.outputs?.split(",").map((each) => each.trim());
  return {
    ...(config !== undefined && { config }),
    ...(spec !== undefined && { spec }),
    ...(out !== undefined && { output: out }),
    ...(name !== undefined && { name }),
    ...(allowEmpty && { allowEmpty }),
    ...(importExtension !== undefined && { importExtension }),
    ...(language !== undefined && { language }),
    ...(outputs && { outputs: outputs.filter((each) => each !== "") }),
  };
}
