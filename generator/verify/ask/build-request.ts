import type { Operation, Parameter } from "../../contract/index.js";
import { spellingOf } from "../../openapi/index.js";
import { InvalidArgumentError } from "../../runtime/index.js";
import {
  isJson,
  serializeParameters,
  writeParameter,
  writeStyledParameter,
} from "../../runtime/serialize.js";
import type { SafeMethod, SafeRequest } from "./asked-service.js";
import type { CarriedCredential } from "./credentials.js";
import { type Binding, keyOf } from "./known-values.js";

type ParameterDescriptor = Parameters<typeof writeStyledParameter>[2];

/**
 * The smallest request that an operation takes: its path, and what it requires, written as a client
 * writes it. Undefined if a value cannot be sent.
 */
export function requestFor(
  operation: Operation,
  binding: Binding,
  credentials: readonly CarriedCredential[],
  method = operation.name.method as SafeMethod,
): SafeRequest | undefined {
  const { path: template } = operation.name;
  const needed = [...operation.parameters.values()].filter(({ required }) => required);
  const parameters = Object.fromEntries(
    needed.map((each) => [keyOf(each.in, each.name), descriptorOf(each)]),
  );
  const descriptor = { id: "", method, path: template, parameters };
  const headers: Record<string, string> = {};
  try {
    const written = serializeParameters(descriptor, Object.fromEntries(binding), {}, headers);
    const query = written.query.length > 0 ? `?${written.query.join("&")}` : "";
    return {
      method,
      target: written.path + query,
      shown: template,
      headers: Object.entries(headers),
      credentials,
    };
  } catch (error) {
    if (error instanceof InvalidArgumentError) return undefined;
    throw error;
  }
}

function descriptorOf(parameter: Parameter): ParameterDescriptor {
  const { in: place, name, raw, content } = parameter;
  const { style, explode } = spellingOf(raw, place);
  const own = { in: place as ParameterDescriptor["in"], name, required: true } as const;
  const isReserved = raw["allowReserved"] === true && { allowReserved: true as const };
  return content.size > 0
    ? { ...own, json: true, write: writeParameter }
    : { ...own, ...isReserved, style, explode, write: writeStyledParameter };
}

/** Why a request for an operation cannot be put together; undefined if it can. */
export function whyUnsendable({ parameters, name }: Operation): string | undefined {
  for (const { in: place, name: parameter, required, content } of parameters.values()) {
    if (!required) continue;
    const isWritten =
      ["path", "query", "header", "cookie"].includes(place) && [...content.keys()].every(isJson);
    if (!isWritten) return `its ${place} parameter ${parameter} has a form that is not sent here`;
  }
  return name.path.includes("?") || name.path.includes("#") ? "its path has a query" : undefined;
}
