import { isExact } from "../numbers.js";
import { type At, below, walk } from "../openapi/index.js";

/** What is found out of a whole document in one walk. */
export interface Survey {
  /** Whether a schema says that something is only read or only written. */
  readonly hasVisibility: boolean;
  /** Whether anything says how it is known (`x-provenance`). */
  readonly hasProvenance: boolean;
  /** Numbers that a schema lists and JavaScript has not. */
  readonly inexact: readonly { readonly value: number; readonly at: At }[];
}

export function survey(document: unknown): Survey {
  let hasVisibility = false;
  let hasProvenance = false;
  const inexact: { value: number; at: At }[] = [];
  const look = (value: unknown, at: At): void => {
    if (typeof value === "number" && !isExact(value)) inexact.push({ value, at });
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) look(inner, below(at, key));
  };
  walk(document, (node, kind, at) => {
    hasProvenance ||= node["x-provenance"] !== undefined;
    if (kind !== "schema") return;
    hasVisibility ||= node["readOnly"] === true || node["writeOnly"] === true;
    // Elsewhere a number is no part of a type.
    for (const field of ["enum", "const"]) {
      if (node[field] !== undefined) look(node[field], below(at, field));
    }
  });
  return { hasVisibility, hasProvenance, inexact };
}
