export {
  applyAllowList,
  defaultAllowFile,
  matchAllowances,
  matcherOf,
  readAllowList,
  withAllowance,
} from "./allow-list.js";
export { partsOf, type RuleId, type RuleParts } from "./change-kinds.js";
export type { VersionOptions } from "./chosen-versions.js";
export { compareSpecs, judgeSpecs, type Names, prove } from "./compare-specs.js";
export { type DetachedClient, detachClient } from "./detached-client.js";
export {
  type ClientReport,
  type ComparedClient,
  compareAll,
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
export { severities, worstSeverity } from "./finding.js";
export { groupBy } from "./group-by.js";
export { operationNamesIn } from "./operation-names.js";
export type { Disagreement, Proof, ProofRequest } from "./proof/prove.js";
export { type Advice, type Bump, toChangeset, withChangelogSection } from "./release-advice.js";
export {
  type ChangedEnum,
  type ChangedEnvelope,
  type ListedValues,
  type PlaceInOperation,
  type RenamedParameter,
  type RenamedProperty,
  type RenamedThings,
  renamedThings,
} from "./renamed-things.js";
export { explainFinding, explainRule } from "./report/explain.js";
export {
  type CardParts,
  findingCard,
  findingFilters,
  operationsOf,
  titleOf,
} from "./report/html-report.js";
export {
  type Format,
  type FormatOptions,
  formats,
  formatVerdict,
  formatVerdicts,
  toText,
} from "./report/index.js";
export { toJsonFinding } from "./report/json-report.js";
export { testCaseName } from "./report/junit-report.js";
export {
  describeOperations,
  describeReasons,
  describeVersions,
} from "./report/report-phrases.js";
export { sarifLevels, sarifRule } from "./report/sarif-report.js";
export { type Example, findRule, type Rule, rules } from "./rules/index.js";
export { readOverrides } from "./severity-overrides.js";
export {
  type Accepted,
  changeClasses,
  extend,
  type FailOn,
  failOnChoices,
  type Judged,
  type JudgeOptions,
  type Level,
  levelOf,
  reachVerdict,
  type Selection,
  type Summary,
  type Verdict,
} from "./verdict.js";
