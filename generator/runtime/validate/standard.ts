import type { JsonSchema } from "../schemas/schema.js";
import { createCheck, type Issue, type Keywords } from "./check.js";

/**
 * A schema as other libraries take it (https://standardschema.dev, version 1): form libraries,
 * routers, queues. It checks a value and returns it as it is.
 */
export interface StandardSchema<Value> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "spec-tether";
    readonly validate: (
      value: unknown,
    ) =>
      | { readonly value: Value; readonly issues?: undefined }
      | { readonly issues: readonly Issue[] };
    readonly types?: { readonly input: Value; readonly output: Value };
  };
}

/** Makes a schema that other libraries take. */
export function toStandardSchema<Value>(
  schema: JsonSchema,
  keywords: Keywords,
): StandardSchema<Value> {
  const check = createCheck(schema, keywords);
  return {
    "~standard": {
      version: 1,
      vendor: "spec-tether",
      validate: (value) => {
        const issues = check(value);
        return issues.length === 0 ? { value: value as Value } : { issues };
      },
    },
  };
}
