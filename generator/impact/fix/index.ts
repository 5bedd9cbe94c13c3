export { applyFixes, type Patch, patchOf } from "./apply-fixes.js";
export { type Mended, type Mending, mend } from "./mending.js";
export { type FixOptions, type FixPlan, type LeftPlace, planFixes } from "./plan-fixes.js";
export { type NamesOptions, planNames } from "./plan-names.js";
export type { LeftOut, Rename, Renames } from "./rename.js";
export { renamesBetween } from "./renames-between.js";
export { type Todo, withTodos } from "./todo-comments.js";
