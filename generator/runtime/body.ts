import { refuse } from "./errors.js";
import { toJson } from "./json.js";
import type { BodyDescriptor } from "./operation.js";

/** What fetch takes as a body; named this way because not every runtime's types have `BodyInit`. */
export type BodyContent = NonNullable<ConstructorParameters<typeof Response>[0]>;

export interface SerialisedBody {
  /** Undefined if fetch has to choose it, as it does for the boundary of a multipart body. */
  readonly type: string | undefined;
  readonly content: BodyContent;
}

/**
 * Writes the body in its media type; undefined if there is none.
 *
 * @throws InvalidArgumentError if it is required and missing, or cannot be represented
 */
export function serialiseBody(
  { type = "application/json", required, write, encoding }: BodyDescriptor,
  body: unknown,
): SerialisedBody | undefined {
  if (body !== undefined)
    return write ? write(type, body, encoding) : { type, content: toJson("body", body) };
  return required ? refuse("body", "is required, but missing") : undefined;
}
