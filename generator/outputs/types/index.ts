import type { Api } from "../../model/index.js";
import { printTypes, shared } from "../../typescript/index.js";
import type { NoOptions, Output } from "../output.js";

/** `types`: in `types.ts`, a type for each schema, and for shared bodies without a name. */
export const typesOutput: Output<NoOptions, Api> = {
  name: "types",
  about: "`types.ts`: a type for each schema.",
  options: {},
  packages: [],
  claims: () => Object.values(shared),
  files: (_, api) => [{ path: "types.ts", text: printTypes(api) }],
  exports: () => [{ module: "types.ts", isTypeOnly: true }],
};
