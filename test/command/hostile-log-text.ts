import { vi } from "vitest";
import { main } from "../../generator/cli/main.js";

/** What text of a spec may not do to whoever reads a log, found out without the tool's own table. */
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\u{e0020}]/u;

/** A line that stands in hostile texts alone: seen in a log, it shows that a line end got there. */
export const forged = "forged: no drift";

/** Pieces of hostile texts. */
export const hostile: readonly string[] = [
  "::error::x",
  "::add-mask::q",
  ":",
  "##[add-mask]q",
  "##",
  "[group]",
  "##vso[task.x]",
  "\n",
  `\n${forged}`,
  "\r",
  "\r\n",
  "\u0085",
  "\u2028",
  "\u2029",
  "\u000b",
  "\u000c",
  " ",
  "\t",
  "\u00a0",
  "\u001b[2J",
  "\u001b]0;title\u0007",
  "\u009b31m",
  "\u0000",
  "\u007f",
  "\u202e",
  "\u2066",
  "\u200f",
  "\u061c",
  "\ufeff",
  "\u2060",
  "\u{e0020}",
  "\ud800",
  "a",
];

/**
 * The lines of a log that obey or show what they should not.
 *
 * @param ownCommands whether the log holds commands of the tool to GitHub
 */
export function offences(log: string, ownCommands = false): string[] {
  const own =
    /^::(?:error|warning|notice) (?:file=[^,:]*,line=\d+(?:,col=\d+)?,?)?(?:title=[^,:]*)?::/;
  return log.split("\n").filter((line) => {
    const rest = ownCommands ? line.replace(own, "own: ") : line;
    return (
      /^\s*::/.test(rest) || /##\w*\[/.test(rest) || hidden.test(rest) || line.trim() === forged
    );
  });
}

export interface Run {
  readonly code: number;
  /** Standard output and standard error, as they came. */
  readonly log: string;
}

/** Runs a command line in this process. */
export async function runHere(...args: readonly string[]): Promise<Run> {
  let log = "";
  const take = (text: unknown) => {
    log += String(text);
    return true;
  };
  const streams = [process.stdout, process.stderr] as const;
  const spies = streams.map((stream) => vi.spyOn(stream, "write").mockImplementation(take));
  try {
    return { code: await main(args), log };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** Without halves of surrogate pairs, which no address and no file's name can hold. */
export function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, "_");
}
