export { printDeclarations, printJavaScript } from "./javascript.js";
export * from "./known.js";
export * from "./modules.js";
export { deprecatedTag } from "./schema-comments.js";
export type { View } from "./schema-types.js";
export * from "./text.js";
export { type Translated, translate } from "./translate.js";
export { declareTypes } from "./types-module.js";
export { importTypesOf, shared, type WrittenType, writeType } from "./written-types.js";
