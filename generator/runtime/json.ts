import { refuse } from "./errors.js";

/** Whether a media type, parameters or not, is JSON. */
export function isJson(type: string): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(type);
}

/** Throws InvalidArgumentError, naming the argument, if JSON cannot hold the value. */
export function toJson(argument: string, value: unknown): string {
  let problem: string = typeof value;
  try {
    const text = JSON.stringify(value) as string | undefined;
    if (text !== undefined) return text;
  } catch (error) {
    problem = (error as Error).message;
  }
  return refuse(argument, `cannot be written as JSON: ${problem}`);
}
