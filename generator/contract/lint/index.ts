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
 * Reports content of a document that has no meaning in OpenAPI, or that OpenAPI forbids. Client and
 * diff read it in some way, but its authors may have meant something else. Warnings only.
 */
export function lintDocument(spec: Spec, report: (problem: Diagnostic) => void): void {
  const checks: LintCheck[] = factories.map((make) => make(spec, report));
  walk(spec.document, (node, kind, at) => {
    for (const check of checks) check.visit(node, kind, at);
  });
  for (const check of checks) check.end?.();
}
