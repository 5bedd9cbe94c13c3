import { entry } from "./diagnostic-entry.js";

/** The output folder. */
export const outputEntries = {
  "output-unwritable": entry<{ path: string; why: string }>({
    severity: "error",
    title: "The output folder cannot be written",
    cause:
      "The operating system refused to write (permissions, a full disk), or there is something else where a file or a folder is needed: a link, a folder, a pipe. Links in the folder are not followed.",
    message: ({ path, why }) => `cannot write ${path}: ${why}; nothing was changed`,
    help: "Move what is in the way, fix its permissions, or choose another folder with `output` or `--out`.",
  }),
  "types-unwritable": entry<{ path: string; why: string }>({
    severity: "error",
    title: "The types file cannot be written",
    cause:
      "The operating system refused to read or write it (permissions, a full disk), or there is something else where the file or its folder is needed.",
    message: ({ path, why }) => `cannot write ${path}: ${why}`,
    help: "Move what is in the way, fix its permissions, or choose another file with `--output`.",
  }),
  "names-lock-invalid": entry<{ why: string }>({
    severity: "error",
    title: "The names lock file is invalid",
    cause: "`names.lock.json` was edited by hand, or still has the conflict of a merge.",
    message: ({ why }) => `names.lock.json: ${why}`,
    help: "Restore the file from version control. Without it, all names are assigned again, and some may change.",
  }),
  "output-module-unusable": entry<{ key: string; why: string }>({
    severity: "error",
    title: "The module of an output cannot be used",
    cause:
      "A key of `outputs` that is not a built-in output names a module. The module does not exist, threw when it was loaded, or its default export is not an output.",
    message: ({ key, why }) => `the output "${key}" cannot be used: ${why}`,
    help: "Correct the key or the module; nothing was changed. docs/outputs.md shows what the module must export.",
  }),
  "output-failed": entry<{ name: string; why: string }>({
    severity: "error",
    title: "A custom output failed",
    cause: "A function of the output's module threw, or returned a value of the wrong type.",
    message: ({ name, why }) => `the output "${name}" failed: ${why}`,
    help: "Correct the module; nothing was changed. docs/outputs.md describes what its functions receive and return.",
  }),
  "output-file-refused": entry<{ name: string; path: string; why: string }>({
    severity: "error",
    title: "A file of an output cannot be written",
    cause:
      "The path is outside the output folder, is one that some file systems cannot store, or is already taken by another file.",
    message: ({ name, path, why }) => `the output "${name}" wants to write "${path}": ${why}`,
    help: "Have the output choose another path, or turn off one of the two outputs; nothing was changed.",
  }),
  "output-foreign": entry<{ path: string }>({
    severity: "error",
    title: "A file in the way was not written by tether",
    cause:
      "tether only replaces files that it wrote. It recognizes them by their first line and by `.tether.json`.",
    message: ({ path }) => `${path} exists and was not written by tether; nothing was changed`,
    help: "Move the file, or choose an output folder that only tether writes to.",
  }),
} as const;
