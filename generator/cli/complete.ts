import type { CommandEntry } from "./commands.js";
import {
  type Command,
  type Flag,
  type FlagTable,
  type Suggestions,
  withCommon,
} from "./define-command.js";

/** What may stand in place of the last word of a command line. */
export interface Completions {
  /** What the shell completes itself, besides the words. */
  readonly paths: "files" | "folders" | "none";
  readonly words: readonly { readonly word: string; readonly about: string }[];
}

/**
 * Completes a command line; made from the same tables as the help.
 *
 * @param words those behind the program's name; the last one is being typed, and may be empty
 */
export async function complete(
  words: readonly string[],
  commands: readonly CommandEntry[],
): Promise<Completions> {
  const everyCommand = [
    ...commands.map(({ name, summary }) => ({ word: name, about: summary })),
    { word: "help", about: "list the commands, or the flags of one" },
  ];
  const typed = words.at(-1) ?? "";
  const [name = "", ...rest] = words.slice(0, -1);
  if (words.length < 2) return fitting(typed, typed.startsWith("-") ? globals : everyCommand);
  if (name === "help") return fitting(typed, rest.length === 0 ? everyCommand : []);
  const entry = commands.find((command) => command.name === name);
  return entry ? completeFor(await entry.load(), rest, typed) : fitting(typed, []);
}

const globals = ["--help", "--version"].map((word) => ({ word, about: "" }));

async function completeFor(
  command: Command,
  before: readonly string[],
  typed: string,
): Promise<Completions> {
  const flags = withCommon(command.flags);
  const [, long, value] = /^--([\w-]+)=(.*)$/s.exec(typed) ?? [];
  if (long !== undefined && value !== undefined) {
    const found = await completeValue(flagAt(`--${long}`, flags), before, value);
    const words = found.words.map(({ word, about }) => ({ word: `--${long}=${word}`, about }));
    return { paths: found.paths, words };
  }
  const last = flagAt(before.at(-1) ?? "", flags);
  if (last && last.type !== "boolean" && !before.includes("--"))
    return completeValue(last, before, typed);
  if (typed.startsWith("-")) {
    const unused = Object.entries(flags).filter(
      ([name, { multiple }]) => multiple || !before.includes(`--${name}`),
    );
    const all = unused.map(([name, { help }]) => ({
      word: `--${name}`,
      about: typeof help === "string" ? help : "",
    }));
    return fitting(typed, all);
  }
  const index = argumentsIn(before, flags);
  if (index >= command.count[1]) return fitting(typed, []);
  return command.values && index === 0
    ? fitting(typed, await wordsOf(command.values, typed, before))
    : fitting(typed, [], "files");
}

/** How many words are neither flags nor their values. */
function argumentsIn(words: readonly string[], flags: FlagTable): number {
  const takesNext = (word = "") => (flagAt(word, flags)?.type ?? "boolean") !== "boolean";
  return words.filter((word, index) => !word.startsWith("-") && !takesNext(words[index - 1]))
    .length;
}

function flagAt(word: string, flags: FlagTable): Flag | undefined {
  const found = Object.entries(flags).find(
    ([name, { short }]) => word === `--${name}` || (short !== undefined && word === `-${short}`),
  );
  return found?.[1];
}

async function completeValue(
  flag: Flag | undefined,
  before: readonly string[],
  typed: string,
): Promise<Completions> {
  if (flag?.values) return fitting(typed, await wordsOf(flag.values, typed, before));
  // `NAME=FILE` has words before its file, so it has `values`.
  const paths = flag?.value === "FILE" ? "files" : flag?.value === "FOLDER" ? "folders" : "none";
  return fitting(typed, [], paths);
}

async function wordsOf(values: Suggestions, typed: string, before: readonly string[]) {
  const words = typeof values === "function" ? await values(typed, before) : values;
  return words.map((word) => ({ word, about: "" }));
}

function fitting(
  typed: string,
  all: Completions["words"],
  paths: Completions["paths"] = "none",
): Completions {
  return { paths, words: all.filter(({ word }) => word.startsWith(typed)) };
}
