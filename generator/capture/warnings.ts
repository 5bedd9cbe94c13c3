import { type Diagnostic, diagnose } from "../diagnostics/index.js";
import { type MergeResult, show } from "./merge/index.js";

/** What a merge leaves for a person to settle. */
export function warningsOf(merged: Omit<MergeResult, "edits">): Diagnostic[] {
  return [
    ...merged.duplicates.map((args) => diagnose("page-duplicate", args)),
    ...merged.contradictions.map(({ page, found }) =>
      diagnose(
        "page-contradicts-itself",
        { about: found.about, one: found.one.text, other: found.other.text },
        { file: page, line: found.one.line, column: found.one.column },
      ),
    ),
    ...merged.conflicts.map(({ what, spec, page, location, place }) =>
      diagnose(
        "page-contradicts-spec",
        { what, spec: show(spec), page: location, shown: show(page) },
        place,
      ),
    ),
    ...merged.gone.map(({ page, method, path }) =>
      diagnose("page-gone", { page, operation: `${method} ${path}` }),
    ),
  ];
}
