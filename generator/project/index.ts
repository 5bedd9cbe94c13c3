export { type Lack, lackOf } from "./packages.js";
export { type Imports, importsBelow } from "./tsconfig.js";
