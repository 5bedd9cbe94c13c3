export type { VerifyFinding } from "./fold-deviations.js";
export { type DeviationId, type DeviationRule, rules as deviationRules } from "./rules.js";
export { type VerifyOptions, type VerifyReport, verifyRecordings } from "./verify-recordings.js";
