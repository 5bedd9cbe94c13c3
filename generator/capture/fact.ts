/** A line and column on a page, counted from 1, and what stands there. */
export interface Quote {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/**
 * How sure a reading is. `stated`: the page says so. `derived`: it follows from something else on
 * the page (an example, a sample call), `because` says from what. `ambiguous`: the page can be read
 * in more than one way.
 */
export type Confidence = "stated" | "derived" | "ambiguous";

/** A value that was read, and what it rests on. */
export interface Fact<Value> {
  readonly value: Value;
  readonly confidence: Confidence;
  /** Undefined exactly for `stated`. */
  readonly because: string | undefined;
  readonly quote: Quote;
}

/** What a page turned out to be. */
export type Reading =
  | {
      readonly kind: "endpoint";
      readonly endpoints: readonly Endpoint[];
      readonly contradictions: readonly Contradiction[];
    }
  | { readonly kind: NotAnEndpoint; readonly because: string; readonly quote: Quote | undefined };

export type NotAnEndpoint =
  | "prose"
  | "webhook"
  | "schema"
  | "socket"
  | "truncated"
  | "without-fields"
  | "login-wall"
  | "not-found"
  | "unreadable";

/**
 * One documented operation. `operation` is an OpenAPI 3.1 Operation Object whose `$ref`s point into
 * `components`; whatever in it is not stated has an entry in `marks`.
 *
 * @example
 * { endpointId: "14041863", title: { value: "Update API key", … }, method: { value: "PUT", … },
 *   path: { value: "/v1/auth/api-keys/", … }, server: undefined,
 *   operation: { parameters: [], requestBody: { … }, responses: { "200": { … } } },
 *   components: {}, marks: [{ pointer: "/responses/200/…/properties/lines/items", … }] }
 */
export interface Endpoint {
  /** Apidog's id, the same in every URL of the page. */
  readonly endpointId: string | undefined;
  readonly title: Fact<string>;
  /** Upper case. */
  readonly method: Fact<string>;
  /** Path template. */
  readonly path: Fact<string>;
  /** The server's URL, if the page shows one. */
  readonly server: Fact<string> | undefined;
  /** Folders, outermost first. */
  readonly folder: readonly string[];
  /** `developing`, `deprecated`, …: the page's status word in lower case. */
  readonly status: string | undefined;
  /** ISO 8601 if the page gives a date, else undefined; relative dates say nothing. */
  readonly modifiedAt: string | undefined;
  readonly operation: Readonly<Record<string, unknown>>;
  /** In the form of the Components Object. */
  readonly components: Readonly<Record<string, unknown>>;
  readonly marks: readonly Mark[];
}

/** Says that the node at `pointer` of `operation` is not simply stated. */
export interface Mark {
  /** JSON pointer from the Operation Object. */
  readonly pointer: string;
  readonly confidence: Exclude<Confidence, "stated">;
  readonly because: string;
  readonly quote: Quote;
}

/** A page that says two things which cannot both be true. */
export interface Contradiction {
  /** JSON pointer from the Operation Object. */
  readonly pointer: string;
  readonly about: string;
  readonly one: Quote;
  readonly other: Quote;
}

/** What a page's navigation, or the list of a site's pages, has an entry for. */
export interface Listing {
  /** As it can be read: a method that is glued to a title may be part of it. */
  readonly titles: readonly string[];
  /** Upper case; undefined if none is shown. */
  readonly method: string | undefined;
  /** `operation`: a method or its address says so; `entry`: it may be a group or prose as well. */
  readonly kind: "operation" | "entry";
  /** As `Endpoint.endpointId`. */
  readonly pageId: string | undefined;
  /** The title may go on. */
  readonly isCut: boolean;
  /** Columns of indentation. */
  readonly depth: number;
  readonly quote: Quote;
}
