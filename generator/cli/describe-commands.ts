import { type CommandEntry, commands } from "./commands.js";
import { commonFlags, type FlagTable } from "./define-command.js";

/** A command as help and docs/cli.md show it. */
export interface DescribedCommand {
  readonly name: string;
  readonly summary: string;
  /** `npx spec-tether diff BASE [REVISION] [flags]` */
  readonly usage: string;
  readonly flags: readonly DescribedFlag[];
}

/** `--outputs NAMES`, and what it means. */
export interface DescribedFlag {
  readonly spelling: string;
  readonly about: string;
}

export async function describeCommand(entry: CommandEntry): Promise<DescribedCommand> {
  const { name, summary } = entry;
  const { arguments: args, flags } = await entry.load();
  const usage = ["npx spec-tether", name, args, "[flags]"].filter((word) => word !== "").join(" ");
  return { name, summary, usage, flags: await describeFlags(flags) };
}

/** Every command, and the flags that each of them takes besides its own. */
export async function describeCommands(): Promise<{
  readonly commands: readonly DescribedCommand[];
  readonly common: readonly DescribedFlag[];
}> {
  return {
    commands: await Promise.all(commands.map(describeCommand)),
    common: await describeFlags(commonFlags),
  };
}

export async function describeFlags(flags: FlagTable): Promise<DescribedFlag[]> {
  return Promise.all(
    Object.entries(flags).map(async ([flag, { value, short, help }]) => ({
      spelling: `--${flag}${short === undefined ? "" : `, -${short}`}${value === undefined ? "" : ` ${value}`}`,
      about: typeof help === "string" ? help : await help(),
    })),
  );
}
