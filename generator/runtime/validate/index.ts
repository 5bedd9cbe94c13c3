export { type Applied, createCheck, type Issue, type Keyword, type Keywords } from "./check.js";
export * from "./keywords.js";
export { type StandardSchema, toStandardSchema } from "./standard.js";
