export { type Endpoint, type Page, type Reading, readPage } from "./capture/index.js";
export { type CheckReport, check, checkAll, formatDifference } from "./check.js";
export type { ConfigInput } from "./config/index.js";
export { loadConfiguredSpec } from "./config/index.js";
export { configSchema } from "./config-schema.js";
export {
  type Code,
  catalogue,
  type Diagnostic,
  DiagnosticError,
  formatDiagnostic,
  type Place,
  printable,
} from "./diagnostics/index.js";
export {
  type Accepted,
  type Advice,
  type ChangeClass,
  type Comparison,
  compareSpecs,
  type Disagreement,
  type FailOn,
  type Finding,
  type Format,
  formatVerdict,
  type Judged,
  type Level,
  type OperationName,
  type Rule,
  rules,
  type Severity,
  type Verdict,
} from "./diff/index.js";
export { type DiffOptions, type DiffReport, diff } from "./drift.js";
export {
  type GenerateOptions,
  type GenerateReport,
  generate,
  generateAll,
  type Outcome,
  type Summary,
} from "./generate/index.js";
export { type LoadOptions, loadSpec, type Spec } from "./load/index.js";
export {
  type Api,
  buildApi,
  type Coverage,
  coverageOf,
  type GroupCoverage,
} from "./model/index.js";
export {
  describeOutputs,
  type OptionDescription,
  type OutputDescription,
} from "./outputs/index.js";
export type { Difference } from "./write/index.js";
