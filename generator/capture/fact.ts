/** A line and column on a page, starting at 1, and the text there. */
export interface Quote {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** What is written there. */
  readonly text: string;
  /** JSON pointer, in a whole document. */
  readonly pointer?: string;
}

/**
 * The confidence of a reading. `stated`: the page says so. `derived`: it follows from something
 * else on the page (an example, a sample call), which `because` names. `ambiguous`: the page can be
 * read in more than one way.
 */
export type Confidence = "stated" | "derived" | "ambiguous";

/** A value that was read, and its evidence. */
export interface Fact<Value> {
  readonly value: Value;
  readonly confidence: Confidence;
  /** Undefined exactly for `stated`. */
  readonly because: string | undefined;
  readonly quote: Quote;
}

/** The result of reading a page. */
export type Reading =
  | {
      readonly kind: "endpoint";
      readonly endpoints: readonly Endpoint[];
      readonly contradictions: readonly Contradiction[];
      /** Further parts of the page that could not be read whole; default: none. */
      readonly unread?: readonly NotRead[];
    }
  | NotRead;

/** Why a page, or a part of one, gives no operation. */
export interface NotRead {
  readonly kind: NotAnEndpoint;
  readonly because: string;
  /** What the user can do about it: `export it as JSON and capture that file`. */
  readonly next?: string;
  /** The operation of a document that the page only refers to; nothing lacks if that is captured. */
  readonly refersTo?: { readonly method: string; readonly path: string };
  readonly quote: Quote | undefined;
}

/**
 * What a page is that describes no operation, or none that can be read whole; `shell`: it shows
 * what is in a document elsewhere.
 */
export type NotAnEndpoint =
  | "prose"
  | "shell"
  | "webhook"
  | "schema"
  | "socket"
  | "truncated"
  | "without-fields"
  | "login-wall"
  | "not-found"
  | "unreadable";

/** Kinds of pages that lack nothing. */
export const rightlyNone: ReadonlySet<NotAnEndpoint> = new Set([
  "prose",
  "shell",
  "webhook",
  "schema",
  "socket",
]);

/**
 * One documented operation. `operation` is an OpenAPI 3.1 Operation Object whose `$ref`s point into
 * `components`; every part that is not stated has an entry in `marks`.
 *
 * @example
 * { pageId: "14041863", title: { value: "Update API key", … }, method: { value: "PUT", … },
 *   path: { value: "/v1/auth/api-keys/", … }, server: undefined,
 *   operation: { parameters: [], requestBody: { … }, responses: { "200": { … } } },
 *   components: {}, marks: [{ pointer: "/responses/200/…/properties/lines/items", … }] }
 */
export interface Endpoint {
  /** The product's id of the operation, the same in every URL of its page; undefined if it has none. */
  readonly pageId: string | undefined;
  readonly title: Fact<string>;
  /** Upper case. */
  readonly method: Fact<string>;
  /** Path template. */
  readonly path: Fact<string>;
  /** The server's URL, if the page shows one. */
  readonly server: Fact<string> | undefined;
  /** Folders, outermost first. */
  readonly folder: readonly string[];
  /** The page's status word in lower case: `developing`, `deprecated`, … */
  readonly status: string | undefined;
  /** ISO 8601; undefined if the page gives no date, or only a relative one. */
  readonly modifiedAt: string | undefined;
  readonly operation: Readonly<Record<string, unknown>>;
  /** In the form of a Components Object. */
  readonly components: Readonly<Record<string, unknown>>;
  readonly marks: readonly Mark[];
  /** What the page's own document calls the API, and its version; undefined if it does not name it. */
  readonly api?: StatedApi | undefined;
}

/** `info` of a document, as far as it is written. */
export interface StatedApi {
  readonly title: string;
  readonly version: string | undefined;
}

/** The node at `pointer` of `operation` is not stated. */
export interface Mark {
  /** JSON pointer relative to the Operation Object. */
  readonly pointer: string;
  readonly confidence: Exclude<Confidence, "stated">;
  readonly because: string;
  readonly quote: Quote;
}

/** Two statements of a page that cannot both be true. */
export interface Contradiction {
  /** JSON pointer relative to the Operation Object. */
  readonly pointer: string;
  /** What the page says twice, in words. */
  readonly about: string;
  /** Where it says it first. */
  readonly one: Quote;
  /** Where it says it differently. */
  readonly other: Quote;
}

/** An entry in a page's navigation, or in the list of a site's pages. */
export interface Listing {
  /** The possible readings: a method that is joined to a title may be part of it. */
  readonly titles: readonly string[];
  /** Upper case; undefined if none is shown. */
  readonly method: string | undefined;
  /** `operation`: its method or its URL shows that; `entry`: it may also be a group or prose. */
  readonly kind: "operation" | "entry";
  /** As `Endpoint.pageId`. */
  readonly pageId: string | undefined;
  /** Whether the title may be truncated. */
  readonly isCut: boolean;
  /** Columns of indentation. */
  readonly depth: number;
  readonly quote: Quote;
}
