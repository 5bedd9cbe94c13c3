export {
  type Suite,
  type SuiteCounts,
  type TestCase,
  testSuite,
  testSuites,
} from "./junit.js";
export {
  markdownBlock,
  markdownCode,
  markdownFold,
  markdownTable,
  markdownText,
} from "./markdown.js";
export { type Content, type Filters, html, icons, Markup, type Page, page } from "./page.js";
export { describePlace, describeValue, shorten } from "./phrases.js";
export { sarifLog, sarifRun, sarifSuppressions, toPhysical } from "./sarif.js";
export {
  type Annotation,
  annotatedPlace,
  annotations,
  describeHidden,
  workflowCommand,
} from "./workflow-commands.js";
