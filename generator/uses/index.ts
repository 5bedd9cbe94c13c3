export type { ConfiguredClient } from "./choose-client.js";
export type { ClientFiles } from "./client-files.js";
export { createHost, ts } from "./compiler.js";
export { describeUses } from "./describe-uses.js";
export { findUses, type SearchedProject, searchProject, type UsesOptions } from "./find-uses.js";
export type { FieldLocator, FieldNames } from "./locate-field.js";
export { type OpenedProject, openProject } from "./open-project.js";
export type { ClientName, Deprecation, Unresolved, Use, UseKind, UsesReport } from "./use.js";
export { useKinds } from "./use.js";
