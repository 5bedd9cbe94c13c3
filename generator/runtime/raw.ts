import type { BodyContent, SerialisedBody } from "./body.js";
import { InvalidArgumentError } from "./errors.js";
import { isPlainObject } from "./values.js";

/** Text, files and streams, sent as they are. */
export function writeRaw(type: string, body: unknown): SerialisedBody {
  if (!isSendable(body)) throw new InvalidArgumentError("body", `cannot be sent as ${type}`);
  return { type: body instanceof FormData ? undefined : type, content: body };
}

/** Of data, fetch would send `[object Object]`. */
function isSendable(body: unknown): body is BodyContent {
  if (typeof body !== "object") return typeof body === "string";
  return body !== null && !Array.isArray(body) && !isPlainObject(body);
}
