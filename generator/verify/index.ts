export {
  type AskedOperation,
  type AskOptions,
  askService,
  type ServiceReport,
} from "./ask/ask-service.js";
export type { Clock } from "./ask/asked-service.js";
export { noValues, readValues } from "./ask/values-file.js";
export { checkRequest } from "./check-request.js";
export type { VerifyFinding } from "./fold-deviations.js";
export { type Match, Router } from "./match-operation.js";
export type { OverlayAction } from "./overlay-actions.js";
export { type OverlayFile, overlayFiles } from "./overlay-files.js";
export { toText as verifyText, type VerifyFormat, verifyFormats } from "./report/index.js";
export { type DeviationId, type DeviationRule, rules as deviationRules } from "./rules.js";
export { SchemaCheck } from "./schema-check.js";
export {
  type AcceptedFinding,
  defaultVerifyAllowFile,
  type FailOn,
  failOnChoices,
  reachVerdict,
  type VerifyVerdict,
} from "./verdict.js";
export { type VerifyOptions, type VerifyReport, verifyRecordings } from "./verify-recordings.js";
