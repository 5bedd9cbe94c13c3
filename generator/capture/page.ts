import type { Spec } from "../load/index.js";

/**
 * A documentation page before it is read, or a whole document that is the source of such pages.
 *
 * @example
 * { location: "https://x.apidog.io/update-api-key-14041863e0", origin: "text",
 *   text: "…", fetchedAt: "2026-11-25T10:00:00Z", folder: ["Auth"], title: "Update API key" }
 */
export interface Page {
  /** URL or path, for messages and provenance. */
  readonly location: string;
  /** Absolute path of the folder that was given as the source, if the page is a file below it. */
  readonly sourceFolder?: string;
  /** Where relative addresses on it start, if a redirect led elsewhere; default: its location. */
  readonly base?: string;
  /**
   * `markdown`: the `.md` version with an OpenAPI fragment; `text`: the rendered page; `sample`: a
   * curl or fetch call; `document`: a whole OpenAPI document.
   */
  readonly origin: "markdown" | "text" | "sample" | "document";
  /** With LF line ends and without a byte order mark. */
  readonly text: string;
  /** Where the text begins in a file that has several pages, from 1; default: 1. */
  readonly firstLine?: number;
  /** The page's own address, if the text states one and `location` is another. */
  readonly address?: string;
  /** ISO 8601; undefined for a file. */
  readonly fetchedAt: string | undefined;
  /** Folders from `llms.txt`, outermost first. */
  readonly folder: readonly string[];
  /** From `llms.txt`. */
  readonly title: string | undefined;
  /** Only for a page that was HTML. */
  readonly links?: readonly Link[];
  /** Only for a page that was HTML: what its tags say beside what it shows. */
  readonly elements?: readonly PageElement[];
  /** Only of `document`: with every file that it refers to, as OpenAPI 3. */
  readonly spec?: Spec;
}

/** A link of a page. */
export interface Link {
  /** As written. */
  readonly href: string;
  /** The text of the link, on one line. */
  readonly text: string;
  /** Of its tag in the HTML, from 1. */
  readonly line?: number;
  readonly column?: number;
}

/**
 * An element of a page's HTML that a browser does not show as text: scripts, the head's links and
 * metadata, the elements of web components, everything with an id, and comments.
 */
export interface PageElement {
  /** In lower case; `#comment` for a comment. */
  readonly tag: string;
  /** By name in lower case. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Of a script, a template or a comment, as written; otherwise empty. */
  readonly text: string;
  /** Of the tag in the HTML, from 1. */
  readonly line: number;
  readonly column: number;
  /** Where the text begins, from 1. */
  readonly textLine: number;
  readonly textColumn: number;
}
