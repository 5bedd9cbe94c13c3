import { entry } from "./entry.js";

/** The output folder. */
export const outputEntries = {
  "output-unwritable": entry<{ path: string; why: string }>({
    severity: "error",
    title: "The output folder cannot be written",
    message: ({ path, why }) => `cannot write ${path}: ${why}; nothing was changed`,
    help: "Choose another folder with `output` or `--out`, or mend its permissions.",
  }),
  "output-foreign": entry<{ path: string }>({
    severity: "error",
    title: "A file in the way was not written by tether",
    message: ({ path }) => `${path} exists and was not written by tether; nothing was changed`,
    help: "Move the file away, or choose an output folder that is tether's alone.",
  }),
} as const;
