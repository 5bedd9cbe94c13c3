import type { Command } from "./command.js";

interface Entry {
  readonly name: string;
  readonly summary: string;
  /** Loads the command, and with it what it needs; `tether --help` must not wait for a compiler. */
  readonly load: () => Promise<Command>;
}

export const commands: readonly Entry[] = [
  {
    name: "generate",
    summary: "write the client of a spec",
    load: async () => (await import("./generate.js")).generateCommand,
  },
  {
    name: "check",
    summary: "tell whether the client is what the spec gives",
    load: async () => (await import("./check.js")).checkCommand,
  },
];
