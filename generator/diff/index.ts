export { applyAllowList, defaultAllowFile, readAllowList, withAllowance } from "./allow-list.js";
export type { RuleId } from "./change-kinds.js";
export type { VersionOptions } from "./chosen-versions.js";
export { compareSpecs, judgeSpecs, type Names, prove } from "./compare-specs.js";
export {
  type ClientReport,
  conclude,
  type DiffOptions,
  type DiffReport,
  diff,
  diffAll,
} from "./diff-versions.js";
export type {
  ChangeClass,
  Compared,
  ComparedVersion,
  Comparison,
  Counts,
  Finding,
  OperationName,
  Override,
  Reason,
  Severity,
  Side,
  TypeLocation,
} from "./finding.js";
export { severities } from "./finding.js";
export { operationNamesIn } from "./operation-names.js";
export type { Disagreement, Proof, ProofRequest } from "./proof/prove.js";
export { type Advice, type Bump, toChangeset, withChangelogSection } from "./release-advice.js";
export { explainFinding, explainRule } from "./report/explain.js";
export {
  type Format,
  type FormatOptions,
  formats,
  formatVerdict,
  formatVerdicts,
  toText,
} from "./report/index.js";
export { markdownBlock, markdownCode } from "./report/markdown-text.js";
export { type Example, findRule, type Rule, rules } from "./rules/index.js";
export { readOverrides } from "./severity-overrides.js";
export {
  type Accepted,
  changeClasses,
  type FailOn,
  failOnChoices,
  type Judged,
  type JudgeOptions,
  type Level,
  reachVerdict,
  type Selection,
  type Summary,
  type Verdict,
} from "./verdict.js";
