export { type MissingPackages, missingPackagesOf } from "./missing-packages.js";
export { type Imports, importsBelow } from "./tsconfig.js";
