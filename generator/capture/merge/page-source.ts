import { createHash } from "node:crypto";
import { basename, relative, resolve } from "node:path";
import { fieldsOf, isSame, listOf, textOf } from "../../openapi/index.js";
import type { Endpoint, Mark } from "../fact.js";
import type { Page } from "../page.js";
import { type At, below, type EditableSpec } from "./editable-spec.js";

/** How snapshots name a page. The path on one person's disk means nothing to others. */
export function nameOf({
  address,
  location,
  sourceFolder,
}: Pick<Page, "address" | "location" | "sourceFolder">): string {
  if (address !== undefined) return address;
  if (URL.canParse(location)) return location;
  return sourceFolder === undefined
    ? basename(location)
    : relative(sourceFolder, resolve(location)).replaceAll("\\", "/");
}

/** How snapshots name a folder of saved pages: by the way there from the spec, without showing it. */
export function folderId(specFolder: string, folder: string): string {
  const way = relative(resolve(specFolder), folder).replaceAll("\\", "/");
  const hash = createHash("sha256").update(way).digest("hex").slice(0, 6);
  return `${slug(basename(folder), "folder")}-${hash}`;
}

/** A page as an entry of the spec's `sources`. */
export interface PageSource {
  readonly id: string;
  readonly title: string;
  readonly url: string | undefined;
  /** What it is, in words; default: the page of one operation. */
  readonly shows?: string;
}

/** The entries of a spec's `x-sources`. */
export class PageSources {
  readonly #spec: EditableSpec;
  readonly #ids = new Set<string>();
  /** By URL, and by URL and title, of which an address with several pages has several. */
  readonly #byUrl = new Map<string, string>();
  /** Of the entries without a URL. */
  readonly #byTitle = new Map<string, string>();

  constructor(spec: EditableSpec) {
    this.#spec = spec;
    const sources = fieldsOf(spec.value(below(spec.root, "x-sources")));
    for (const [id, source] of Object.entries(sources)) {
      const { url, title } = fieldsOf(source);
      this.#remember(id, url, title);
    }
  }

  /**
   * The entry for a page: by its id or URL, or by its title if it has neither; otherwise the entry
   * to be created, under an id of its own.
   */
  of(
    { location, address, firstLine, origin, spec: document }: Page,
    endpoint: Endpoint,
  ): PageSource {
    const { pageId } = endpoint;
    const isDocument = origin === "document";
    const named = textOf(fieldsOf(document?.document["info"])["title"]);
    const title = isDocument ? (named ?? "OpenAPI document") : endpoint.title.value;
    const shows = isDocument
      ? "A whole OpenAPI document, as it was captured."
      : "The page of one operation, as it was captured.";
    const place = address ?? location;
    const url = /^https?:/i.test(place) ? place.replace(/\.mdx?$/i, "") : undefined;
    const wanted = pageId === undefined ? slug(title, "page") : `api-${pageId}`;
    if (pageId !== undefined && this.#ids.has(wanted)) return { id: wanted, title, url, shows };
    // Pages without addresses of their own share that of their file.
    const isShared = address === undefined && firstLine !== undefined;
    const key = isShared ? keyOf(url, title) : url;
    const byUrl = url === undefined ? undefined : this.#byUrl.get(String(key));
    const isFound = url === undefined || (pageId === undefined && !isDocument);
    const byTitle = isFound ? this.#byTitle.get(normalize(title)) : undefined;
    const known = byUrl ?? byTitle;
    if (known !== undefined) return { id: known, title, url, shows };
    // Versions of an API have documents with one title.
    let free = wanted;
    for (let count = 2; this.#ids.has(free); count++) free = `${wanted}-${count}`;
    return { id: free, title, url, shows };
  }

  /** Creates the entry, if the spec has none. */
  add({
    id,
    title,
    url,
    shows = "The page of one operation, as it was captured.",
  }: PageSource): void {
    if (this.#ids.has(id)) return;
    this.#remember(id, url, title);
    this.#spec.set(below(this.#spec.root, "x-sources", id), {
      title,
      ...(url !== undefined && { url }),
      shows,
    });
  }

  #remember(id: string, url: unknown, title: unknown): void {
    this.#ids.add(id);
    if (typeof url === "string") {
      for (const key of [url, keyOf(url, String(title))])
        if (!this.#byUrl.has(key)) this.#byUrl.set(key, id);
    } else if (typeof title === "string" && !this.#byTitle.has(normalize(title))) {
      this.#byTitle.set(normalize(title), id);
    }
  }
}

/** A page of several at one address. */
function keyOf(url: string | undefined, title: string): string {
  return `${url} ${normalize(title)}`;
}

/**
 * A text as an id of ASCII letters, digits and hyphens. Texts that what is lost tells apart, such
 * as letters of other scripts, get a hash of the whole.
 */
export function slug(text: string, fallback: string): string {
  const whole = normalize(text);
  const plain = (whole.toLowerCase().match(/[a-z0-9]+/g) ?? []).join("-");
  const isLossy = /(?!\p{ASCII})[\p{L}\p{M}\p{N}\p{S}]/u.test(whole) || plain.length > maxSlug;
  const hash = isLossy ? createHash("sha256").update(whole).digest("hex").slice(0, 8) : "";
  const name = plain.slice(0, maxSlug).replace(/-$/, "");
  const start = /^[a-z]/.test(name) ? "" : fallback;
  return [start, name, hash].filter((part) => part !== "").join("-");
}

const maxSlug = 60;

/** One text in one spelling, whether its accents are letters of their own or not. */
function normalize(text: string): string {
  return text.normalize("NFC");
}

export type Uncertainty = Pick<Mark, "confidence" | "because"> | undefined;

/** The statement for a page's fact: documented, or inferred if the page only suggests it. */
export function statementOf(source: string, uncertainty: Uncertainty): Record<string, unknown> {
  return uncertainty
    ? { level: "inferred", because: sentence(uncertainty), sources: [source] }
    : { level: "documented", sources: [source] };
}

function sentence({ confidence, because }: NonNullable<Uncertainty>): string {
  const start = because.charAt(0).toUpperCase() + because.slice(1).replace(/(?<![.\s])[.\s]+$/, "");
  return confidence === "ambiguous"
    ? `${start}. The page can also be read in another way.`
    : `${start}.`;
}

export function levelOf(spec: EditableSpec, at: At): unknown {
  return fieldsOf(spec.value(at))["level"];
}

/** Whether there is a statement that says that no source documents the part. */
export function isUndocumented(spec: EditableSpec, at: At): boolean {
  const level = levelOf(spec, at);
  return level !== undefined && level !== "documented";
}

/**
 * Records that a page states a part. An inferred part becomes documented; a documented part gets
 * one more source if the statement belongs to the operation. Returns the changes.
 */
export function confirm(
  spec: EditableSpec,
  at: At,
  source: string,
  uncertainty: Uncertainty,
  extra: Readonly<Record<string, unknown>> = {},
): { before: unknown; after: unknown } | undefined {
  const before = fieldsOf(spec.value(at));
  const sources = listOf(before["sources"]);
  if (before["level"] === "documented") {
    if (uncertainty || sources.includes(source)) return undefined;
    const all = [...sources, source];
    spec.set(below(at, "sources"), all);
    return { before: sources, after: all };
  }
  const after = { ...statementOf(source, uncertainty), ...extra };
  // Further sources may lead to the same conclusion.
  const known = sources.includes(source) ? { ...before, sources: [source] } : before;
  if (isSame(known, after)) return undefined;
  spec.set(at, after);
  return { before: before["level"], after: after["level"] };
}
