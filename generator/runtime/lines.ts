import { readAsStream } from "./media.js";
import type { Reading } from "./response.js";

/** A success as JSON values, one a line. */
export function readLines(response: Response, context: Reading): unknown {
  return readAsStream(response, context, streamValues);
}

async function* streamValues(
  response: Response,
  context: Reading,
): AsyncGenerator<unknown, void, void> {
  for await (const line of decodeLines(response, context, true)) {
    if (line.trim() !== "") yield parse(line, context);
  }
}

function parse(line: string, context: Reading): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw context.fail("a line of its body is not valid JSON");
  }
}

/**
 * The lines of a body as they arrive, without their ends (LF, CR LF or CR). Stopping early cancels
 * the body.
 *
 * @param hasOpenEnd whether what follows the last line end is a line too
 */
export async function* decodeLines(
  response: Response,
  context: Reading,
  hasOpenEnd = false,
): AsyncGenerator<string, void, undefined> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    while (reader) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw context.fail("its body was cut off", cause);
      });
      rest += decoder.decode(value, { stream: !done });
      // A CR at the very end may be the first half of a line end.
      const lines = rest.split(done ? /\r\n|\r|\n/ : /\r\n|\r(?!$)|\n/);
      rest = lines.pop() as string;
      yield* lines;
      if (done) break;
    }
    if (hasOpenEnd && rest !== "") yield rest;
  } finally {
    context.end();
    reader?.cancel().catch(() => {});
  }
}
