import type { Command } from "./define-command.js";

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** Loads the command and its imports on demand; `--help` must not wait for a compiler. */
  readonly load: () => Promise<Command>;
}

export const commands: readonly CommandEntry[] = [
  {
    name: "generate",
    summary: "write the client for a spec",
    load: async () => (await import("./generate-command.js")).generateCommand,
  },
  {
    name: "check",
    summary: "check that the client matches the spec",
    load: async () => (await import("./check-command.js")).checkCommand,
  },
  {
    name: "types",
    summary: "write the types of a spec to one file, as openapi-typescript does",
    load: async () => (await import("./types-command.js")).typesCommand,
  },
  {
    name: "init",
    summary: "write a config file with every setting explained",
    load: async () => (await import("./init-command.js")).initCommand,
  },
  {
    name: "explain",
    summary: "explain a message's code, a rule of diff, or a finding by its id",
    load: async () => (await import("./explain-command.js")).explainCommand,
  },
  {
    name: "capture",
    summary: "update a spec from documentation pages",
    load: async () => (await import("./capture-command.js")).captureCommand,
  },
  {
    name: "verify",
    summary: "judge recorded calls, or a service that is asked, against a spec",
    load: async () => (await import("./verify-command.js")).verifyCommand,
  },
  {
    name: "status",
    summary: "show what is known of each operation, by whom, and how old that is",
    load: async () => (await import("./status-command.js")).statusCommand,
  },
  {
    name: "monitor",
    summary: "compare an API with its spec, and keep an issue or a pull request",
    load: async () => (await import("./monitor-command.js")).monitorCommand,
  },
  {
    name: "diff",
    summary: "show what changed between two versions, and whom it breaks",
    load: async () => (await import("./diff-command.js")).diffCommand,
  },
  {
    name: "allow",
    summary: "accept a finding of diff, with a reason and an end date",
    load: async () => (await import("./allow-command.js")).allowCommand,
  },
  {
    name: "uses",
    summary: "list where a project uses a client, down to fields and values",
    load: async () => (await import("./uses-command.js")).usesCommand,
  },
  {
    name: "impact",
    summary: "show whose code a change breaks, proved by its own compiler",
    load: async () => (await import("./impact-command.js")).impactCommand,
  },
  {
    name: "mock",
    summary: "serve an API as its spec says, on this machine",
    load: async () => (await import("./mock-command.js")).mockCommand,
  },
  {
    name: "completion",
    summary: "print a script that lets your shell complete command lines",
    load: async () => (await import("./completion-command.js")).completionOf(commands),
  },
];
