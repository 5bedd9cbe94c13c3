import { isJson } from "./json.js";
import { isText, promisedOf, readText } from "./media.js";
import type { Reading } from "./response.js";

/** A success as a file. A type that the spec does not promise is read as `readText` does. */
export function readBlob(response: Response, context: Reading): Promise<unknown> {
  const promised = promisedOf(context);
  if (isJson(promised) || isText(promised)) return readText(response, context);
  return context.wait(response.blob());
}
