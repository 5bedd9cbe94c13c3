import { isPrivateHost, isRemote } from "../../load/index.js";
import type { Lead } from "../lead.js";
import type { Page } from "../page.js";
import { detectForm } from "./content-detection.js";
import type { CrawlResult, PageFailure } from "./crawl-result.js";
import { type Answer, CrawledHost, FetchError } from "./crawled-host.js";
import { documentPage, whyNotAllowed } from "./load-document.js";
import type { SourceOptions } from "./source-options.js";

/** How a source is asked for what is at an address. */
export interface Places {
  /** The location of an address on a page; throws FetchError if it is malformed. */
  resolve(href: string, base: string): string;
  get(location: string): Promise<Pick<Answer, "text"> & { readonly fetchedAt: string | undefined }>;
}

interface Followed {
  readonly pages: readonly Page[];
  readonly failures: readonly PageFailure[];
  /** Failures of leads that might have led nowhere. */
  readonly unsure: readonly PageFailure[];
}

/** From a page to a script, to a list, to a document: nothing honest is further away. */
const maxSteps = 4;
const maxLeads = 500;

/**
 * Reads what the leads of pages lead to, each address once, in the order of the pages.
 *
 * @param known locations that were read already
 */
async function followLeads(
  pages: readonly Page[],
  places: Places,
  { leadsOf = () => [], documents = {}, onProgress }: SourceOptions,
): Promise<Followed> {
  const seen = new Set(pages.map(({ location }) => location));
  const found: Page[] = [];
  const failures: PageFailure[] = [];
  const unsure: PageFailure[] = [];
  let left = maxLeads;

  const follow = async (page: Page, lead: Lead, base: string, steps: number): Promise<void> => {
    const about = { folder: [], title: undefined };
    if (lead.kind === "embedded") {
      // The places in it are then those on the page.
      const { line, column } = lead.quote;
      const margin = lead.text.startsWith("{") ? " ".repeat(column - 1) : "";
      const text = "\n".repeat(line - 1) + margin + lead.text;
      const { fetchedAt, location } = page;
      found.push(await documentPage(location, text, { fetchedAt, ...about }, documents));
      return;
    }
    const location = places.resolve(lead.href, base);
    if (seen.has(location)) return;
    seen.add(location);
    if (left-- <= 0) throw new FetchError(`it is beyond the first ${maxLeads} addresses`);
    onProgress?.(`following ${lead.because}`);
    const { text, fetchedAt } = await places.get(location);
    if (lead.kind === "document") {
      if (detectForm(location, text) !== "document")
        throw new FetchError(`it is no OpenAPI document, although ${lead.because}`);
      found.push(await documentPage(location, text, { fetchedAt, ...about }, documents));
      return;
    }
    const next: Page = { location, origin: "text", text, fetchedAt, ...about };
    if (lead.kind === "page") found.push(next);
    if (steps < maxSteps) await followAll(next, base, steps + 1);
  };

  const followAll = async (page: Page, base: string, steps: number): Promise<void> => {
    for (const lead of leadsOf(page)) {
      try {
        await follow(page, lead, base, steps);
      } catch (error) {
        if (!(error instanceof FetchError)) throw error;
        const list = lead.kind === "embedded" || lead.isSure ? failures : unsure;
        list.push({ location: locationOf(lead, page, base, places), why: error.message });
      }
    }
  };

  for (const page of pages) await followAll(page, baseOf(page, places), 0);
  return { pages: found, failures, unsure };
}

function locationOf(lead: Lead, page: Page, base: string, places: Places): string {
  if (lead.kind === "embedded") return page.location;
  try {
    return places.resolve(lead.href, base);
  } catch {
    return lead.href;
  }
}

/** What addresses on a page are relative to. */
function baseOf({ location, base = location, elements = [] }: Page, places: Places): string {
  const href = elements.find(({ tag }) => tag === "base")?.attributes["href"];
  try {
    return href === undefined ? base : places.resolve(href, base);
  } catch {
    return base;
  }
}

/** Adds to what a source gave what its leads lead to. */
export async function withLeads(
  result: CrawlResult,
  places: Places,
  options: SourceOptions,
): Promise<CrawlResult> {
  const followed = await followLeads(result.pages, places, options);
  return {
    ...result,
    pages: [...result.pages, ...followed.pages],
    failures: [...result.failures, ...followed.failures],
    unsure: followed.unsure,
  };
}

/**
 * Asks the host of a source; others only if they are allowed, and each by its own rules.
 *
 * @param own undefined for a source on the disk
 */
export function placesOn(own: CrawledHost | undefined, options: SourceOptions): Places {
  const { allowHosts = [], allowPrivate = false } = options.documents ?? {};
  const others = new Map<string, CrawledHost>();
  return {
    resolve: resolveUrl,
    async get(location) {
      if (own?.owns(location)) return own.get(location);
      const { host, hostname, origin } = new URL(location);
      if (!allowHosts.includes(host)) throw new FetchError(whyNotAllowed(host));
      if (!allowPrivate && (await isPrivateHost(hostname).catch(() => false))) {
        throw new FetchError(
          `the address of ${host} is private, and \`refs.allowPrivate\` is not set`,
        );
      }
      const known = others.get(origin) ?? new CrawledHost(location, options);
      others.set(origin, known);
      return known.get(location);
    },
  };
}

export function resolveUrl(href: string, base: string): string {
  if (!URL.canParse(href, base)) throw new FetchError(`"${href}" is not a URL`);
  const url = new URL(href, base);
  if (!isRemote(url.href)) throw new FetchError(`"${href}" is not a page on the web`);
  url.hash = "";
  return url.href;
}
