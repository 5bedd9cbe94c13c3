/** The extension for the provenance of a part of the API. */
export const provenanceField = "x-provenance";

/**
 * Whether a source states it, recordings of calls show it, it is inferred, or it is unknown; the
 * strongest first.
 */
export type Level = "documented" | "observed" | "inferred" | "undocumented";

export const levels = [
  "documented",
  "observed",
  "inferred",
  "undocumented",
] as const satisfies readonly Level[];

/** An aspect of an operation with separate provenance; anything else has one statement. */
export type Aspect = "title" | "method" | "path" | "request" | "response";

export const aspects = [
  "title",
  "method",
  "path",
  "request",
  "response",
] as const satisfies readonly Aspect[];
