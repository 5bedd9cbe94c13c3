import { captureEntries } from "./capture.js";
import { configEntries } from "./config.js";
import { contractEntries } from "./contract.js";
import { diffEntries } from "./diff.js";
import { loadEntries } from "./load.js";
import { modelEntries } from "./model.js";
import { outputEntries } from "./output.js";

export type { Severity } from "./entry.js";

/**
 * Every message about a spec, a config, a page or an output folder, as data. A code is stable:
 * people search for it and suppress by it, so it may be retired but never given another meaning.
 */
export const catalogue = {
  ...configEntries,
  ...loadEntries,
  ...contractEntries,
  ...modelEntries,
  ...outputEntries,
  ...diffEntries,
  ...captureEntries,
} as const;

export type Code = keyof typeof catalogue;
export type Arguments<C extends Code> = Parameters<(typeof catalogue)[C]["message"]>[0];
