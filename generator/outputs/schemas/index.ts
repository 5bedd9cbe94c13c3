import type { Api } from "../../model/index.js";
import { inFolder } from "../client/index.js";
import type { NoOptions, Output } from "../output.js";
import type { OutputFile } from "../output-file.js";
import { printSchemas } from "./modules.js";

/**
 * `schemas`: in `schemas/`, JSON Schema of components, bodies and responses. `index.ts` exports
 * none of it: a component's schema has the name of its type, and importing a client should not
 * import schemas.
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
