import type { Client } from "../client.js";
import type { HeaderMap } from "../headers.js";
import type { OperationDescriptor } from "../operation.js";
import type { Arguments } from "../parameters.js";

/** Parameters as openapi-fetch takes them: values by place, and there by their name on the wire. */
export type Params = Readonly<Partial<Record<"path" | "query" | "header" | "cookie", Arguments>>>;

/** The parameters with what the client's options give for those that the call leaves out. */
export function withOptions(
  { parameters = {} }: OperationDescriptor,
  params: Params | undefined,
  options: Arguments,
): Params {
  const filled: Record<string, Arguments | undefined> = { ...params };
  for (const [argument, { in: place, name = argument, option }] of Object.entries(parameters)) {
    const value = option === undefined ? undefined : options[option];
    const given = filled[place];
    if (value !== undefined && given?.[name] === undefined) {
      filled[place] = { ...given, [name]: value };
    }
  }
  return filled;
}

/**
 * Where a call is sent to, its path written in the styles of the spec.
 *
 * @throws InvalidArgumentError naming a value that is missing, empty, or a segment of dots
 */
export function urlOf(client: Client, operation: OperationDescriptor, values: object): string {
  const { id, method, path } = operation;
  const args: Record<string, unknown> = { ...values };
  const own = Object.entries(operation.parameters ?? {}).filter(([, each]) => each.in === "path");
  for (const [argument, { name = argument }] of own) args[argument] = args[name];
  return client.urlOf({ id, method, path, parameters: Object.fromEntries(own) }, args);
}

/** Adds the cookies, which openapi-fetch takes and does not send. */
export function addCookies(
  { parameters = {} }: OperationDescriptor,
  { cookie = {} }: Params,
  headers: HeaderMap,
): void {
  for (const [argument, parameter] of Object.entries(parameters)) {
    const value = cookie[parameter.name ?? argument];
    if (parameter.in === "cookie" && value !== undefined) {
      parameter.write(argument, value, parameter, headers);
    }
  }
}
