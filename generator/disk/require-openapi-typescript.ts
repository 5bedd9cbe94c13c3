import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * Loads openapi-typescript, by its entry of CommonJS. Through `import` Node first reads all of the
 * compiler, which it brings along, for the names that it exports: that takes as long again, and a
 * third of the memory.
 */
export function requireOpenapiTypescript(): typeof import("openapi-typescript") {
  return require("openapi-typescript");
}
