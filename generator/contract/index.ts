export {
  type Admitted,
  admits,
  admittedBy,
  countedValues,
  type End,
  endKeywords,
  factorsOf,
  isOfType,
  type Side,
  unmetKeywords,
  writtenEnd,
} from "./admitted-values.js";
export {
  componentsIn,
  isComposed,
  isNull,
  leavesOf,
  nearestComponents,
} from "./applied-together.js";
export { componentAt } from "./component-at.js";
export type {
  Body,
  Carrier,
  ClientCredentialsFlow,
  Contract,
  CredentialPlace,
  Encoding,
  Media,
  Node,
  Operation,
  OperationName,
  Parameter,
  PublicContract,
  Requirement,
  Response,
  SchemaReader,
  Security,
  SecurityScheme,
  Server,
  ServerVariable,
  Written,
} from "./contract.js";
export { type Around, declaredIn, isVisible, nothingAround } from "./declared-properties.js";
export {
  type Direction,
  type DirectionalSchemas,
  isBinary,
  isHidden,
} from "./directional-schemas.js";
export type { Discriminators, DiscriminatorValues } from "./discriminators.js";
export type { OwnSchema } from "./flatten-schema.js";
export { isInt64, isNumeric, isWrittenInt64 } from "./int64.js";
export {
  coversType,
  exactType,
  impliedTypes,
  isOpen,
  isSingle,
  typeOfValue,
  typesOf,
} from "./json-types.js";
export { excludedProperties, groupsApart, withoutGroup } from "./keywords-apart.js";
export { lintDocument } from "./lint/index.js";
export { matchesSchema } from "./match-value.js";
export { Reader } from "./node-reader.js";
export {
  annotations,
  type Bounds,
  type Part,
  type Parts,
  type Schema,
  singleSchemas,
  type Union,
} from "./normalized-schema.js";
export { type Constraint, type Overlap, overlapOf } from "./overlap.js";
export { readContract } from "./read-contract.js";
export {
  descriptionsField,
  type EnumInside,
  type EnumValueList,
  enumsIn,
  enumsOfSchemaOwner,
  enumValuesOf,
  hasMismatchedNames,
  type NamedValue,
  namedValuesOf,
  nameFields,
  valueDescriptionsOf,
} from "./read-enums.js";
export type { Pagination } from "./read-pagination.js";
export {
  type Aspect,
  aspects,
  isInferred,
  type Level,
  type Observed,
  type Provenance,
  readStatement,
  type Statement,
  type WebhookProvenance,
} from "./read-provenance.js";
export type { Alternative, Alternatives, Shape, Shapes, Step } from "./schema-composition.js";
export type { Schemas } from "./schema-normalizer.js";
export { type Capacity, type Depth, rawOf, type Sendable, sendableOf } from "./sendable-schemas.js";
export {
  type AddressVariable,
  isTrusted,
  type OtherOrigin,
  otherOriginsOf,
  type ServerAddress,
  trustedOrigins,
} from "./server-address.js";
export { matchesPattern } from "./simple-patterns.js";
export type { StreamEvent } from "./stream-events.js";
export type { Event, EventField, Events } from "./webhook-events.js";
