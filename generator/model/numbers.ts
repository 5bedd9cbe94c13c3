import { diagnose } from "../diagnostics/index.js";
import type { Pointer, Spec } from "../load/index.js";
import { isExact } from "../numbers.js";
import type { Reader } from "./reader.js";

/** Warns of each number that a schema lists and that no type can name. */
export function reportInexact(spec: Spec, report: Reader["report"]): void {
  const look = (value: unknown, pointer: Pointer): void => {
    if (typeof value === "number" && !isExact(value))
      report(diagnose("number-inexact", { value }, spec.place(pointer)));
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) look(inner, [...pointer, key]);
  };
  spec.walk((node, kind, pointer) => {
    // Elsewhere a number is no part of a type.
    if (kind === "schema")
      for (const field of ["enum", "const"]) look(node[field], [...pointer, field]);
  });
}
