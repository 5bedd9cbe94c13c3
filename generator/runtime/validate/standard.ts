import type { JsonSchema } from "../schemas/schema.js";
import { createCheck, type Keywords, type Step } from "./check.js";

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
      | { readonly issues: readonly StandardIssue[] };
    readonly types?: { readonly input: Value; readonly output: Value };
  };
}

/** What is wrong with a value, without the value. */
export interface StandardIssue {
  readonly message: string;
  /** From the whole value down. */
  readonly path: readonly Step[];
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
