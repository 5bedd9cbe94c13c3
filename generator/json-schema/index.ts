export { CompleteSchemas } from "./complete-schemas.js";
export { type JsonSchema, JsonSchemas, type WrittenSchema } from "./schemas.js";
