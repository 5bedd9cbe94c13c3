import { diagnose } from "../../diagnostics/index.js";
import { below, fieldsOf } from "../../openapi/index.js";
import { type LintCheckFactory, placeOf } from "./lint-check.js";

/** Requirements that name no declared scheme, so that their meaning is unknown. */
export const checkSecurity: LintCheckFactory = (spec, report) => {
  const { securitySchemes } = fieldsOf(spec.document["components"]);
  const declared = Object.keys(fieldsOf(securitySchemes));
  const isDeclared = new Set(declared);
  return {
    visit(node, kind, at) {
      if (kind !== "securityRequirement") return;
      for (const name of Object.keys(node)) {
        if (isDeclared.has(name)) continue;
        const args = { name, declared };
        report(diagnose("security-unknown", args, placeOf(spec, below(at, name))));
      }
    },
  };
};
