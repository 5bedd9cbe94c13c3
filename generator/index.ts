export { type Endpoint, type Page, type Reading, readPage } from "./capture/index.js";
export type { ConfigInput } from "./config/index.js";
export { loadConfiguredSpec } from "./config/index.js";
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
  type ClientReport,
  type Comparison,
  compareSpecs,
  type DiffOptions,
  type DiffReport,
  type Disagreement,
  diff,
  diffAll,
  type FailOn,
  type Finding,
  type Format,
  formatVerdict,
  formatVerdicts,
  type Judged,
  type Level,
  type OperationName,
  type Rule,
  rules,
  type Severity,
  type Verdict,
} from "./diff/index.js";
export {
  type CheckReport,
  check,
  checkAll,
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
  type ForgeName,
  type Kept,
  type MonitorOptions,
  type MonitorReport,
  monitor,
} from "./monitor/index.js";
export {
  configSchema,
  describeOutputs,
  type OptionDescription,
  type OutputDescription,
} from "./outputs/index.js";
export { type Difference, formatDifference } from "./write/index.js";
