import type { SerializedBody } from "./body.js";
import {
  InferredOperationError,
  InvalidArgumentError,
  type RequestInfo,
  type ResponseHead,
  type StatusError,
} from "./errors.js";
import type { HeaderKinds } from "./headers.js";
import type { InferredOption } from "./options.js";
import type { Reader } from "./readers.js";
import type { Redact } from "./redact.js";
import type { Arguments, ParameterWriter, toJson } from "./serialize.js";
import type { OwnServers } from "./servers.js";

/**
 * What the runtime knows of one operation. The generated `operations.ts` is a table of these;
 * everything that is not data is in this runtime. What only some operations need (lists in a query,
 * headers, cookies, forms, files, streams) is referred to from their descriptors, so that a bundle
 * holds it only if it is used.
 */
export interface OperationDescriptor {
  /** The operation's name, unique in the API. */
  readonly id: string;
  readonly method: string;
  /**
   * Path template as the spec writes it, trailing slash included: `/v1/boms/{bom_id}/`. What none
   * of `parameters` fills is a single value, and the argument of its name.
   */
  readonly path: string;
  /** Absent if the document's servers are the operation's. */
  readonly servers?: OwnServers;
  /**
   * Optional single values of the query, each the argument of its name. A list, because a compiler
   * takes ten times as long for objects, and these are most of all parameters.
   */
  readonly query?: readonly string[];
  /** The other parameters by the name that they have in the arguments of a call. */
  readonly parameters?: Readonly<Record<string, ParameterDescriptor>>;
  readonly body?: BodyDescriptor;
  /** Media types that the operation answers with; `application/json` if absent. */
  readonly accept?: string;
  /** Reads a success; JSON if absent. */
  readonly read?: Reader | undefined;
  /**
   * What the data of server-sent events is, by their names, `*` being all others; text if absent.
   * Its `read` must know of it.
   */
  readonly eventData?: Readonly<Record<string, "json" | "text" | "either">>;
  /** Reads those of one status or class of them. Its `read` must know of it. */
  readonly readers?: Readonly<Record<string, Reader>>;
  /**
   * Redirects that the spec documents; where they are not followed they are failures with their
   * status.
   */
  readonly redirects?: readonly (number | "3XX")[];
  /**
   * Headers that the spec names, by the status of the answer, its class (`4XX`) or `default`. Its
   * function must know of them.
   */
  readonly headers?: Readonly<Record<string, HeaderKinds>>;
  /** Present if a call chooses among media types. */
  readonly alternatives?: AlternativesDescriptor;
  /** Alternatives of credentials, each a list of names; the API's default if absent. */
  readonly security?: readonly (readonly string[])[];
  /** What is said of a 401, beside its status and its body. */
  readonly note?: string;
  /** Headers that must not be sent, in lower case: the request goes where no credential may go. */
  readonly withheld?: readonly string[];
  /**
   * Present if no source documents the method or the path of this operation: a clause that says so,
   * and sentences on how each aspect is known.
   */
  readonly inferred?: string;
  /** Makes the error of a failure whose body is not what that of most is. */
  readonly failure?: FailureMaker;
  /** Throws if a call must not be sent, such as one of an operation that is only inferred. */
  readonly check?: (operation: OperationDescriptor, allowed: InferredOption | undefined) => void;
}

export type ParameterDescriptor = AnyParameter &
  (
    | { readonly in: "path" | "query"; readonly write?: ParameterWriter | undefined }
    | { readonly in: "header" | "cookie"; readonly write: ParameterWriter }
  );

interface AnyParameter {
  /** Name on the wire; the argument's name if absent. */
  readonly name?: string;
  /** Path parameters are always required. */
  readonly required?: true;
  /** The client's option that gives the value if the call does not. */
  readonly option?: string;
  /** How arrays and objects are written; the default of the place if absent. */
  readonly style?: string;
  /** Whether each item or member is written apart; the default of the style if absent. */
  readonly explode?: boolean;
  /**
   * Whether reserved characters of a query value are left as they are. Its writer must know of it.
   */
  readonly allowReserved?: true;
  /** The value is written as JSON. Its writer must know of it. */
  readonly json?: true;
}

export interface BodyDescriptor {
  /** Media type; `application/json` if absent. */
  readonly type?: string;
  readonly required?: true;
  /** Writes what is not JSON. */
  readonly write?: BodyWriter;
  /**
   * How fields of a form are written that are not written as most are, by name. Its writer must
   * know of it.
   */
  readonly encoding?: Readonly<Record<string, FieldEncoding>>;
}

/** @param json writes what is JSON in the body; `toJson` if absent */
export type BodyWriter = (
  type: string,
  body: unknown,
  encoding?: Readonly<Record<string, FieldEncoding>>,
  json?: typeof toJson,
) => SerializedBody;

/**
 * @param body parsed, without secrets
 * @param text as it came, with secrets
 */
export type FailureMaker = (
  request: RequestInfo,
  head: ResponseHead,
  body: unknown,
  text?: string,
  redact?: Redact,
) => StatusError;

/** As OpenAPI's encoding object has it; what is absent is the default of the value. */
export interface FieldEncoding {
  /** Of one part of a multipart body; what has a JSON type is written as JSON. */
  readonly contentType?: string;
  /** How a field is written: as a parameter of the query would be, but encoded only in a URL. */
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: true;
}

/** The media types that a call may ask for, by name, the default's among them. */
export interface AlternativesDescriptor {
  readonly bodies?: Readonly<Record<string, Pick<BodyDescriptor, "write" | "encoding">>>;
  readonly responses?: Readonly<
    Record<string, Pick<OperationDescriptor, "read" | "readers" | "eventData">>
  >;
}

/** Throws unless the operation is documented or the client allows it. */
export function checkInferred(
  operation: OperationDescriptor,
  allowed: InferredOption | undefined,
): void {
  if (!operation.inferred || allowed === "allow") return;
  // Text has `includes` too, and "getBomLine" would allow getBom.
  if (Array.isArray(allowed) && allowed.includes(operation.id)) return;
  throw new InferredOperationError(operation);
}

/**
 * The operation with the media types that a call asks for by `contentType` and `accept`; what it
 * does not ask for stays the default. A wish for one that the spec does not list makes the call
 * reject with an InvalidArgumentError.
 */
export function selectMediaTypes<Descriptor extends OperationDescriptor>(
  operation: Descriptor,
  params = {},
): Descriptor {
  try {
    return { ...operation, ...withAccept(withContentType(operation, params), params) };
  } catch (error) {
    // Thrown later, so that it fails like every call that is made wrongly, and not before there is
    // a call.
    const check = () => {
      throw error;
    };
    return { ...operation, check };
  }
}

function withContentType(operation: OperationDescriptor, args: Arguments): OperationDescriptor {
  const { bodies } = operation.alternatives ?? {};
  const selected = bodies && select("contentType", bodies, args);
  if (!selected) return operation;
  const required = operation.body?.required && { required: true as const };
  return { ...operation, body: { type: selected.type, ...required, ...selected.descriptor } };
}

function withAccept(operation: OperationDescriptor, args: Arguments): OperationDescriptor {
  const { responses } = operation.alternatives ?? {};
  const selected = responses && select("accept", responses, args);
  if (!selected) return operation;
  const { type, descriptor } = selected;
  const { read } = descriptor;
  // Servers that only know how they write data refuse every other type.
  const accept = read ? `${type}, */*;q=0.1` : type;
  return { ...operation, read: undefined, ...descriptor, accept };
}

/** What is listed for the media type that an argument names; undefined if it names none. */
function select<Descriptor>(
  argument: string,
  listed: Readonly<Record<string, Descriptor>>,
  args: Arguments,
): { type: string; descriptor: Descriptor } | undefined {
  const type = Object.hasOwn(args, argument) ? args[argument] : undefined;
  if (type === undefined) return undefined;
  for (const [range, descriptor] of Object.entries(listed)) {
    if (typeof type === "string" && includes(range, type)) return { type, descriptor };
  }
  const types = Object.keys(listed).join(", ");
  throw new InvalidArgumentError(argument, `must be one of ${types}`);
}

/** Whether a type is of a range: `image/*` includes every image. */
function includes(range: string, type: string): boolean {
  if (range === type) return true;
  const [start = ""] = range.split("*", 1);
  return start !== range && type.startsWith(start) && /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(type);
}
