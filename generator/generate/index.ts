export { type CheckReport, check, checkAll } from "./check.js";
export {
  type FirstRun,
  type GenerateOptions,
  type GenerateReport,
  generate,
  generateAll,
  generateFirst,
  type Outcome,
  type Summary,
} from "./generate.js";
export { readNamesLock } from "./names-lock-on-demand.js";
export type { ReadingOptions } from "./reading-options.js";
export { type Types, typesOf, type WritingOptions } from "./single-file-types.js";
