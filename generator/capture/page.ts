/**
 * A documentation page before it is read.
 *
 * @example
 * { location: "https://x.apidog.io/update-api-key-14041863e0", origin: "text",
 *   text: "…", fetchedAt: "2026-11-25T10:00:00Z", folder: ["Auth"], title: "Update API key" }
 */
export interface Page {
  /** URL or path, for messages and provenance. */
  readonly location: string;
  /**
   * `markdown`: the `.md` version with an OpenAPI fragment; `text`: the rendered page; `sample`: a
   * curl or fetch call.
   */
  readonly origin: "markdown" | "text" | "sample";
  /** With LF line ends and without a byte order mark. */
  readonly text: string;
  /** ISO 8601; undefined for a file. */
  readonly fetchedAt: string | undefined;
  /** Folders from `llms.txt`, outermost first. */
  readonly folder: readonly string[];
  /** From `llms.txt`. */
  readonly title: string | undefined;
  /** Only for a page that was HTML. */
  readonly links?: readonly Link[];
}

/** A link of a page. */
export interface Link {
  /** As written. */
  readonly href: string;
  /** The text of the link, on one line. */
  readonly text: string;
}
