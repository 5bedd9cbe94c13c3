/** The extension for the provenance of a part of the API. */
export const provenanceField = "x-provenance";

/**
 * Whether a source states it, recordings of calls show it, it is inferred, or it is unknown; the
 * strongest first.
 */
export const levels = ["documented", "observed", "inferred", "undocumented"] as const;
export type Level = (typeof levels)[number];

/** The aspects of an operation with separate provenance; anything else has one statement. */
export const aspects = ["title", "method", "path", "request", "response"] as const;
export type Aspect = (typeof aspects)[number];
