export { answerRules, type DeviationRule } from "./answer-rules.js";
export { type Complaint, type Deviation, toDeviation } from "./deviation.js";
export { parseExact } from "./exact-json.js";
export { type DescribedDeviation, describeDeviation, keyOf } from "./finding.js";
export { type AnsweredOperation, judgeAnswer, withOtherSlash } from "./judge-answer.js";
export { isKeyName } from "./key-names.js";
export {
  describePath,
  isFieldName,
  isShownName,
  isValueSegment,
  looksLikeValue,
} from "./looks-like-value.js";
export { exchangeMasker } from "./masked-exchange.js";
export { createMemberCheck } from "./member-check.js";
export { withPatterns } from "./patterns.js";
