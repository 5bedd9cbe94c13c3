export { Analysis, type FoundUse } from "./analysis.js";
export type { ConfiguredClient } from "./choose-client.js";
export { fieldOf } from "./client-fields.js";
export type { ClientFiles } from "./client-files.js";
export type { ClientIndex } from "./client-index.js";
export { createHost, ts } from "./compiler.js";
export { describeUses } from "./describe-uses.js";
export {
  findUses,
  readCallers,
  type SearchedProject,
  searchProject,
  type UsesOptions,
} from "./find-uses.js";
export type { FieldLocator, FieldNames } from "./locate-field.js";
export { type Callers, openCallers } from "./open-callers.js";
export { type OpenedProject, openProject } from "./open-project.js";
export { expectedIn, pathCallOf } from "./openapi-fetch.js";
export { filesOf, type ProjectFiles } from "./project-files.js";
export { searchFile } from "./search-file.js";
export { partsOf } from "./type-parts.js";
export { nameText } from "./type-syntax.js";
export type { ClientName, Deprecation, Unresolved, Use, UseKind, UsesReport } from "./use.js";
export { useKinds } from "./use.js";
export { withinStack } from "./within-stack.js";
