/**
 * A documentation page as it was found, before anything is read out of it.
 *
 * @example
 * { location: "https://x.apidog.io/update-api-key-14041863e0", origin: "text",
 *   text: "…", fetchedAt: "2026-11-25T10:00:00Z", folder: ["Auth"], title: "Update API key" }
 */
export interface Page {
  /** URL or path; what messages and provenance name. */
  readonly location: string;
  /**
   * `markdown`: the `.md` twin with an OpenAPI fragment; `text`: the rendered page; `sample`: a
   * curl or fetch call.
   */
  readonly origin: "markdown" | "text" | "sample";
  /** Normalised line ends, no byte order mark. */
  readonly text: string;
  /** ISO 8601; undefined for a file. */
  readonly fetchedAt: string | undefined;
  /** Folders from `llms.txt`, outermost first. */
  readonly folder: readonly string[];
  /** From `llms.txt`. */
  readonly title: string | undefined;
  /** Of a page that came as HTML. */
  readonly links?: readonly Link[];
}

/** A link of a page. */
export interface Link {
  /** As it stands there. */
  readonly href: string;
  /** What the page shows of it, on one line. */
  readonly text: string;
}
