export type {
  Body,
  Contract,
  Media,
  Node,
  Operation,
  OperationName,
  Parameter,
  Response,
  Security,
} from "./contract.js";
export { isMadeOf } from "./flatten.js";
export { readContract } from "./read.js";
export {
  annotations,
  lowerBounds,
  type Part,
  type Parts,
  type Schema,
  type Union,
  upperBounds,
} from "./schema.js";
export { componentAt, type Schemas } from "./schemas.js";
export {
  canonical,
  entriesOf,
  type Fields,
  fieldsOf,
  isFields,
  isSame,
  listOf,
  textOf,
  textsOf,
} from "./value.js";
