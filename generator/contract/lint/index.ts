import type { Diagnostic } from "../../diagnostics/index.js";
import type { Spec } from "../../load/index.js";
import { walk } from "../../openapi/index.js";
import { checkPaths } from "./equivalent-paths.js";
import type { LintCheck, LintCheckFactory } from "./lint-check.js";
import { checkMethods } from "./misplaced-methods.js";
import { checkServers } from "./server-variables.js";
import { checkSecurity } from "./undeclared-security.js";
import { checkTypes } from "./unknown-types.js";
import { checkSatisfiable } from "./unsatisfiable-schemas.js";
import { checkNumbers } from "./unusable-numbers.js";

const factories: readonly LintCheckFactory[] = [
  checkServers,
  checkPaths,
  checkMethods,
  checkSecurity,
  checkTypes,
  checkNumbers,
  checkSatisfiable,
];

/**
 * Reports what a document says that OpenAPI gives no meaning, or says not to write: whoever reads
 * it, client or diff, reads it in some way, and its authors may have meant another. Warnings only.
 */
export function lintDocument(spec: Spec, report: (problem: Diagnostic) => void): void {
  const checks: LintCheck[] = factories.map((make) => make(spec, report));
  walk(spec.document, (node, kind, at) => {
    for (const check of checks) check.visit(node, kind, at);
  });
  for (const check of checks) check.end?.();
}
