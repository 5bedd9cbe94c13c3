import type { Quote } from "./fact.js";

/**
 * Where more of a source is than a page shows. A reader finds leads in the text of a page;
 * `sources/` follows them, and knows no product.
 *
 * @example
 * { kind: "document", href: "./openapi.json", isSure: true,
 *   because: "Swagger UI loads it", quote: { line: 8, column: 5, text: 'url: "./openapi.json",' } }
 */
export type Lead = EmbeddedDocument | Address;

/** A whole OpenAPI document that is part of the page. */
export interface EmbeddedDocument extends Evidence {
  readonly kind: "embedded";
  /** JSON or YAML, as written; the quote is where it begins. */
  readonly text: string;
}

/** Something at another address. */
export interface Address extends Evidence {
  /**
   * `document`: a whole OpenAPI document, in place of the page. `page`: another page. `step`: a
   * script or a list that is not read itself, but has further leads, relative to this page.
   */
  readonly kind: "document" | "page" | "step";
  /** As written; relative to the page, or to its `<base>`. */
  readonly href: string;
  /** Whether the page itself loads it. Otherwise it is no failure if nothing is there. */
  readonly isSure: boolean;
}

interface Evidence {
  /** For messages: `Swagger UI loads it`. */
  readonly because: string;
  /** On the page; for what a tag or a script says, in its HTML. */
  readonly quote: Quote;
}
