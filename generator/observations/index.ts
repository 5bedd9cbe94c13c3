export { isValueSegment } from "../runtime/observe/index.js";
export { addOperations } from "./add-observations.js";
export { isPreflight, wasLoadedByPage } from "./api-exchanges.js";
export type { Credential } from "./credentials.js";
export type {
  Observation,
  ObservedBody,
  ObservedOperation,
  ObservedParameter,
  ObservedResponse,
  Seen,
} from "./observation.js";
export { type ObserveOptions, observe } from "./observe.js";
export type { Segment } from "./path-templates.js";
export { schemaOf } from "./shape-schema.js";
