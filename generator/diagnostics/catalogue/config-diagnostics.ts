import { entry } from "./diagnostic-entry.js";

/** The config file and the flags. */
export const configEntries = {
  "config-invalid": entry<{ why: string }>({
    severity: "error",
    title: "The configuration cannot be used",
    cause: "A flag or the config file holds something that tether does not know or cannot use.",
    message: ({ why }) => why,
    help: "Correct the flag or the config file. `npx spec-tether --help` lists the flags; the generator's README lists the fields of a config file, and `config.schema.json` tells them to an editor.",
  }),
  "folder-gone": entry<Record<never, never>>({
    severity: "error",
    title: "The current folder was deleted",
    cause:
      "The shell still stands in a folder that is gone, as after a checkout of another branch.",
    message: () => "the current folder is gone, and paths start there",
    help: 'Change to a folder that is there: `cd "$PWD"` does if it was made anew.',
  }),
} as const;
