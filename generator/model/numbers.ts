import { diagnose } from "../diagnostics/index.js";
import type { Spec } from "../load/index.js";
import { isExact } from "../numbers.js";
import { type At, below, tokensOf, walk } from "../openapi/index.js";
import type { Reader } from "./reader.js";

/** Warns of each number that a schema lists and that no type can name. */
export function reportInexact(spec: Spec, report: Reader["report"]): void {
  const look = (value: unknown, at: At): void => {
    if (typeof value === "number" && !isExact(value))
      report(diagnose("number-inexact", { value }, spec.place(tokensOf(at))));
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) look(inner, below(at, key));
  };
  walk(spec.document, (node, kind, at) => {
    // Elsewhere a number is no part of a type.
    if (kind === "schema")
      for (const field of ["enum", "const"]) look(node[field], below(at, field));
  });
}
