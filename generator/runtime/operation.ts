/**
 * What the runtime knows of one operation. The generated `operations.ts` is a table of these;
 * everything that is not data is in this runtime.
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
  /** Alternatives of credentials, each a list of names; the API's default if absent. */
  readonly security?: readonly (readonly string[])[];
  /** Present if no source documents the method or the path of this operation. */
  readonly inferred?: InferredDescriptor;
}

export interface ParameterDescriptor {
  readonly in: "path" | "query" | "header" | "cookie";
  /** Name on the wire; the argument's name if absent. */
  readonly name?: string;
  /** Path parameters are always required. */
  readonly required?: true;
  /** How arrays and objects are written; the default of the place if absent. */
  readonly style?: string;
  /** Whether each item or member is written apart; the default of the style if absent. */
  readonly explode?: boolean;
  /** Whether reserved characters of a query value are left as they are. */
  readonly allowReserved?: true;
  /** The value is written as JSON. */
  readonly json?: true;
}

export interface BodyDescriptor {
  /** Media type; `application/json` if absent. */
  readonly type?: string;
  readonly required?: true;
}

export interface InferredDescriptor {
  /** Why we believe that the operation has this method and path. */
  readonly because: string;
  /** For each aspect whether a source states it. */
  readonly levels: Readonly<Record<string, "documented" | "inferred" | "undocumented">>;
}
