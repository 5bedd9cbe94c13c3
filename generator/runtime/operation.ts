import type { SerialisedBody } from "./body.js";
import type { InferredOption } from "./gate.js";
import type { ParameterWriter } from "./parameters.js";
import type { Reading } from "./response.js";

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
   * Path template as the spec writes it, trailing slash included: `/v1/boms/{bom_id}/`. What none of
   * `parameters` fills is a single value, and the argument of its name.
   */
  readonly path: string;
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
  /** Reads a success of another content type than JSON; without it there is none. */
  readonly read?: (response: Response, context: Reading) => unknown;
  /** Redirects that the spec documents; where they are not followed they are failures with their status. */
  readonly redirects?: readonly (number | "3XX")[];
  /** Present if a call chooses among media types. */
  readonly alternatives?: AlternativesDescriptor;
  /** Alternatives of credentials, each a list of names; the API's default if absent. */
  readonly security?: readonly (readonly string[])[];
  /**
   * Present if no source documents the method or the path of this operation: a clause that says so,
   * and sentences on how each aspect is known.
   */
  readonly inferred?: string;
  /** Throws if the client does not allow an operation that is only inferred. */
  readonly gate?: (operation: OperationDescriptor, option: InferredOption | undefined) => void;
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
  /** Whether reserved characters of a query value are left as they are. Its writer must know of it. */
  readonly allowReserved?: true;
  /** The value is written as JSON. Its writer must know of it. */
  readonly json?: true;
}

export interface BodyDescriptor {
  /** Media type; `application/json` if absent. */
  readonly type?: string;
  readonly required?: true;
  /** Writes what is not JSON. */
  readonly write?: (
    type: string,
    body: unknown,
    encoding?: Readonly<Record<string, FieldEncoding>>,
  ) => SerialisedBody;
  /** How fields of a form are written that are not written as most are, by name. Its writer must know of it. */
  readonly encoding?: Readonly<Record<string, FieldEncoding>>;
}

/** As OpenAPI's encoding object has it; what is absent is the default of the value. */
export interface FieldEncoding {
  /** Of one part of a multipart body; what has a JSON type is written as JSON. */
  readonly contentType?: string;
  /** How a field in the URL's encoding is written, as a parameter of the query would be. */
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: true;
}

/** The media types that a call may ask for, by name, the default's among them. */
export interface AlternativesDescriptor {
  readonly bodies?: Readonly<Record<string, Pick<BodyDescriptor, "write" | "encoding">>>;
  readonly answers?: Readonly<Record<string, Pick<OperationDescriptor, "read">>>;
}
