import { templateOf } from "../../openapi/index.js";
import type { Page } from "../page.js";
import type { Snapshot } from "./page-snapshot.js";
import { folderId, nameOf } from "./page-source.js";

/** A captured page that its site or folder does not have any more, and what it described. */
export interface GonePage {
  /** Location of the page; of a page in a folder, its path there. */
  readonly page: string;
  /** Upper case. */
  readonly method: string;
  /** Path template. */
  readonly path: string;
  /** Whether an earlier capture has already told it. */
  readonly isKnown: boolean;
}

/** What was read as a whole, so that what is missing there is gone. */
export interface Complete {
  readonly completeHosts?: readonly string[];
  /** Absolute paths. */
  readonly completeFolders?: readonly string[];
  /** Pages that are there, although nothing could be captured from them. */
  readonly present?: readonly Pick<Page, "location" | "address" | "sourceFolder">[];
}

/** What this capture has found, to compare the snapshots with. */
interface Found {
  /** Folder of the spec. */
  readonly folder: string;
  readonly pages: readonly { readonly page: Page; readonly pageId: string | undefined }[];
  /** Of the operations of whole documents. */
  readonly inDocuments: readonly Snapshot[];
  /** Earlier snapshots of operations that this capture has, from whatever page. */
  readonly met: ReadonlySet<Snapshot>;
  /** Signatures of the spec's operations. */
  readonly known: ReadonlySet<string>;
}

/** Those pages of a snapshot that are gone. */
export interface GoneSnapshot {
  readonly snapshot: Snapshot;
  readonly pages: readonly GonePage[];
}

export function findGone(
  snapshots: readonly Snapshot[],
  { completeHosts = [], completeFolders = [], present = [] }: Complete,
  found: Found,
): GoneSnapshot[] {
  const hosts = new Set(completeHosts);
  const folders = new Set(completeFolders.map((path) => folderId(found.folder, path)));
  const there = [...found.pages.map(({ page }) => page), ...present];
  const seen = new Set(there.map(nameOf));
  const ids = new Set(found.pages.flatMap(({ pageId = [] }) => pageId));
  const documents = new Set(found.inDocuments.map(({ document }) => document));
  const stated = new Set(found.inDocuments.map(signatureOf));
  const isGone = (snapshot: Snapshot, page: string, pageId: string | undefined): boolean => {
    const { document, pages, folder } = snapshot;
    // A document lists all of its operations.
    if (document !== undefined && documents.has(document)) {
      const signature = signatureOf(snapshot);
      return !stated.has(signature) && found.known.has(signature);
    }
    if (seen.has(page) || (pageId !== undefined && ids.has(pageId))) return false;
    // A page that was renamed still describes the operation; of several pages, each counts.
    if (pages === undefined && found.met.has(snapshot)) return false;
    const isOnSite = URL.canParse(page) && hosts.has(new URL(page).host);
    return isOnSite || (folder !== undefined && folders.has(folder));
  };
  return snapshots.flatMap((snapshot): GoneSnapshot[] => {
    const { method, path, isGone: isKnown = false } = snapshot;
    const pages = (snapshot.pages ?? [snapshot])
      .filter(({ page, pageId }) => isGone(snapshot, page, pageId))
      .map(({ page }) => ({ page, method, path, isKnown }));
    return pages.length === 0 ? [] : [{ snapshot, pages }];
  });
}

/** The names of path parameters do not tell operations apart. */
export function signatureOf({ method, path }: Pick<Snapshot, "method" | "path">): string {
  return templateOf(`${method} ${path}`);
}
