import { entry } from "./diagnostic-entry.js";

/** The config file and the flags. */
export const configEntries = {
  "config-invalid": entry<{ why: string }>({
    severity: "error",
    title: "The configuration is invalid",
    cause: "A flag or the config file has a setting or a value that tether does not accept.",
    message: ({ why }) => why,
    help: "Correct the flag or the config file. `npx spec-tether COMMAND --help` lists the flags. docs/config.md lists the fields of a config file, and an editor shows them with `config.schema.json`.",
  }),
  "install-failed": entry<{ command: string; why: string }>({
    severity: "error",
    title: "A package could not be installed",
    cause:
      "`npx spec-tether init` ran the package manager of the project, because a person or a flag asked for it, and that failed: it is not installed, has no network, or refuses the package.",
    message: ({ command, why }) => `\`${command}\` failed: ${why}`,
    help: "Run the command again when its reason is gone. Everything else was done: the config file and the client do not depend on it, but the files that import the package do not compile without it.",
  }),
  "folder-gone": entry<Record<never, never>>({
    severity: "error",
    title: "The current folder was deleted",
    cause:
      "The shell's working folder no longer exists, for example after a checkout of another branch.",
    message: () => "the current folder no longer exists, and relative paths start there",
    help: 'Change to a folder that exists. If the folder was created again, `cd "$PWD"` is enough.',
  }),
} as const;
