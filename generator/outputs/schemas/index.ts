import type { Api } from "../../model/index.js";
import { inFolder } from "../client/index.js";
import type { NoOptions, Output } from "../output.js";
import type { OutputFile } from "../output-file.js";
import { printSchemas } from "./modules.js";

/**
 * `schemas`: in `schemas/`, JSON Schema of components, bodies and answers. `index.ts` exports none
 * of it: a component's schema is called like its type, and who imports a client wants no schemas.
 *
 * @param runtime as source
 */
export function schemasOutput(runtime: readonly OutputFile[]): Output<NoOptions, Api> {
  return {
    name: "schemas",
    about:
      "`schemas/`: JSON Schema 2020-12 of each component, body and response, for validators, forms and mocks.",
    options: {},
    packages: [],
    claims: () => [],
    files: (contract, api) => {
      const modules = printSchemas(contract, api);
      return modules.length > 0 ? [...modules, ...inFolder(runtime, "schemas")] : [];
    },
  };
}
