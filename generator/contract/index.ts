export type {
  Body,
  Carrier,
  Contract,
  Encoding,
  Media,
  Node,
  Operation,
  OperationName,
  Parameter,
  Requirement,
  Response,
  Security,
  SecurityScheme,
  Server,
  ServerVariable,
  Written,
} from "./contract.js";
export { type Around, declaredIn, isVisible, nothingAround } from "./declared.js";
export {
  type Direction,
  type Directions,
  isBinary,
} from "./directions.js";
export { mappingOf, type Tag } from "./discriminators.js";
export { reportDoubts } from "./doubts/index.js";
export {
  describedBy,
  descriptionsField,
  type EnumInside,
  enumsIn,
  enumsOfHolder,
  isUnfit,
  type Listed,
  listedBy,
  type NamedValue,
  namedBy,
  nameFields,
} from "./enums.js";
export type { Event, EventField, Events } from "./events.js";
export { isMadeOf, type OwnSchema } from "./flatten.js";
export type { Pagination } from "./pagination.js";
export {
  type Aspect,
  aspects,
  isGuess,
  type Level,
  type Provenance,
  readStatement,
  type Statement,
  type WebhookProvenance,
} from "./provenance.js";
export { readContract } from "./read.js";
export { Reader } from "./reader.js";
export {
  annotations,
  type Bounds,
  endOf,
  type Part,
  type Parts,
  type Schema,
  singleSchemas,
  type Union,
} from "./schema.js";
export { componentAt, type Schemas } from "./schemas.js";
export type { Alternative, Alternatives, Shape, Shapes, Step } from "./shape.js";
export { isOpen, isSingle, typeOfValue, typesOf } from "./types.js";
