import { entry } from "./diagnostic-entry.js";

/** The output folder. */
export const outputEntries = {
  "output-unwritable": entry<{ path: string; why: string }>({
    severity: "error",
    title: "The output folder cannot be written",
    cause:
      "The operating system refused to write (permissions, a full disk), or something else stands where a file or a folder is needed: a link, a folder, a pipe. No link in the folder is followed.",
    message: ({ path, why }) => `cannot write ${path}: ${why}; nothing was changed`,
    help: "Move away what stands there, mend its permissions, or choose another folder with `output` or `--out`.",
  }),
  "types-unwritable": entry<{ path: string; why: string }>({
    severity: "error",
    title: "The file of types cannot be written",
    cause:
      "The operating system refused to read or write it (permissions, a full disk), or something else stands where the file or its folder is needed.",
    message: ({ path, why }) => `cannot write ${path}: ${why}`,
    help: "Move away what stands there, mend its permissions, or choose another file with `--output`.",
  }),
  "names-lock-invalid": entry<{ why: string }>({
    severity: "error",
    title: "The lock file of names cannot be used",
    cause: "`names.lock.json` was edited by hand, or a merge left both sides in it.",
    message: ({ why }) => `names.lock.json: ${why}`,
    help: "Restore the file from version control. Without it every name is given anew, and some may change.",
  }),
  "output-module-unusable": entry<{ key: string; why: string }>({
    severity: "error",
    title: "The module of an output cannot be used",
    cause:
      "A key of `outputs` that is none of the tool's outputs leads to a module. It is not there, threw when it was loaded, or its default export is no output.",
    message: ({ key, why }) => `the output "${key}" cannot be used: ${why}`,
    help: "Correct the key or the module; nothing was changed. docs/outputs.md shows what the module has to export.",
  }),
  "output-failed": entry<{ name: string; why: string }>({
    severity: "error",
    title: "An output of your own failed",
    cause: "A function of the output's module threw, or gave something else than it has to.",
    message: ({ name, why }) => `the output "${name}" failed: ${why}`,
    help: "Correct the module; nothing was changed. docs/outputs.md says what its functions are given and what they give.",
  }),
  "output-file-refused": entry<{ name: string; path: string; why: string }>({
    severity: "error",
    title: "A file of an output cannot be written",
    cause:
      "The path leads out of the output folder, is one that some file system cannot store, or another file has it already.",
    message: ({ name, path, why }) => `the output "${name}" wants to write "${path}": ${why}`,
    help: "Have the output choose another path, or switch off one of two outputs; nothing was changed.",
  }),
  "output-foreign": entry<{ path: string }>({
    severity: "error",
    title: "A file in the way was not written by tether",
    cause:
      "tether only replaces files that it wrote, which it knows by their first line and by `.tether.json`.",
    message: ({ path }) => `${path} exists and was not written by tether; nothing was changed`,
    help: "Move the file away, or choose an output folder that is tether's alone.",
  }),
} as const;
