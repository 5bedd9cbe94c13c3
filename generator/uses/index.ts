export { describeUses } from "./describe-uses.js";
export { findUses, type UsesOptions } from "./find-uses.js";
export type { ClientName, Deprecation, Unresolved, Use, UseKind, UsesReport } from "./use.js";
export { useKinds } from "./use.js";
