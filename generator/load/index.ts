export { displayLocation, isRemote, resolveLocation, toLocation } from "./document-location.js";
export { type Commit, openCommit } from "./git-commit.js";
export { type GitOutput, runGit } from "./git-process.js";
export { globOf } from "./glob.js";
export { isLoopback, isPrivateHost } from "./is-private.js";
export type { Filter, LoadOptions, Selection } from "./load-options.js";
export { loadSpec, readSource } from "./load-spec.js";
export { networkErrorReason } from "./network-error-reason.js";
export { toYaml } from "./parse-yaml.js";
export {
  type ReferenceDocuments,
  type ResolvedNode,
  resolveReference,
} from "./resolve-reference.js";
export { parseSource, type Source } from "./source-file.js";
export type { Spec, WrittenNode } from "./spec.js";
export {
  displayName,
  inCommit,
  loadText,
  loadVersion,
  openVersion,
  type SpecVersion,
} from "./spec-version.js";
