export { findSpecs } from "./find-specs.js";
export { type Installed, installPackages } from "./install-packages.js";
export { projectAround } from "./manifest.js";
export { type MissingPackages, missingPackagesOf } from "./missing-packages.js";
export {
  type Installation,
  installationOf,
  type PackageManager,
  packageManagerOf,
  packageManagers,
} from "./package-manager.js";
export { type Imports, importsBelow, knowsNode } from "./tsconfig.js";
