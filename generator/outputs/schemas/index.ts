import type { BuiltInOutput } from "../built-in-output.js";
import { checksOf, inFolder } from "../client/index.js";
import type { OutputFile } from "../output-file.js";
import { declareSchemas } from "./modules.js";

/** The options of `schemas`. */
export interface SchemasOptions {
  /** Whether each schema also gets a validator. Default: false. */
  readonly validators?: boolean;
}

const optionsSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    validators: {
      type: "boolean",
      default: false,
      description:
        "Whether each schema is also made as a validator by Standard Schema, in `schemas/validators/`; the client then takes `validate`.",
    },
  },
} satisfies Readonly<Record<string, unknown>>;

/**
 * `schemas`: in `schemas/`, JSON Schema of components, bodies and responses. `index.ts` exports
 * none of it: a component's schema has the name of its type, and importing a client should not
 * import schemas.
 *
 * @param runtime in the client's language
 */
export function schemasOutput(runtime: readonly OutputFile[]): BuiltInOutput<SchemasOptions> {
  return {
    name: "schemas",
    about:
      "`schemas/`: JSON Schema 2020-12 of each component, body and response, for validators, forms and mocks.",
    options: optionsSchema,
    needs: ({ validators = false }) => (validators ? ["types"] : []),
    packages: [],
    claims: (_, { validators = false }) => (validators ? exportsOfValidation : []),
    files: (contract, api, { validators = false }) => {
      const modules = declareSchemas(contract, api, validators);
      if (modules.length === 0) return [];
      return [
        ...modules,
        ...inFolder(runtime, "schemas"),
        ...(validators ? checksOf(runtime) : []),
      ];
    },
  };
}

/** What the client's index has besides, from `runtime/validate/invalid-answer.ts`. */
const exportsOfValidation = ["AnswerIssue", "InvalidAnswer", "InvalidAnswerError", "Validation"];
