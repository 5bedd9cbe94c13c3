import type { Place } from "../../diagnostics/index.js";
import { type Fields, fieldsOf, listOf, provenanceField, templateOf } from "../../openapi/index.js";
import type { Listing } from "../fact.js";
import { below, type EditableSpec, type SpecOperation } from "./editable-spec.js";
import { grouped, normalizeTitle } from "./match-operations.js";
import type { Snapshot } from "./page-snapshot.js";
import type { ToldListing } from "./told-listings.js";

/** The entries of one page's navigation, or of one list of pages. */
export interface Navigation {
  readonly location: string;
  readonly listings: readonly Listing[];
  /** Whether it certainly lists this API: a list of pages does, a page's navigation may not. */
  readonly isOwn: boolean;
}

/** An operation that a navigation lists and the spec lacks. */
export interface Unlisted {
  /** As the navigation has it. */
  readonly title: string;
  /** Upper case; undefined if none is shown. */
  readonly method: string | undefined;
  /** Methods under which the spec has an operation with that title. */
  readonly others: readonly string[];
  /** Location of the page with the navigation. */
  readonly page: string;
  /** Of the entry, on that page. */
  readonly place: Place;
  /** The group above the entry; undefined if it is in none. */
  readonly group: string | undefined;
  /** The product's id of the operation's page, if the entry links to it. */
  readonly pageId: string | undefined;
  /** The other title that the entry can be read to have; undefined if it is clear. */
  readonly otherTitle: string | undefined;
  /** Why the operation was not entered, although that was asked for. */
  readonly notEntered?: string;
  /** Whether an earlier capture has told it. */
  readonly isKnown: boolean;
}

interface Known {
  /** Upper case. */
  readonly method: string;
  readonly titles: readonly string[];
  readonly pageIds: readonly string[];
  /** Whether one of its titles is the vendor's own; otherwise the vendor may use another one. */
  readonly hasVendorTitle: boolean;
}

/**
 * Finds operations that navigations list and a spec lacks, each once. Operations are recognized by
 * the vendor's title, their summary, their id, or the id of their page. If no vendor title of an
 * operation is known, it may be any unrecognized entry with its method, so one entry is skipped for
 * each such operation.
 *
 * @param told what earlier captures have told
 * @returns `kept`: what they have told of other navigations, and the spec still lacks
 */
export function findUnlisted(
  spec: EditableSpec,
  snapshots: readonly Snapshot[],
  navigations: readonly Navigation[],
  told: readonly ToldListing[],
): { readonly lacking: Unlisted[]; readonly kept: readonly ToldListing[] } {
  if (navigations.length === 0) return { lacking: [], kept: told };
  const index = new Index(spec, snapshots);
  const known = new Map(told.map((each) => [entryKey(each), each]));
  const own = navigations.filter(
    ({ isOwn, listings }) => isOwn || listings.some((listing) => index.find(listing).length > 0),
  );
  for (const { listings } of own) for (const listing of listings) index.see(listing);
  const found = new Map<string, Unlisted>();
  for (const { location, listings } of own) {
    for (const { listing, group } of index.operationsAmong(listings)) {
      const { titles, method, quote, pageId } = listing;
      const [title = "", otherTitle] = titles;
      const key = entryKey({ title, method });
      if (found.has(key) || index.isKnown(listing)) continue;
      const others = index.methodsOf(listing);
      if (others.length === 0 && index.mayBeRetitled(listing)) continue;
      const place = { file: location, line: quote.line, column: quote.column };
      const isKnown = known.has(key);
      const about = { others, page: location, place, group, pageId, isKnown };
      found.set(key, { title, otherTitle, method, ...about });
    }
  }
  const kept = [...known]
    .filter(([key, each]) => !found.has(key) && !index.has(each))
    .map(([, each]) => each);
  return { lacking: [...found.values()], kept };
}

function entryKey({ title, method = "" }: ToldListing): string {
  return `${method} ${normalizeTitle(title)}`;
}

/** Entries in a row, and the group above them. */
interface Run {
  readonly group: Listing | undefined;
  readonly members: Listing[];
}

class Index {
  readonly #operations: readonly Known[];
  readonly #byTitle: ReadonlyMap<string, readonly Known[]>;
  readonly #byPage: ReadonlyMap<string, readonly Known[]>;
  /** Titles of pages that the spec or a snapshot names, whatever their content. */
  readonly #pageTitles: ReadonlySet<string>;
  readonly #tags: ReadonlySet<string>;
  /** Operations that some navigation lists, or that an entry was matched with. */
  readonly #seen = new Set<Known>();

  constructor(spec: EditableSpec, snapshots: readonly Snapshot[]) {
    const sources = fieldsOf(spec.value(below(spec.root, "x-sources")));
    const captured = grouped(snapshots, ({ method, path }) => [templateOf(`${method} ${path}`)]);
    const operations = spec.operations();
    this.#operations = operations.map((operation) =>
      knownOf(spec, operation, { sources, captured }),
    );
    this.#byTitle = grouped(this.#operations, ({ titles }) => titles);
    this.#byPage = grouped(this.#operations, ({ pageIds }) => pageIds);
    const titles = Object.values(sources).map((source) => fieldsOf(source)["title"]);
    this.#pageTitles = new Set(
      [...titles, ...snapshots.flatMap(titlesOf)].map((title) => normalizeTitle(String(title))),
    );
    const tags = [
      ...listOf(spec.value(below(spec.root, "tags"))).map((tag) => fieldsOf(tag)["name"]),
      ...operations.flatMap(({ at }) => listOf(spec.value(below(at, "tags")))),
    ];
    this.#tags = new Set(tags.map((tag) => normalizeTitle(String(tag))));
  }

  /** The operations that an entry may mean, with any method. */
  find({ titles, pageId }: Listing): Known[] {
    const byPage = (pageId !== undefined && this.#byPage.get(pageId)) || [];
    return [
      ...byPage,
      ...titles.flatMap((title) => this.#byTitle.get(normalizeTitle(title)) ?? []),
    ];
  }

  see(listing: Listing): void {
    for (const known of this.find(listing)) this.#seen.add(known);
  }

  isKnown(listing: Listing): boolean {
    const { titles, method, isCut, pageId } = listing;
    const found = this.find(listing);
    const isSame = (known: Known) =>
      method === undefined ||
      known.method === method ||
      // The page belongs to the operation, so its title cannot be another operation's.
      (pageId !== undefined && known.pageIds.includes(pageId));
    if (found.length > 0) return found.some(isSame);
    if (titles.some((title) => this.#pageTitles.has(normalizeTitle(title)))) return true;
    if (!isCut) return false;
    const all = [
      ...this.#operations.flatMap((known) => known.titles),
      ...this.#pageTitles,
      ...this.#tags,
    ];
    const starts = titles.map((title) => normalizeTitle(title.replace(/(?:…|\.\.\.)$/, "")));
    return all.some((title) => starts.some((start) => title.startsWith(start)));
  }

  /** Whether the spec has by now what an earlier capture has told. */
  has({ title, method }: ToldListing): boolean {
    const known = this.#byTitle.get(normalizeTitle(title)) ?? [];
    return known.some((each) => method === undefined || each.method === method);
  }

  methodsOf(listing: Listing): string[] {
    return [...new Set(this.find(listing).map(({ method }) => method))].sort();
  }

  /** Matches an operation without a known vendor title with the entry, each once. */
  mayBeRetitled({ method }: Listing): boolean {
    const found = this.#operations.find(
      (known) =>
        !known.hasVendorTitle &&
        !this.#seen.has(known) &&
        (method === undefined || method === known.method),
    );
    if (found) this.#seen.add(found);
    return found !== undefined;
  }

  /**
   * Entries that are operations. An entry without a method may be a group or a page of prose, so it
   * only counts in a group in which no entry shows a method, and if it starts with the same word as
   * an operation in it: `Get Lots` next to `Get Lot`.
   */
  operationsAmong(
    listings: readonly Listing[],
  ): { readonly listing: Listing; readonly group: string | undefined }[] {
    return this.#runs(listings).flatMap((run) => {
      // What has no method may be a group that nobody knows, to which the rest belongs.
      const bare = run.members.findIndex(({ kind, method }) => kind === "entry" && !method);
      const sure = new Set(bare < 0 ? run.members : run.members.slice(0, bare + 1));
      return this.#operationsOf(run).map((listing) => {
        const isSure = sure.has(listing);
        return { listing, group: isSure ? run.group?.titles[0] : undefined };
      });
    });
  }

  #operationsOf({ group, members }: Run): Listing[] {
    const isSure = ({ kind }: Listing) => kind === "operation";
    if (!group || members.some(({ method }) => method !== undefined)) {
      return members.filter(isSure);
    }
    const known = members.filter((member) => this.find(member).length > 0);
    const verbs = new Set(known.flatMap(({ titles }) => titles.map(firstWord)));
    return members.filter(
      (member) => isSure(member) || member.titles.some((title) => verbs.has(firstWord(title))),
    );
  }

  /** Entries by their group; those before the first group have none. */
  #runs(listings: readonly Listing[]): Run[] {
    const runs: Run[] = [{ group: undefined, members: [] }];
    for (const [at, listing] of listings.entries()) {
      const next = listings[at + 1];
      const isParent = next !== undefined && next.depth > listing.depth;
      const isTag = listing.titles.some((title) => this.#tags.has(normalizeTitle(title)));
      const isGroup = listing.method === undefined && (isParent || isTag);
      if (isGroup && this.find(listing).length === 0) runs.push({ group: listing, members: [] });
      else runs.at(-1)?.members.push(listing);
    }
    return runs;
  }
}

function knownOf(
  spec: EditableSpec,
  { at, path, method }: SpecOperation,
  about: { readonly sources: Fields; readonly captured: ReadonlyMap<string, readonly Snapshot[]> },
): Known {
  const fields = ["summary", "operationId", "externalDocs", provenanceField];
  const operation = Object.fromEntries(fields.map((name) => [name, spec.value(below(at, name))]));
  const provenance = fieldsOf(operation[provenanceField]);
  const quote = fieldsOf(provenance["title"])["quote"];
  const captured = about.captured.get(templateOf(`${method} ${path}`)) ?? [];
  const vendors = [quote, ...captured.flatMap(titlesOf)].filter((text) => text !== undefined);
  const ours = [operation["summary"], words(operation["operationId"])];
  return {
    method: method,
    titles: [...vendors, ...ours].flatMap((text) =>
      typeof text === "string" ? [normalizeTitle(text)] : [],
    ),
    pageIds: pageIdsOf(about.sources, operation, captured),
    hasVendorTitle: vendors.length > 0,
  };
}

/** The ids of the pages that the operation names: as its page, its documentation or a source. */
function pageIdsOf(
  sources: Fields,
  operation: Readonly<Record<string, unknown>>,
  captured: readonly Snapshot[],
): string[] {
  const provenance = fieldsOf(operation[provenanceField]);
  const named = Object.values(provenance).flatMap((statement) =>
    listOf(fieldsOf(statement)["sources"]),
  );
  const texts = [
    fieldsOf(provenance["page"])["id"],
    fieldsOf(operation["externalDocs"])["url"],
    ...named,
    ...named.map((id) => fieldsOf(sources[String(id)])["url"]),
  ];
  const ids = texts.flatMap(
    (text) => /(?:^|[-/])(?:api-)?(\d{5,})(?:e0)?\/?$/.exec(String(text))?.[1] ?? [],
  );
  const pages = captured.flatMap(
    (snapshot): readonly { readonly pageId?: string | undefined }[] => snapshot.pages ?? [snapshot],
  );
  return [...ids, ...pages.flatMap(({ pageId }) => pageId ?? [])];
}

/** What a snapshot's pages call the operation; several pages have a title each. */
function titlesOf({ pages, title }: Snapshot): string[] {
  return pages?.map((page) => page.title) ?? [title];
}

/** `list bom lines` for `listBomLines`. */
function words(operationId: unknown): string | undefined {
  if (typeof operationId !== "string") return undefined;
  return operationId.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").replaceAll(/[_-]+/g, " ");
}

function firstWord(title: string): string {
  return normalizeTitle(title).split(" ")[0] ?? "";
}
