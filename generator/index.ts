/*
 * `spec-tether`: what is promised to code that imports the tool. docs/api.md describes it, and
 * generator/api/ has it as a report; whatever is not here is not promised.
 */

export {
  type Change as CapturedChange,
  type Conflict as CapturedConflict,
  type CaptureOptions,
  type CaptureReport,
  type Contradiction,
  capture,
  type GonePage,
  type NotAnEndpoint,
  type Quote,
  type Unlisted,
} from "./capture/index.js";
export type { ConfigInput } from "./config/index.js";
export {
  type Code,
  type Diagnostic,
  DiagnosticError,
  type Excerpt,
  formatDiagnostic,
  type Place,
} from "./diagnostics/index.js";
export {
  type Accepted,
  type Advice,
  type ChangeClass,
  type ClientReport,
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
export type { Coverage, GroupCoverage } from "./model/index.js";
export {
  type ForgeName,
  type Kept,
  type MonitorOptions,
  type MonitorReport,
  monitor,
} from "./monitor/index.js";
export type { Difference } from "./write/index.js";
