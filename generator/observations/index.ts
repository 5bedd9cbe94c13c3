export { addOperations } from "./add-observations.js";
export type { Credential } from "./credentials.js";
export {
  hasSucceeded,
  type Observation,
  type ObservedBody,
  type ObservedOperation,
  type ObservedParameter,
  type ObservedResponse,
  type Seen,
} from "./observation.js";
export { type ObserveOptions, observe } from "./observe.js";
export type { Segment } from "./path-templates.js";
export { minForRequired, schemaOf } from "./shape-schema.js";
