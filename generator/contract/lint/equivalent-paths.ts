import { diagnose } from "../../diagnostics/index.js";
import { below, fieldsOf, templateOf } from "../../openapi/index.js";
import { type LintCheckFactory, placeOf } from "./lint-check.js";

/**
 * Paths that are the same to OpenAPI: names of parameters do not make a path different, and a query
 * is not part of a path. One report for all that are the same.
 */
export const checkPaths: LintCheckFactory = (spec, report) => ({
  visit(node, kind, at) {
    if (kind !== "document") return;
    const alike = new Map<string, string[]>();
    for (const path of Object.keys(fieldsOf(node["paths"]))) {
      const template = templateOf(withoutQuery(path));
      const known = alike.get(template);
      if (known) known.push(path);
      else alike.set(template, [path]);
    }
    for (const [first = "", second, ...more] of alike.values()) {
      if (second === undefined) continue;
      const hasQuery = [first, second, ...more].some((path) => path !== withoutQuery(path));
      const args = { path: second, first, more: more.length, hasQuery };
      report(diagnose("paths-alike", args, placeOf(spec, below(at, "paths", second))));
    }
  },
});

/** A fragment is never sent, so it is not part of a path either. */
function withoutQuery(path: string): string {
  return path.replace(/[?#].*$/s, "");
}
