import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { countOf, type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import { displayName, type LoadOptions, loadSpec } from "../load/index.js";
import { buildApi, type Coverage, coverageOf } from "../model/index.js";
import { fieldsOf, textOf } from "../openapi/index.js";
import { type Difference, writeFolder } from "../write/index.js";
import { warningsOf } from "./capture-warnings.js";
import { driftOf } from "./describe-drift.js";
import type { NotAnEndpoint, StatedApi } from "./fact.js";
import { differencesOf } from "./file-differences.js";
import type { Captured } from "./merge/captured.js";
import {
  type MergeReport,
  type MergeResult,
  mergeCaptured,
  type Navigation,
} from "./merge/index.js";
import { newDocument } from "./merge/new-document.js";
import { unifyComponents } from "./merge/unify-components.js";
import type { Page } from "./page.js";
import { readOperations } from "./read-operations.js";
import { leadsOf, listingOf, listingsOf } from "./readers/index.js";
import { separatePages } from "./separate-pages.js";
import { type CrawlResult, readPages, type SourceOptions } from "./sources/index.js";

/** What to read, and into what. */
export interface CapturePagesOptions extends SourceOptions {
  /**
   * URLs, folders, files, or `-`; for each operation, an earlier source takes precedence over a
   * later one.
   */
  readonly sources: readonly string[];
  /** The spec to update, or the document to write. */
  readonly target: string;
  /** Whether to write a document of the captured facts alone, whatever the target contains. */
  readonly isNew: boolean;
  /**
   * Whether the result has the snapshots of the pages, so that a later capture can tell who changed
   * what; default: unless `isNew`.
   */
  readonly keepsSnapshots?: boolean;
  /** Whether to enter operations that a navigation lists and the target lacks; default: false. */
  readonly addsListed?: boolean;
  /** How the target is read to count what it documents: with its config. Default: as written. */
  readonly reading?: LoadOptions;
}

/** What pages state, and what that changes in a spec. */
export interface CaptureReport extends MergeReport {
  /** The number of pages that were read, or could not be. */
  readonly pages: number;
  /** The number of operations that they show. */
  readonly operations: number;
  /** Pages that rightly describe no operation, by kind: prose, shells, webhooks, schemas, sockets. */
  readonly others: Readonly<Partial<Record<NotAnEndpoint, number>>>;
  /** The number of pages that could not be read, or that show an incomplete operation. */
  readonly missing: number;
  /** What a person has to look at: pages that were not read, contradictions, what is gone. */
  readonly warnings: readonly Diagnostic[];
  /** The differences between pages and spec, one line each: where, what, and both sides. */
  readonly drift: readonly string[];
  /** The files that change, the spec's and the snapshots of pages; relative to `folder`. */
  readonly differences: readonly Difference[];
  /** Absolute path of the folder of the spec. */
  readonly folder: string;
  /** The spec, or the document that is written: an absolute path. */
  readonly target: string;
  /** How much of the spec was documented before; undefined for a document that is new. */
  readonly before: Coverage | undefined;
  /** How much of it is documented with what the pages state. */
  readonly after: Coverage;
}

/**
 * Reads pages and computes the new content of a spec. Writes nothing; use `writeCaptured` for that.
 *
 * @throws DiagnosticError if no page shows an operation, if a source or the spec cannot be read, or
 *   if the result would not be a usable spec
 */
export async function capturePages(options: CapturePagesOptions): Promise<CaptureReport> {
  const target = resolve(options.target);
  const gathered: CrawlResult[] = [];
  const { onProgress } = options;
  for (const source of options.sources) {
    onProgress?.(`reading ${displayName(source)}`);
    const read = { documents: options.reading ?? {}, leadsOf, ...options };
    gathered.push(separatePages(await readPages(source, read)));
  }
  const pages = gathered.flatMap(({ pages }) => pages);
  const failures = gathered.flatMap(({ failures }) => failures);
  const warnings = failures.map(({ location, why }) =>
    diagnose("page-failed", { page: location, why }),
  );
  const { captured, others, unusable, ...read } = readOperations(gathered);
  warnings.push(...read.warnings);
  // A document of the captured facts alone lacks nothing else.
  const navigations = options.isNew ? [] : navigationsOf(gathered);
  const hasNothing = () => {
    const source = options.sources.join(", ");
    const why = `none of ${countOf(pages.length, "page")} shows a complete operation`;
    const unsure = gathered.flatMap(({ unsure = [] }) => unsure);
    const tried = unsure.map(({ location, why }) =>
      diagnose("page-failed", { page: location, why }),
    );
    return new DiagnosticError([
      diagnose("source-unusable", { source, why }),
      ...warnings,
      ...tried,
    ]);
  };
  if (captured.length === 0 && navigations.length === 0) throw hasNothing();

  onProgress?.(`comparing ${countOf(captured.length, "operation")} with the spec`);
  const before = options.isNew ? undefined : await readCoverage(target, options.reading);
  const unified = options.isNew ? unifyComponents(captured) : { captured, renamed: [] };
  const text = options.isNew ? emptyDocument(target, options.sources, pages, captured) : undefined;
  const { edits, knownComponents, ...merged } = merge(target, unified.captured, {
    ...completeOf(gathered),
    present: [...unusable, ...failures],
    navigations,
    ...(options.addsListed && { addsListed: true }),
    ...(options.keepsSnapshots && { keepsSnapshots: true }),
    ...(text !== undefined && { text }),
  });
  const isSilent = !options.addsListed && merged.unlisted.length === 0;
  if (captured.length === 0 && isSilent) throw hasNothing();
  const renamed = [...read.renamed, ...unified.renamed].filter(
    ({ renamed }) => !knownComponents.has(renamed),
  );
  warnings.push(...renamed.map((args) => diagnose("component-renamed", args)));
  warnings.push(...warningsOf(merged));

  const folder = dirname(target);
  return {
    ...merged,
    pages: pages.length + failures.length,
    operations: captured.length,
    others,
    missing: unusable.length + failures.length,
    warnings,
    drift: driftOf(merged),
    target,
    folder,
    differences: differencesOf(folder, edits),
    before: before?.coverage,
    after: await coverageWith(target, edits, before, options.reading),
  };
}

/**
 * Writes the result of `capturePages`: every file, or none.
 *
 * @throws DiagnosticError `output-unwritable`, with nothing changed
 */
export function writeCaptured({
  folder,
  differences,
}: Pick<CaptureReport, "folder" | "differences">): void {
  writeFolder(folder, { differences, unchanged: 0 });
}

/** The hosts and folders that were read as a whole. */
function completeOf(gathered: readonly CrawlResult[]) {
  const complete = gathered
    .filter(({ complete }) => complete)
    .map(({ pages }) => ({
      folders: pages.flatMap(({ sourceFolder = [] }) => sourceFolder),
      hosts: pages.flatMap(({ location }) =>
        URL.canParse(location) ? new URL(location).host : [],
      ),
    }));
  // What a saved page refers to on a site is not the whole site.
  const hosts = complete.flatMap(({ folders, hosts }) => (folders.length > 0 ? [] : hosts));
  const folders = complete.flatMap(({ folders }) => folders);
  return { completeFolders: [...new Set(folders)], completeHosts: [...new Set(hosts)] };
}

/** The navigation of the pages that were read, and the pages of a list that were not read. */
function navigationsOf(gathered: readonly CrawlResult[]): Navigation[] {
  const beside = gathered
    .flatMap(({ pages }) => pages)
    .map((page) => ({ location: page.location, listings: listingsOf(page), isOwn: false }));
  const listed = gathered
    .flatMap(({ unread }) => unread)
    .map(({ location, listed }) => ({
      location,
      listings: [listingOf(listed)].filter((listing) => listing !== undefined),
      isOwn: true,
    }));
  return [...beside, ...listed].filter(({ listings }) => listings.length > 0);
}

function merge(...args: Parameters<typeof mergeCaptured>): MergeResult {
  try {
    return mergeCaptured(...args);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError)
      throw error;
    throw new DiagnosticError([diagnose("capture-unmergeable", { why: error.message })]);
  }
}

/** The start of a document of the captured facts: what a whole document states, or what is known. */
function emptyDocument(
  target: string,
  sources: readonly string[],
  pages: readonly Page[],
  captured: readonly Captured[],
): string {
  const [first = ""] = sources;
  const name = URL.canParse(first) ? new URL(first).host : "documentation pages";
  const info = fieldsOf(pages.find(({ spec }) => spec)?.spec?.document["info"]);
  const { name: license, url, identifier } = fieldsOf(info["license"]);
  const version = textOf(info["version"]) ?? onlyOne(captured, "version");
  const areSeveral = captured.some(({ endpoint }) => endpoint.api?.version !== undefined);
  return newDocument(target, {
    about: "Captured by `npx spec-tether capture` from documentation pages; do not edit.",
    title: textOf(info["title"]) ?? onlyOne(captured, "title") ?? `Captured from ${name}`,
    version,
    noVersion: `The pages state ${areSeveral ? "several versions" : "no version"} of the API.`,
    license:
      textOf(license) === undefined
        ? undefined
        : {
            name: license,
            ...(url !== undefined && { url }),
            ...(identifier !== undefined && { identifier }),
          },
  });
}

/** What the documents on the pages say of the API, if they agree. */
function onlyOne(captured: readonly Captured[], field: keyof StatedApi): string | undefined {
  const [one, ...others] = new Set(captured.flatMap(({ endpoint }) => endpoint.api?.[field] ?? []));
  return others.length === 0 ? one : undefined;
}

/** How much of a spec is documented, and its files. */
interface Covered {
  readonly coverage: Coverage;
  /** Absolute paths. */
  readonly files: readonly string[];
}

async function readCoverage(spec: string, reading: LoadOptions | undefined): Promise<Covered> {
  const loaded = await loadSpec(spec, reading);
  const files = loaded.files.map((file) => resolve(file));
  return { coverage: coverageOf(buildApi(loaded).api), files };
}

/**
 * The coverage of the new spec; it is loaded from a copy, so that an unusable spec is never
 * written.
 *
 * @param before undefined for a document that is new, all of which is in the edits
 */
async function coverageWith(
  target: string,
  edits: ReadonlyMap<string, string>,
  before: Covered | undefined,
  reading: LoadOptions | undefined,
): Promise<Coverage> {
  if (before && !before.files.some((file) => edits.has(file))) return before.coverage;
  const copy = await mkdtemp(join(tmpdir(), "tether-capture-"));
  const inCopy = (path: string) => join(copy, relative(resolve("/"), path).replace(":", ""));
  try {
    const files = new Map(edits);
    for (const file of before?.files ?? []) {
      if (!files.has(file)) files.set(file, await readFile(file, "utf8"));
    }
    for (const [path, text] of files) {
      await mkdir(dirname(inCopy(path)), { recursive: true });
      await writeFile(inCopy(path), text);
    }
    return (await readCoverage(inCopy(target), reading)).coverage;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const [first] = error.diagnostics;
    const why = `the result would not be a usable spec: ${first?.message}`;
    throw new DiagnosticError([diagnose("capture-unmergeable", { why })]);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
