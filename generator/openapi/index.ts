export { type At, below, pointerOf, tokensOf, top } from "./at.js";
export {
  countsBesideRef,
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
  mayBeEmpty,
  type ObjectType,
  type Slot,
  sectionOf,
  slotOf,
  wantedInstead,
} from "./grammar.js";
export { isHeaderText, isToken } from "./http.js";
export {
  type BoundKeyword,
  boundKeywords,
  holdsSchemas,
  type Keyword,
  keywordOf,
  keywords,
  keywordsThatMean,
  keywordsWhere,
  type SchemaKeyword,
  schemaKeywords,
  schemasIn,
  types,
} from "./keywords.js";
export {
  isSendable,
  type Method,
  methodFields,
  methodOfField,
  methodOfName,
  methods,
} from "./methods.js";
export { type FieldName, fieldNames } from "./objects.js";
export { isIgnoredHeader, isIgnoredParameter, parameterKey } from "./parameter.js";
export { pathParametersOf, pathSpelling, templateOf } from "./path-template.js";
export {
  decodeToken,
  encodeToken,
  formatFragment,
  formatPointer,
  isIndex,
  type Pointer,
  parseFragment,
  parsePointer,
  readingsOf,
  valueAt,
} from "./pointer.js";
export {
  type Component,
  componentOf,
  pointerOfRef,
  refOf,
  resolveIn,
  schemaKeyOf,
  withOwnText,
} from "./reference.js";
export { type ChangeReference, withReferences } from "./references.js";
export { slotAt } from "./slot-at.js";
export { isRangeOf, type Status, statusOf, successAmong } from "./status.js";
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
export { type Version, versionOf, versions } from "./version.js";
export { type Visit, walk, walkFrom } from "./walk.js";
