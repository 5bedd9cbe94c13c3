export { applyFixes, patchOf } from "./fix/apply-fixes.js";
export type { FixPlan, Mended } from "./fix/index.js";
export { fixesOf, type ProjectFix, planNames } from "./fixes.js";
export { impactOf } from "./impact.js";
export type { ImpactOptions, ImpactResult } from "./impact-of.js";
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
export {
  describeResult,
  formatImpact,
  type ImpactFormat,
  type ImpactFormatOptions,
  impactFormats,
  toImpactTexts,
} from "./report/index.js";
