import { DiagnosticError, diagnose, didYouMean } from "../diagnostics/index.js";
import { isSelectedBy, type KnownAs, operationKey, type Selection } from "./verdict.js";

/**
 * A filter that no operation passes, such as a misspelt name, would let every change pass.
 *
 * @param known the operations of all versions that are compared
 * @throws DiagnosticError `config-invalid` for each filter that matches nothing, with the closest name
 */
export function assertSelects(selection: Selection, known: readonly KnownAs[]): void {
  const { paths = [], tags = [], operations = [] } = selection;
  if (paths.length + tags.length + operations.length === 0) return;
  const matchesNone = (only: Selection) => !known.some(isSelectedBy(only));
  const named = known.flatMap(({ names }) => names);
  const ids = named.flatMap((name) => [name.operationId ?? "", operationKey(name)]);
  const unmatched = [
    ...paths
      .filter((path) => matchesNone({ paths: [path] }))
      .map(
        (path) =>
          `no path matches "${path}"${didYouMean(
            path,
            named.map((name) => name.path),
          )}`,
      ),
    ...tags
      .filter((tag) => matchesNone({ tags: [tag] }))
      .map(
        (tag) =>
          `no operation has the tag "${tag}"${didYouMean(
            tag,
            known.flatMap((one) => one.tags),
          )}`,
      ),
    ...operations
      .filter((id) => matchesNone({ operations: [id] }))
      .map((id) => `there is no operation "${id}"${didYouMean(id, ids)}`),
  ];
  if (unmatched.length === 0 && matchesNone(selection))
    unmatched.push("no operation passes all filters of paths, tags and operations");
  if (unmatched.length === 0) return;
  throw new DiagnosticError(unmatched.map((why) => diagnose("config-invalid", { why })));
}
