import type { BuiltInOutput } from "../built-in-output.js";
import { inFolder } from "../client/index.js";
import type { OutputFile } from "../output-file.js";
import { declareSchemas } from "./modules.js";

/**
 * `schemas`: in `schemas/`, JSON Schema of components, bodies and responses. `index.ts` exports
 * none of it: a component's schema has the name of its type, and importing a client should not
 * import schemas.
 *
 * @param runtime in the client's language
 */
export function schemasOutput(runtime: readonly OutputFile[]): BuiltInOutput {
  return {
    name: "schemas",
    about:
      "`schemas/`: JSON Schema 2020-12 of each component, body and response, for validators, forms and mocks.",
    options: {},
    packages: [],
    claims: () => [],
    files: (contract, api) => {
      const modules = declareSchemas(contract, api);
      return modules.length > 0 ? [...modules, ...inFolder(runtime, "schemas")] : [];
    },
  };
}
