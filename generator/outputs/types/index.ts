import { declareTypes, shared } from "../../typescript/index.js";
import type { BuiltInOutput } from "../built-in-output.js";

/** `types`: in `types.ts`, a type for each schema, and for shared bodies without a name. */
export const typesOutput: BuiltInOutput = {
  name: "types",
  about: "`types.ts`: a type for each schema.",
  options: {},
  packages: [],
  claims: () => Object.values(shared),
  files: (_, api) => [{ path: "types.ts", statements: declareTypes(api) }],
  exports: () => [{ module: "types.ts", isTypeOnly: true }],
};
