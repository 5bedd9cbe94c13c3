import type { ApiCall } from "./call.js";
import { StatusError } from "./errors.js";
import type { OperationDescriptor } from "./operation.js";
import type { AnyResult } from "./response.js";
import { ownValue } from "./serialize.js";

/**
 * What the spec says of the headers of an answer: their kinds by name, in lower case; `[]` behind a
 * kind stands for a list of it.
 */
export type HeaderKinds = Readonly<Record<string, string>>;

/**
 * A call whose result has the headers that the spec names, read when they are asked for. A header
 * that did not come is undefined; one that is not of its kind is text as it came.
 */
export function withHeaders<Call extends ApiCall<unknown, unknown>>(
  call: Call,
  { headers = {} }: OperationDescriptor,
): Call {
  const read = call.result.bind(call);
  const result = async () => {
    // The generated code names the type that the spec promises for this operation.
    const found = (await read()) as AnyResult;
    if (found.response && !("headers" in found)) addHeaders(found, found.response, headers);
    return found;
  };
  return Object.assign(call, { result });
}

function addHeaders(
  result: AnyResult,
  response: Response,
  byStatus: NonNullable<OperationDescriptor["headers"]>,
): void {
  const { status } = response;
  const kinds =
    byStatus[status] ?? byStatus[`${Math.floor(status / 100)}XX`] ?? byStatus["default"] ?? {};
  // Those of an error hold no credential.
  const { headers } =
    "error" in result && result.error instanceof StatusError ? result.error : response;
  let read: Readonly<Record<string, unknown>> | undefined;
  Object.defineProperty(result, "headers", {
    enumerable: true,
    get: () => {
      read ??= Object.fromEntries(
        Object.keys(kinds).map((name) => [
          name,
          parseHeader(headers.get(name), ownValue(kinds, name) as string),
        ]),
      );
      return read;
    },
  });
}

function parseHeader(text: string | null, kind: string): unknown {
  if (text === null) return undefined;
  if (!kind.endsWith("[]")) return parseValue(text, kind) ?? text;
  const items = text.trim() === "" ? [] : text.split(",").map((item) => item.trim());
  const values = items.map((item) => parseValue(item, kind.slice(0, -2)));
  return values.includes(undefined) ? text : values;
}

/** Undefined if it is not of its kind, or is an integer that no number holds exactly. */
function parseValue(text: string, kind: string): unknown {
  if (kind === "string") return text;
  if (kind === "bigint") return /^[+-]?\d{1,40}$/.test(text) ? BigInt(text) : undefined;
  if (kind === "boolean") return text === "true" || (text === "false" ? false : undefined);
  const value = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  const isOfKind = kind === "integer" ? Number.isSafeInteger(value) : Number.isFinite(value);
  return isOfKind ? value : undefined;
}
