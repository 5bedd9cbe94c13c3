import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Loads the compiler; with `import`, Node would first parse all of it for the names of its exports. */
export function requireTypescript(): typeof import("typescript") {
  return require("typescript");
}
