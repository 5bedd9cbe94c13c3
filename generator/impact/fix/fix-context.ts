import type { Analysis, ts } from "../../uses/index.js";
import type { CallChanges } from "./call-changes.js";
import type { Edit } from "./edit.js";
import type { OwnKeys } from "./own-objects.js";
import type { RenamedMembers } from "./renamed-members.js";

/** What is asked while a caller's file is searched for old names. */
export interface FixContext {
  readonly checker: ts.TypeChecker;
  readonly analysis: Analysis;
  readonly renamed: RenamedMembers;
  readonly calls: CallChanges;
  readonly own: OwnKeys;
  edit(edit: Edit | undefined): void;
  /** Tells why a place is left as it is. */
  leave(node: ts.Node, why: string): void;
}

/** What two things of a type have in common, and only one of them got another name. */
export const torn = "what has this name may be another thing too, which keeps it";
