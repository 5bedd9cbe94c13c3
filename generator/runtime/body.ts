import { InvalidArgumentError } from "./errors.js";
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
  { type = "application/json", required }: BodyDescriptor,
  body: unknown,
): SerialisedBody | undefined {
  if (body === undefined) {
    if (required) throw new InvalidArgumentError("body", "is required, but missing");
    return undefined;
  }
  if (isJson(type)) return { type, content: toJson(body) };
  if (isPlain(body)) {
    if (type === "application/x-www-form-urlencoded") {
      return { type, content: fill(new URLSearchParams(), body) };
    }
    if (type === "multipart/form-data")
      return { type: undefined, content: fill(new FormData(), body) };
  }
  // Files, streams and text are what fetch itself takes.
  return { type: body instanceof FormData ? undefined : type, content: body as BodyContent };
}

/** Whether a media type, parameters or not, is JSON. */
export function isJson(type: string): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(type);
}

function toJson(body: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(body);
  } catch (error) {
    throw new InvalidArgumentError(
      "body",
      `cannot be written as JSON: ${(error as Error).message}`,
    );
  }
  if (text === undefined)
    throw new InvalidArgumentError("body", `cannot be written as JSON: ${typeof body}`);
  return text;
}

function isPlain(body: unknown): body is Record<string, unknown> {
  return (
    typeof body === "object" && body !== null && Object.getPrototypeOf(body) === Object.prototype
  );
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
      else form.append(name, typeof item === "object" ? toJson(item) : String(item));
    }
  }
  return form;
}
