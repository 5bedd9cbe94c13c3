import { captureEntries } from "./capture-diagnostics.js";
import { configEntries } from "./config-diagnostics.js";
import { contractEntries } from "./contract-diagnostics.js";
import { diffEntries } from "./diff-diagnostics.js";
import { fixEntries } from "./fix-diagnostics.js";
import { impactEntries } from "./impact-diagnostics.js";
import { loadEntries } from "./load-diagnostics.js";
import { mockEntries } from "./mock-diagnostics.js";
import { modelEntries } from "./model-diagnostics.js";
import { monitorEntries } from "./monitor-diagnostics.js";
import { outputEntries } from "./output-diagnostics.js";
import { usesEntries } from "./uses-diagnostics.js";
import { verifyEntries } from "./verify-diagnostics.js";

export type { Severity } from "./diagnostic-entry.js";

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
  ...monitorEntries,
  ...usesEntries,
  ...impactEntries,
  ...verifyEntries,
  ...mockEntries,
  ...fixEntries,
} as const;

/** Identifies the kind of a diagnostic: docs/diagnostics.md lists all of them. */
export type Code = keyof typeof catalogue;
export type Arguments<C extends Code> = Parameters<(typeof catalogue)[C]["message"]>[0];
