/** The extension by which a spec says how it knows a part of the API. */
export const provenanceField = "x-provenance";

/** Whether a source states it, it is inferred, or nobody knows. */
export const levels = ["documented", "inferred", "undocumented"] as const;
export type Level = (typeof levels)[number];

/** What of an operation is known on its own; anything else has one statement. */
export const aspects = ["title", "method", "path", "request", "response"] as const;
export type Aspect = (typeof aspects)[number];
