/*
 * `spec-tether`: what is promised to code that imports the tool. docs/api.md describes it, and
 * generator/api/ has it as a report; whatever is not here is not promised.
 */

export {
  type CaptureOptions,
  type CaptureReport,
  type Change as CapturedChange,
  type Conflict as CapturedConflict,
  type Contradiction,
  capture,
  captureRecordings,
  type Duplicate,
  type GonePage,
  type MergeReport,
  type NotAnEndpoint,
  type Quote,
  type RecordedOperation,
  type RecordingOptions,
  type RecordingReport,
  type Unlisted,
} from "./capture/index.js";
export type { ConfigInput } from "./config/index.js";
export type { ImportExtension, Language } from "./config-fields.js";
export {
  type Code,
  type Diagnostic,
  DiagnosticError,
  type Excerpt,
  formatDiagnostic,
  type Place,
  type Severity as DiagnosticSeverity,
} from "./diagnostics/index.js";
export {
  type Accepted,
  type Advice,
  type Bump,
  type ChangeClass,
  type ClientReport,
  type Compared,
  type ComparedVersion,
  type Counts,
  type DiffOptions,
  type DiffReport,
  type Disagreement,
  diff,
  diffAll,
  type FailOn,
  type Finding,
  type Format,
  type FormatOptions,
  formatVerdict,
  formatVerdicts,
  type Judged,
  type Level,
  type OperationName,
  type Override,
  type Reason,
  type RuleId,
  type Selection,
  type Severity,
  type Side,
  type Summary as FindingSummary,
  type TypeLocation,
  type Verdict,
  type VersionOptions,
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
export {
  type CallerCompiler,
  type CallSite,
  type CodePlace,
  type CompilerError,
  type FailOnImpact,
  type Impact,
  type ImpactCount,
  type ImpactFinding,
  type ImpactOptions,
  type ImpactReport,
  type ImpactResult,
  type ImpactSummary,
  impactOf as impact,
} from "./impact/index.js";
export type { Coverage, GroupCoverage } from "./model/index.js";
export {
  type Environment,
  type ForgeName,
  type Kept,
  type MonitorOptions,
  type MonitorReport,
  monitor,
} from "./monitor/index.js";
export type { MissingPackages } from "./project/index.js";
export type { ClientName, Deprecation, Use, UseKind } from "./uses/index.js";
export type { Difference } from "./write/index.js";
