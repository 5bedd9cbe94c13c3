import { diagnose } from "../../diagnostics/index.js";
import { below, fieldsOf, methodOfName, versionOf } from "../../openapi/index.js";
import { type LintCheckFactory, placeOf } from "./lint-check.js";

const field = "additionalOperations";

/**
 * A method with its own field must not be in `additionalOperations`, because it could then occur
 * twice.
 */
export const checkMethods: LintCheckFactory = (spec, report) => ({
  visit(node, kind, at) {
    if (kind !== "pathItem" || versionOf(spec.document) !== "3.2") return;
    for (const name of Object.keys(fieldsOf(node[field]))) {
      const method = methodOfName(name);
      if (!method) continue;
      const args = { name, field: method.field };
      report(diagnose("method-misplaced", args, placeOf(spec, below(at, field, name))));
    }
  },
});
