import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { errorCode, readFileAt, tool } from "../../disk/index.js";
import { type Fields, fieldsOf, isFields, isSame, listOf } from "../../openapi/index.js";
import type { Contradiction, Endpoint } from "../fact.js";
import type { Page } from "../page.js";
import { fromYaml, toYaml } from "./editable-yaml.js";
import { type Form, formsOf, type JoinedPages } from "./name-pages.js";
import { type Facts, factsOf } from "./page-facts.js";
import { nameOf, slug } from "./page-source.js";
import { listingsFile } from "./told-listings.js";

/** Must change whenever the same page may be read differently. */
const parserVersion = 1;

/**
 * The statements of one page when it was captured, without the vendor's prose. The next capture
 * compares with it: additions and differences in the spec were written by hand.
 *
 * @example
 * { parser: "spec-tether 0.1.0, parser 1", page: "https://…/update-api-key-9514489", title: "Update API Key",
 *   method: "PATCH", path: "/integrations/api_keys/", facts: { parameters: {}, … }, hash: "sha256:…", … }
 */
export interface Snapshot {
  readonly parser: string;
  /** URL of the page, or name of its file: below its folder, if that was the source. */
  readonly page: string;
  /** Of a page in a folder that was the source: which folder. */
  readonly folder?: string;
  /** Whether the site or folder had the page no longer at the last capture, and that was told. */
  readonly isGone?: true;
  /** All pages of an operation that several pages describe. */
  readonly pages?: readonly JoinedPage[];
  /** The file with the snapshots of all operations, if they are from one document. */
  readonly document?: string;
  readonly pageId: string | undefined;
  readonly title: string;
  readonly method: string;
  readonly path: string;
  readonly server: string | undefined;
  readonly status: string | undefined;
  /** ISO 8601. */
  readonly modifiedAt: string | undefined;
  /** Of the whole text, to distinguish a change of the parser from one of the page. */
  readonly hash: string;
  /** Of the descriptions alone. */
  readonly proseHash: string;
  readonly facts: Facts;
  /** The titles of the forms that pages have of one body. */
  readonly forms?: readonly Form[];
  readonly marks: readonly { pointer: string; confidence: string; because: string }[];
  /** Disagreements that were known when this was written; they are not drift. */
  readonly disagreements: readonly string[];
}

/** A page of several that describe one operation. */
interface JoinedPage {
  /** As `Snapshot.page`. */
  readonly page: string;
  readonly pageId?: string;
  readonly title: string;
}

export function snapshotOf(
  page: Page,
  endpoint: Endpoint,
  path: string,
  disagreements: readonly string[],
  { joined, folder }: { readonly joined?: JoinedPages | undefined; folder?: string | undefined },
): Snapshot {
  const pages = joined?.pages.map(
    ({ page, endpoint }): JoinedPage => ({
      page: nameOf(page),
      ...(endpoint.pageId !== undefined && { pageId: endpoint.pageId }),
      title: endpoint.title.value.normalize("NFC"),
    }),
  );
  const forms = joined ? formsOf(joined) : [];
  const isDocument = page.origin === "document";
  return {
    parser: `${tool}, parser ${parserVersion}`,
    page: nameOf(page),
    ...(folder !== undefined && { folder }),
    ...(pages && { pages }),
    ...(isDocument && { document: fileOfDocument(page) }),
    pageId: endpoint.pageId,
    title: endpoint.title.value.normalize("NFC"),
    method: endpoint.method.value,
    path,
    server: endpoint.server?.value,
    status: endpoint.status,
    modifiedAt: endpoint.modifiedAt,
    hash: hashOf(page),
    // One for each operation would say nothing more of a document.
    proseHash: isDocument ? hashOf(page) : digest(proseOf(endpoint.operation).join("\n")),
    facts: factsOf(endpoint),
    ...(forms.length > 0 && { forms }),
    marks: endpoint.marks.map(({ pointer, confidence, because }) => ({
      pointer,
      confidence,
      because,
    })),
    disagreements: [...new Set(disagreements)].sort(),
  };
}

const hashes = new WeakMap<Page, string>();

/** A document is one page of many operations. */
function hashOf(page: Page): string {
  const known = hashes.get(page) ?? digest(page.text);
  hashes.set(page, known);
  return known;
}

function fileOfDocument(page: Page): string {
  const name = nameOf(page);
  const path = URL.canParse(name) ? new URL(name).pathname : name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 6);
  return `${slug(path.replace(/\.\w+$/, ""), "document")}-${hash}.yaml`;
}

/** A contradiction within a page, as one line. */
export function describeContradiction({ pointer, about, one, other }: Contradiction): string {
  return `${pointer}: ${about}: "${one.text}" against "${other.text}"`;
}

/** Whether two snapshots have the same facts; format, date and prose do not count. */
export function statesTheSame(a: Snapshot, b: Snapshot): boolean {
  return isSame(stated(a), stated(b));
}

function stated(snapshot: Snapshot): unknown {
  const { parser: _, page: __, hash: ___, proseHash: ____, modifiedAt: _____, ...known } = snapshot;
  const { folder: ______, ...rest } = known;
  const { components, ...facts } = rest.facts;
  // The components of a document are compared once.
  const own = rest.document === undefined ? rest : { ...rest, facts };
  return JSON.parse(JSON.stringify(own));
}

/** The file for a page: named after its id, otherwise after its title. */
export function fileOf({ pageId, title, method, path }: Snapshot): string {
  // Some file systems ignore case, so ids with capital letters are not used.
  if (pageId !== undefined && /^[a-z0-9_]{1,60}$/.test(pageId)) return `api-${pageId}.yaml`;
  const hash = createHash("sha256").update(`${method} ${path}`).digest("hex").slice(0, 6);
  return `${slug(title, "page")}-${hash}.yaml`;
}

export function printSnapshot(snapshot: Snapshot): string {
  const plain = JSON.parse(JSON.stringify(snapshot)) as Fields;
  return toYaml(
    plain,
    "Written by `npx spec-tether capture`: what one page stated, without its prose.",
  );
}

/** Where the snapshots of a spec are. */
export function snapshotFolderOf(spec: string): string {
  return join(dirname(spec), "captures");
}

/** The snapshots in a folder, by file; empty if there is none. Throws if one cannot be read. */
export function readSnapshots(folder: string): Map<string, Snapshot> {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(".yaml") && name !== listingsFile);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return new Map();
    throw error;
  }
  return new Map(
    names.sort().flatMap((name): [string, Snapshot][] => {
      const value = fromYaml(
        readFileAt(join(folder, name), { isLinkFollowed: true }).toString("utf8"),
      );
      const all =
        isFields(value) && Array.isArray(value["operations"]) ? split(value, name) : [value];
      if (!all.every(isSnapshot)) throw new Error(`${join(folder, name)} is not a snapshot`);
      return all.map((each, index) => [index === 0 ? name : `${name}#${index}`, each]);
    }),
  );
}

/** The snapshots of one document's operations, which share their components. */
function split({ operations, components, ...shared }: Fields, document: string): unknown[] {
  return listOf(operations)
    .filter(isFields)
    .map((each) => {
      const facts = { ...fieldsOf(each["facts"]), components: fieldsOf(components) };
      return { ...shared, document, ...each, facts };
    });
}

/** The text of the one file of a document's snapshots. */
export function printDocument(snapshots: readonly Snapshot[]): string {
  const [first] = snapshots;
  if (!first) throw new Error("a document without operations has no snapshot");
  const { parser, page, folder, hash, facts } = first;
  const operations = snapshots.map((snapshot) => {
    const { title, method, path, isGone, server, status, marks, disagreements } = snapshot;
    const { components: _, ...own } = snapshot.facts;
    return { title, method, path, isGone, server, status, facts: own, marks, disagreements };
  });
  const about = { parser, page, folder, hash, proseHash: hash };
  const plain = { ...about, components: facts.components, operations };
  return toYaml(
    JSON.parse(JSON.stringify(plain)) as Fields,
    "Written by `npx spec-tether capture`: what one document stated, without its prose.",
  );
}

/** Whether the snapshots of a document have the same facts, in any order. */
export function documentStatesTheSame(
  before: readonly Snapshot[],
  now: readonly Snapshot[],
): boolean {
  const old = new Map(before.map((each) => [`${each.method} ${each.path}`, each]));
  const isKnown = (each: Snapshot) => {
    const known = old.get(`${each.method} ${each.path}`);
    return known !== undefined && statesTheSame(known, each);
  };
  const components = (all: readonly Snapshot[]) =>
    JSON.parse(JSON.stringify(all[0]?.facts.components ?? {})) as unknown;
  return (
    before.length === now.length &&
    now.every(isKnown) &&
    isSame(components(before), components(now))
  );
}

function isSnapshot(value: unknown): value is Snapshot {
  return (
    isFields(value) &&
    isFields(value["facts"]) &&
    [value["title"], value["method"], value["path"]].every((text) => typeof text === "string") &&
    Array.isArray(value["disagreements"])
  );
}

export function digest(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

function proseOf(root: unknown): string[] {
  const found: string[] = [];
  const pending = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== "object" || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      if (key === "description" && typeof child === "string") found.push(child);
      else if (child !== undefined) pending.push(child);
    }
  }
  return found.sort();
}
