export * from "./known.js";
export * from "./modules.js";
export { methods, openApiInputOf, withMark } from "./openapi-input.js";
export { printOpenApiTypes } from "./openapi-types.js";
export type { View } from "./schema-input.js";
export * from "./text.js";
export { declare, TypePrinter } from "./type-printer.js";
export * from "./written-types.js";
