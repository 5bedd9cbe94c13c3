import { walk } from "../openapi/index.js";

/** What is found out of a whole document in one walk. */
export interface Survey {
  /** Whether a schema says that something is only read or only written. */
  readonly hasVisibility: boolean;
  /** Whether anything says how it is known (`x-provenance`). */
  readonly hasProvenance: boolean;
}

export function survey(document: unknown): Survey {
  let hasVisibility = false;
  let hasProvenance = false;
  walk(document, (node, kind) => {
    hasProvenance ||= node["x-provenance"] !== undefined;
    if (kind !== "schema") return;
    hasVisibility ||= node["readOnly"] === true || node["writeOnly"] === true;
  });
  return { hasVisibility, hasProvenance };
}
