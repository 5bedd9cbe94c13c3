export { type CaptureOptions, type CaptureReport, capture } from "./capture.js";
export { type CapturedPages, capturePages, writeCaptured } from "./capture-pages.js";
export { captureRecordings, type RecordingReport } from "./observed/index.js";
export { isRecording } from "../recordings/index.js";
export { driftOf } from "./describe-drift.js";
export type { Contradiction, Endpoint, NotAnEndpoint, Quote, Reading } from "./fact.js";
export {
  type Change,
  type Conflict,
  formatValue,
  type GonePage,
  type Unlisted,
} from "./merge/index.js";
export type { Page } from "./page.js";
export { readPage } from "./page-readers.js";
export { defaultCacheFolder } from "./sources/index.js";
