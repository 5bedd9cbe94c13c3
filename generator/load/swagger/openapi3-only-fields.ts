/** Fields of each object that exist since OpenAPI 3, and have no meaning in 2.0. */
export const openapi3OnlyFields = {
  document: ["servers", "components", "webhooks"],
  pathItem: ["servers", "trace", "query", "additionalOperations"],
  operation: ["servers", "requestBody", "callbacks"],
  parameter: ["content", "style", "explode", "allowReserved"],
  response: ["content", "links"],
} as const;
