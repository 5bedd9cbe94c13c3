import { InvalidArgumentError } from "./errors.js";
import type { OperationDescriptor } from "./operation.js";
import type { Arguments } from "./parameters.js";

/**
 * The operation with the media types that a call asks for by `contentType` and `accept`; what it does
 * not ask for stays the default. A wish for one that the spec does not list makes the call reject with
 * an InvalidArgumentError.
 */
export function chooseMedia<Descriptor extends OperationDescriptor>(
  operation: Descriptor,
  params = {},
): Descriptor {
  try {
    return { ...operation, ...withAnswer(withBody(operation, params), params) };
  } catch (error) {
    // As a gate, so that it fails like every call that is made wrongly, and not before there is a call.
    const gate = () => {
      throw error;
    };
    return { ...operation, gate };
  }
}

function withBody(operation: OperationDescriptor, args: Arguments): OperationDescriptor {
  const { bodies } = operation.alternatives ?? {};
  const type = bodies && choose("contentType", bodies, args);
  if (!type) return operation;
  const required = operation.body?.required && { required: true as const };
  return { ...operation, body: { type: type.value, ...required, ...type.means } };
}

function withAnswer(operation: OperationDescriptor, args: Arguments): OperationDescriptor {
  const { answers } = operation.alternatives ?? {};
  const accept = answers && choose("accept", answers, args);
  if (!accept) return operation;
  // Servers refuse a file's type if they only know how they write data.
  const header =
    accept.value.startsWith("text/") || !accept.means.read
      ? accept.value
      : `${accept.value}, */*;q=0.1`;
  const means: object = { read: undefined, ...accept.means };
  return { ...operation, accept: header, ...means } as OperationDescriptor;
}

/** What is listed for the media type that an argument names; undefined if it names none. */
function choose<Means>(
  argument: string,
  listed: Readonly<Record<string, Means>>,
  args: Arguments,
): { value: string; means: Means } | undefined {
  const value = Object.hasOwn(args, argument) ? args[argument] : undefined;
  if (value === undefined) return undefined;
  for (const [type, means] of Object.entries(listed)) {
    if (typeof value === "string" && covers(type, value)) return { value, means };
  }
  const types = Object.keys(listed).join(", ");
  throw new InvalidArgumentError(argument, `must be one of ${types}`);
}

/** `image/*` covers every image. */
function covers(type: string, value: string): boolean {
  if (type === value) return true;
  const start = type.split("*", 1)[0] as string;
  return start !== type && value.startsWith(start) && /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(value);
}
