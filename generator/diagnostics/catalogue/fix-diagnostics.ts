import { entry } from "./diagnostic-entry.js";

/** Changing a caller's code for the new names of a client. */
export const fixEntries = {
  "fix-unwritable": entry<{ file: string; why: string }>({
    severity: "error",
    title: "A caller's file cannot be changed",
    cause: "The file is write-protected, or something changed it while the run was going on.",
    message: ({ file, why }) => `${file} cannot be changed: ${why}`,
    help: "Nothing was written. Run the command again, or leave `--write` out and apply the patch that it prints.",
  }),
  "fix-unprintable": entry<{ count: number }>({
    severity: "error",
    title: "The patch cannot be printed",
    cause:
      "A changed line, or one beside it, has characters that a terminal or a build server takes for a command.",
    message: ({ count }) =>
      `the patch has ${count} ${count === 1 ? "line" : "lines"} that a log would take for commands`,
    help: "Let `--write` change the files, and look at the changes with `git diff`.",
  }),
} as const;
