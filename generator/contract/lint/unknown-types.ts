import { describeFound, diagnose } from "../../diagnostics/index.js";
import { type At, below, types } from "../../openapi/index.js";
import { type LintCheckFactory, placeOf } from "./lint-check.js";

/** `null` is a type since OpenAPI 3.1, and all tools accept it in older documents too. */
const isType = (word: unknown): boolean => (types as readonly unknown[]).includes(word);

/**
 * Words that are not types, such as `int`. One report per word, because a tool that writes one
 * writes thousands.
 */
export const checkTypes: LintCheckFactory = (spec, report) => {
  const found = new Map<string, { readonly at: At; places: number }>();
  const add = (word: string, at: At): void => {
    const known = found.get(word);
    if (known) known.places++;
    else found.set(word, { at, places: 1 });
  };
  return {
    visit(node, kind, at) {
      const { type } = node;
      if (kind !== "schema" || type === undefined || isType(type)) return;
      const here = below(at, "type");
      if (!Array.isArray(type)) add(describeFound(type), here);
      else if (type.length === 0) add("an empty list", here);
      for (const [index, word] of Array.isArray(type) ? type.entries() : []) {
        if (!isType(word)) add(describeFound(word), below(here, String(index)));
      }
    },
    end() {
      for (const [word, { at, places }] of found) {
        report(diagnose("type-unknown", { word, places }, placeOf(spec, at)));
      }
    },
  };
};
