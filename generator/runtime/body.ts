import { InvalidArgumentError } from "./errors.js";
import { isJson, toJson } from "./json.js";
import type { BodyDescriptor } from "./operation.js";
import { isPlainObject } from "./parameters.js";

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
  { type = "application/json", required }: BodyDescriptor,
  body: unknown,
): SerialisedBody | undefined {
  if (body === undefined) {
    if (required) throw new InvalidArgumentError("body", "is required, but missing");
    return undefined;
  }
  if (isJson(type)) return { type, content: toJson("body", body) };
  if (isPlainObject(body)) {
    if (type === "application/x-www-form-urlencoded") {
      return { type, content: fill(new URLSearchParams(), body) };
    }
    if (type === "multipart/form-data")
      return { type: undefined, content: fill(new FormData(), body) };
  }
  if (!isSendable(body)) throw new InvalidArgumentError("body", `cannot be sent as ${type}`);
  return { type: body instanceof FormData ? undefined : type, content: body };
}

/** Text, files and streams; of data, fetch would send `[object Object]`. */
function isSendable(body: unknown): body is BodyContent {
  if (typeof body !== "object") return typeof body === "string";
  return body !== null && !Array.isArray(body) && !isPlainObject(body);
}

function fill<Form extends URLSearchParams | FormData>(
  form: Form,
  body: Record<string, unknown>,
): Form {
  for (const [name, value] of Object.entries(body)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item === undefined) continue;
      if (item instanceof Blob && form instanceof FormData) form.append(name, item);
      else if (item instanceof Date) form.append(name, item.toISOString());
      else form.append(name, typeof item === "object" ? toJson("body", item) : String(item));
    }
  }
  return form;
}
