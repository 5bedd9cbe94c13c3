import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * Loads openapi-typescript by its CommonJS entry. With `import`, Node would first parse the whole
 * compiler, which it depends on, for the names of its exports: that takes as long again, and a
 * third of the memory.
 */
export function requireOpenapiTypescript(): typeof import("openapi-typescript") {
  return require("openapi-typescript");
}
