import { InvalidArgumentError } from "./errors.js";

/** Whether a media type, parameters or not, is JSON. */
export function isJson(type: string): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(type);
}

/** Throws InvalidArgumentError, naming the argument, if JSON cannot hold the value. */
export function toJson(argument: string, value: unknown): string {
  let text: string | undefined;
  let problem: string = typeof value;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    problem = (error as Error).message;
  }
  if (text !== undefined) return text;
  throw new InvalidArgumentError(argument, `cannot be written as JSON: ${problem}`);
}
