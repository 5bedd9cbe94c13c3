import type { SerialisedBody } from "./body.js";
import type { InferredOption } from "./gate.js";
import type { WriteStyled } from "./parameters.js";

/**
 * What the runtime knows of one operation. The generated `operations.ts` is a table of these;
 * everything that is not data is in this runtime. What only some operations need (lists in a query,
 * forms, files, streams) is referred to from their descriptors, so that a bundle holds it only if
 * it is used.
 */
export interface OperationDescriptor {
  /** The operation's name, unique in the API. */
  readonly id: string;
  readonly method: string;
  /** Path template as the spec writes it, trailing slash included: `/v1/boms/{bom_id}/`. */
  readonly path: string;
  /** The parameters by the name that they have in the arguments of a call. */
  readonly parameters?: Readonly<Record<string, ParameterDescriptor>>;
  readonly body?: BodyDescriptor;
  /** Media types that the operation answers with; `application/json` if absent. */
  readonly accept?: string;
  /** Reads a success that is neither JSON nor text, all of it. */
  readonly read?: (response: Response) => Promise<unknown>;
  /** Reads a success bit by bit, as it arrives. */
  readonly stream?: (response: Response, context: StreamContext) => AsyncIterable<unknown>;
  /** Alternatives of credentials, each a list of names; the API's default if absent. */
  readonly security?: readonly (readonly string[])[];
  /** Present if no source documents the method or the path of this operation. */
  readonly inferred?: InferredDescriptor;
  /** Throws if the client does not allow an operation that is only inferred. */
  readonly gate?: (operation: OperationDescriptor, option: InferredOption | undefined) => void;
}

/** What reading a stream takes from its call. */
export interface StreamContext {
  /** The error of a stream that cannot be read on. */
  fail(problem: string, cause?: unknown): Error;
  /** The stream is over, read to its end or not. */
  end(): void;
}

export interface ParameterDescriptor {
  readonly in: "path" | "query" | "header" | "cookie";
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
  /** Whether reserved characters of a query value are left as they are. */
  readonly allowReserved?: true;
  /** The value is written as JSON. */
  readonly json?: true;
  /** Writes lists and objects; without it only single values are taken. */
  readonly write?: WriteStyled;
}

export interface BodyDescriptor {
  /** Media type; `application/json` if absent. */
  readonly type?: string;
  readonly required?: true;
  /** Writes what is not JSON. */
  readonly write?: (type: string, body: unknown) => SerialisedBody;
}

export interface InferredDescriptor {
  /** Why we believe that the operation has this method and path. */
  readonly because: string;
  /** For each aspect whether a source states it. */
  readonly levels: Readonly<Record<string, "documented" | "inferred" | "undocumented">>;
}
