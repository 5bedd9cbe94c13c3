import { isJson } from "./json.js";
import { type Reading, readJson } from "./response.js";

/** A success as text, if the spec promises any. */
export async function readText(response: Response, context: Reading): Promise<unknown> {
  const promised = promisedOf(context);
  if (!isText(promised) || (!context.type && isJson(promised)))
    return readJson(response, context, promised);
  return (await context.wait(response.text())) || undefined;
}

/** A success bit by bit, as it arrives. A type that the spec does not promise is read as `readText` does. */
export function readAsStream<Item>(
  response: Response,
  context: Reading,
  stream: (response: Response, context: Reading) => AsyncGenerator<Item, void, void>,
): unknown {
  const promised = promisedOf(context);
  if (essence(promised) !== essence(context.type || promised)) return readText(response, context);
  context.handOver();
  return stream(response, context);
}

/** Of several types that the spec lists the one that the server names, else the first. */
export function promisedOf({ accept, type }: Reading): string {
  const listed = accept.split(/,\s*/);
  return listed.find((each) => essence(each) === essence(type)) ?? (listed[0] as string);
}

/** A media type without its parameters. */
function essence(type: string): string {
  return (type.split(";", 1)[0] as string).trim().toLowerCase();
}

/** Text, or whatever the server chooses. */
export function isText(type: string): boolean {
  return /^\s*(text\/|\*\/\*)/i.test(type);
}
