export type { Applied, Issue, Keyword, Keywords } from "./check.js";
export * from "./keywords.js";
export { type StandardSchema, toStandardSchema } from "./standard.js";
