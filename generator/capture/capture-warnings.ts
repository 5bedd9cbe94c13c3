import { type Diagnostic, diagnose } from "../diagnostics/index.js";
import { formatValue, type MergeResult, partOf, type Unlisted } from "./merge/index.js";

/** @example `"Async Parse Raw Bom" (POST), which the spec lacks` */
export function describeUnlisted({ title, method, others, notEntered }: Unlisted): string {
  const shown =
    method === undefined ? JSON.stringify(title) : `${JSON.stringify(title)} (${method})`;
  const lack = others.length > 0 ? `has as ${others.join(", ")}` : "lacks";
  const why = notEntered === undefined ? "" : `; it was not entered, because ${notEntered}`;
  return `${shown}, which the spec ${lack}${why}`;
}

/** What an earlier capture has told is not told again. */
export function isNew({ isKnown }: { readonly isKnown: boolean }): boolean {
  return !isKnown;
}

/** Who asks for listed operations to be entered wants to know each time why one was not. */
export function isTold({ isKnown, notEntered }: Unlisted): boolean {
  return !isKnown || notEntered !== undefined;
}

/** The parts of a merge that a person must resolve. */
export function warningsOf(merged: Omit<MergeResult, "edits" | "knownComponents">): Diagnostic[] {
  return [
    ...merged.duplicates.filter(isNew).map((args) => diagnose("page-duplicate", args)),
    ...merged.contradictions
      .filter(isNew)
      .map(({ page, found }) =>
        diagnose(
          "page-contradicts-itself",
          { about: found.about, one: found.one.text, other: found.other.text },
          { file: page, line: found.one.line, column: found.one.column },
        ),
      ),
    ...merged.conflicts.filter(isNew).map((conflict) => {
      const { what, spec, page: shown, location, place } = conflict;
      const values = { spec: formatValue(spec), page: location, shown: formatValue(shown) };
      return diagnose("page-contradicts-spec", { what, part: partOf(conflict), ...values }, place);
    }),
    ...merged.unshared.map(({ name, place }) => diagnose("anchor-unshared", { name }, place)),
    ...merged.gone
      .filter(isNew)
      .map(({ page, method, path }) =>
        diagnose("page-gone", { page, operation: `${method} ${path}` }),
      ),
    ...reprintedIn(merged.reprinted),
    ...merged.unlisted
      .filter(isTold)
      .map((found) => diagnose("page-lists-more", { found: describeUnlisted(found) }, found.place)),
  ];
}

export function reprintedIn(files: MergeResult["reprinted"]): Diagnostic[] {
  return files.map(({ place, why }) => diagnose("capture-reprinted", { why }, place));
}
