import { refuse } from "./errors.js";
import type { HeaderMap } from "./headers.js";
import type { OperationDescriptor, ParameterDescriptor } from "./operation.js";
import { percentEncode, toText } from "./values.js";

/** The arguments of a call: parameters by name, and `body`. */
export type Arguments = Readonly<Record<string, unknown>>;

/**
 * Writes a parameter that has a value.
 *
 * @param argument its name in the arguments of the call
 * @param headers takes headers and cookies
 * @returns what stands in the path or the query, encoded; empty if nothing is to stand there
 */
export type ParameterWriter = (
  argument: string,
  value: unknown,
  parameter: ParameterDescriptor,
  headers: HeaderMap,
) => string;

/**
 * Writes the parameters: single values in path and query itself, all else by the descriptor's writer.
 *
 * @param options what the client's options give for parameters that the call leaves out
 * @returns the path with every parameter filled in, and the `name=value` pairs of the query
 * @throws InvalidArgumentError if a required one is missing, or if a value cannot be represented
 */
export function serialiseParameters(
  { path: template, query: names = [], parameters = {} }: OperationDescriptor,
  args: Arguments,
  options: Arguments,
  headers: HeaderMap,
): { path: string; query: string[] } {
  const query: string[] = [];
  let path = template;
  const put = (argument: string, parameter: ParameterDescriptor): void => {
    const { in: place, name = argument, option, required, write = writeSingle } = parameter;
    let value = own(args, argument);
    if (value === undefined && option) value = own(options, option);
    const isPath = place === "path";
    if (value === undefined) {
      if (required || isPath) refuse(argument, "is required, but missing");
      return;
    }
    const text = write(argument, value, parameter, headers);
    if (isPath) {
      path = path.split(`{${name}}`).join(text);
      if (/\/\.\.?(\/|$)/.test(path)) refuse(argument, "must not make a path segment of dots");
    } else if (text) query.push(text);
  };
  for (const [argument, parameter] of Object.entries(parameters)) put(argument, parameter);
  // Encoded text has no braces, so these are the template's own.
  for (const [, argument = ""] of path.matchAll(/{([^{}]+)}/g)) put(argument, { in: "path" });
  for (const argument of names) put(argument, { in: "query" });
  return { path, query };
}

/** `null` is a value, and is refused where it is written. */
function own(values: Arguments, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function writeSingle(argument: string, value: unknown, parameter: ParameterDescriptor): string {
  const { in: place, name = argument } = parameter;
  const text = encode(argument, toText(argument, value), place);
  return place === "path" ? text : `${percentEncode(name)}=${text}`;
}

/** Text as path and query take it. */
export function encode(
  argument: string,
  text: string,
  place: string,
  escapeText: (text: string) => string = percentEncode,
): string {
  if (place === "path" && !text) refuse(argument, "must not be empty");
  try {
    return escapeText(text);
  } catch {
    return refuse(argument, "holds half of a surrogate pair");
  }
}
