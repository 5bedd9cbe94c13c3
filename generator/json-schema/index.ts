export { type JsonSchema, JsonSchemas, type WrittenSchema } from "./schemas.js";
