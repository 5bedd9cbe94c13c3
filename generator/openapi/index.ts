export { isMultipleOf, leastCommonMultiple, nearestMultiple } from "./exact-multiples.js";
export {
  countsBesideRef,
  emptyMeaning,
  type Field,
  grammar,
  isEntry,
  isExtension,
  isFormerFlag,
  isPrinted,
  type Kind,
  kindIn,
  kindOfSection,
  linkedSlotOf,
  type Meaning,
  type ObjectType,
  type Slot,
  sectionOf,
  slotOf,
  wantedInstead,
} from "./grammar.js";
export { isCookieText, isHeaderText, isToken, readRetryAfter } from "./header-syntax.js";
export {
  isSendable,
  type Method,
  methodFields,
  methodOfField,
  methodOfName,
  methods,
} from "./http-methods.js";
export {
  decodeToken,
  encodeToken,
  formatFragment,
  formatPointer,
  type Pointer,
  parseFragment,
  parsePointer,
  readingsOf,
  valueAt,
} from "./json-pointer.js";
export {
  canonical,
  entriesOf,
  type Fields,
  fieldsOf,
  includesSame,
  isFields,
  isSame,
  listOf,
  textOf,
  textsOf,
} from "./json-value.js";
export { type At, below, isAt, pointerOf, tokensOf, top } from "./node-path.js";
export { asInt64, holdsInexact, type Int64Type, int64Types, isExact } from "./number-precision.js";
export { type Version, versionOf, versions } from "./openapi-version.js";
export { type FieldName, fieldNames } from "./openapi3-objects.js";
export { isIgnoredHeader, isIgnoredParameter, parameterKey } from "./parameter-identity.js";
export {
  defaultStyle,
  explodesByDefault,
  listSeparators,
  type ParameterStyle,
  parameterStyles,
  type QueryStyle,
  queryStyles,
  spellingOf,
} from "./parameter-styles.js";
export {
  compareConcreteness,
  decodedPart,
  encodedPart,
  partsOfPath,
  pathParametersOf,
  pathSpelling,
  templateOf,
} from "./path-template.js";
export { type Aspect, aspects, type Level, levels, provenanceField } from "./provenance-levels.js";
export {
  type Component,
  componentOf,
  pointerOfRef,
  refOf,
  resolveIn,
  schemaKeyOf,
  withOwnText,
} from "./reference.js";
export {
  isRangeOf,
  mayHaveBody,
  responseOf,
  type Status,
  statusOf,
  successAmong,
} from "./response-status.js";
export { type RewriteReference, rewriteReferences } from "./rewrite-references.js";
export {
  type BoundKeyword,
  boundKeywords,
  holdsSchemas,
  isProse,
  type Keyword,
  keywordOf,
  keywords,
  keywordsThatMean,
  keywordsWhere,
  type Restricted,
  type SchemaKeyword,
  schemaKeywords,
  schemasIn,
  types,
} from "./schema-keywords.js";
export { slotAt } from "./slot-at.js";
export { type UsedComponents, usedComponents } from "./used-components.js";
export { type Visit, walk, walkFrom } from "./walk-document.js";
