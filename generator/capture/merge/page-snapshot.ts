import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { errorCode, readFileAt, tool } from "../../disk/index.js";
import { type Fields, isFields, isSame } from "../../openapi/index.js";
import type { Contradiction, Endpoint } from "../fact.js";
import type { Page } from "../page.js";
import { fromYaml, toYaml } from "./editable-yaml.js";
import { type Form, formsOf, type JoinedPages } from "./name-pages.js";
import { type Facts, factsOf } from "./page-facts.js";
import { slug } from "./page-source.js";

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
  /** URL of the page, or name of its file. */
  readonly page: string;
  /** All pages of an operation that several pages describe. */
  readonly pages?: readonly JoinedPage[];
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
  joined?: JoinedPages,
): Snapshot {
  const pages = joined?.pages.map(
    ({ page, endpoint }): JoinedPage => ({
      page: nameOf(page),
      ...(endpoint.pageId !== undefined && { pageId: endpoint.pageId }),
      title: endpoint.title.value.normalize("NFC"),
    }),
  );
  const forms = joined ? formsOf(joined) : [];
  return {
    parser: `${tool}, parser ${parserVersion}`,
    page: nameOf(page),
    ...(pages && { pages }),
    pageId: endpoint.pageId,
    title: endpoint.title.value.normalize("NFC"),
    method: endpoint.method.value,
    path,
    server: endpoint.server?.value,
    status: endpoint.status,
    modifiedAt: endpoint.modifiedAt,
    hash: digest(page.text),
    proseHash: digest(proseOf(endpoint.operation).join("\n")),
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

/** The path on one person's disk means nothing to others. */
function nameOf({ address, location }: Page): string {
  if (address !== undefined) return address;
  return URL.canParse(location) ? location : basename(location);
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
  const { parser: _, page: __, hash: ___, proseHash: ____, modifiedAt: _____, ...rest } = snapshot;
  return JSON.parse(JSON.stringify(rest));
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

/** The snapshots in a folder, by file; empty if there is none. Throws if one cannot be read. */
export function readSnapshots(folder: string): Map<string, Snapshot> {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return new Map();
    throw error;
  }
  return new Map(
    names.sort().map((name) => {
      const value = fromYaml(
        readFileAt(join(folder, name), { isLinkFollowed: true }).toString("utf8"),
      );
      if (!isSnapshot(value)) throw new Error(`${join(folder, name)} is not a snapshot`);
      return [name, value];
    }),
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

function digest(text: string): string {
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
