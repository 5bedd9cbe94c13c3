export { isRecording } from "../recordings/index.js";
export { type CaptureOptions, capture } from "./capture.js";
export { type CaptureReport, capturePages, writeCaptured } from "./capture-pages.js";
export { captureRecordings, type RecordingOptions } from "./capture-recordings.js";
export { isTold } from "./capture-warnings.js";
export type { Contradiction, Endpoint, NotAnEndpoint, Quote, Reading } from "./fact.js";
export { foldDiagnostics, foldDrift } from "./fold-findings.js";
export {
  type Change,
  type Conflict,
  type Duplicate,
  formatValue,
  type GonePage,
  type MergeReport,
  type Unlisted,
} from "./merge/index.js";
export type { Snapshot } from "./merge/page-snapshot.js";
export {
  assertMergeable,
  mergeCalls,
  mergeRecordings,
  type ObservationStore,
  type RecordedOperation,
  type RecordingReport,
} from "./observed/index.js";
export type { Page } from "./page.js";
export { readPage } from "./readers/index.js";
export { defaultCacheFolder } from "./sources/index.js";
export { readWitnesses } from "./witnesses.js";
