export { readClientOnDisk } from "./client-on-disk.js";
export { type ImpactOptions, type ImpactResult, impactOf } from "./impact-of.js";
export type {
  CallerCompiler,
  CallSite,
  CodePlace,
  CompilerError,
  FailOnImpact,
  Impact,
  ImpactCount,
  ImpactFinding,
  ImpactReport,
  ImpactSummary,
} from "./impact-report.js";
export { impacts } from "./impact-report.js";
export { type ClientManner, type MadeClient, makeClient, namesOf, readApi } from "./make-client.js";
export {
  describeResult,
  formatImpact,
  type ImpactFormat,
  type ImpactFormatOptions,
  impactFormats,
  toImpactTexts,
} from "./report/index.js";
