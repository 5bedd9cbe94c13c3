import { dirname, join } from "node:path";
import type { Place } from "../../diagnostics/index.js";
import { fieldsOf, isSame, provenanceField, templateOf } from "../../openapi/index.js";
import type { Contradiction, Endpoint } from "../fact.js";
import type { Page } from "../page.js";
import { NewOperations } from "./add-operation.js";
import type { Captured } from "./captured.js";
import { EarlierSnapshots } from "./earlier-snapshots.js";
import { type At, below, EditableSpec } from "./editable-spec.js";
import { enterListed } from "./enter-listed.js";
import { type Complete, findGone, type GonePage, signatureOf } from "./gone-pages.js";
import { OperationMatcher } from "./match-operations.js";
import { type Change, type Conflict, formatValue, type MergeLog } from "./merge-log.js";
import { mergeOperation } from "./merge-operation.js";
import { type MergedComponents, newMergedComponents } from "./merge-schema.js";
import { mergeSecurity } from "./merge-security.js";
import { mergeServer, pathBelow } from "./merge-server.js";
import { type Job, Mover } from "./move-to-stated-paths.js";
import { namePages, pageOfChange } from "./name-pages.js";
import { repeatedIds } from "./operation-id.js";
import { factsOf } from "./page-facts.js";
import {
  describeContradiction,
  digest,
  fileOf,
  printDocument,
  printSnapshot,
  readSnapshots,
  type Snapshot,
  snapshotFolderOf,
  snapshotOf,
  statesTheSame,
} from "./page-snapshot.js";
import { folderId, nameOf, PageSources } from "./page-source.js";
import { isSamePath } from "./path-names.js";
import { SharedComponents } from "./shared-components.js";
import { listingsFile, printToldListings, readToldListings } from "./told-listings.js";
import { findUnlisted, type Navigation, type Unlisted } from "./unlisted-operations.js";
import { removeUnusedComponents, usedComponents } from "./unused-components.js";

export type { Captured } from "./captured.js";
export type { GonePage } from "./gone-pages.js";
export { type Change, type Conflict, formatValue, partOf } from "./merge-log.js";
export type { Navigation, Unlisted } from "./unlisted-operations.js";

/** A page that describes an operation differently from an earlier page, which was used. */
export interface Duplicate {
  /** Method and path template: `GET /lots`. */
  readonly operation: string;
  /** Location of the page. */
  readonly page: string;
  /** Location of the page that was used. */
  readonly other: string;
  /** Whether an earlier capture has told it. */
  readonly isKnown: boolean;
}

/** What pages and a spec have different, and what was made of that. */
export interface MergeReport {
  /** What pages state and the spec lacked or had differently. */
  readonly changes: readonly Change[];
  /** Conflicts with the spec; `isKnown` if an earlier capture has already found them. */
  readonly conflicts: readonly (Conflict & { readonly isKnown: boolean })[];
  /** Contradictions within pages. */
  readonly contradictions: readonly { page: string; found: Contradiction; isKnown: boolean }[];
  /** Pages that describe an operation differently from an earlier page; `isKnown` as of a conflict. */
  readonly duplicates: readonly Duplicate[];
  /** Pages with the same text that are read differently: the parser changed, not the page. */
  readonly reread: readonly string[];
  /** YAML anchors of which one use differs from the others after the merge, and where that is. */
  readonly unshared: readonly { readonly name: string; readonly place: Place }[];
  /** Captured pages that their site or folder does not have any more. */
  readonly gone: readonly GonePage[];
  /** Operations that a navigation lists and the spec lacks, even after this merge; `isKnown` as of a conflict. */
  readonly unlisted: readonly Unlisted[];
  /** Files of the spec whose lines could not all be kept, and why. */
  readonly reprinted: readonly { readonly place: Place; readonly why: string }[];
}

export interface MergeResult extends MergeReport {
  /** Texts of the changed files, by path: the spec's, and the snapshots'. */
  readonly edits: ReadonlyMap<string, string>;
  /** Names of the components that earlier captures have found. */
  readonly knownComponents: ReadonlySet<string>;
}

/**
 * Updates a spec with the statements of pages. Writes nothing; the result has the texts.
 *
 * @param entry the spec's file; `text` replaces its content, for a spec that does not exist yet
 * @param keepsSnapshots whether the result has the snapshots of the pages; default: unless `text` is
 *   given
 * @param navigations the entries of the pages' navigation, to compare with the spec
 * @param addsListed whether to enter what a navigation lists and the spec lacks
 * @throws Error if the spec or a snapshot cannot be read
 */
export function mergeCaptured(
  entry: string,
  captured: readonly Captured[],
  options: {
    readonly text?: string;
    readonly keepsSnapshots?: boolean;
    readonly navigations?: readonly Navigation[];
    readonly addsListed?: boolean;
  } & Complete = {},
): MergeResult {
  const spec = new EditableSpec(entry, options.text);
  if (spec.version === "2.0") {
    throw new Error("the spec is Swagger 2.0, but captured pages are written as OpenAPI 3");
  }
  const folder = snapshotFolderOf(entry);
  const snapshots =
    options.text === undefined ? readSnapshots(folder) : new Map<string, Snapshot>();
  const merge = new Merge(spec, captured, snapshots, dirname(entry));
  merge.run();
  const gone = merge.gone(options);
  const all = [...snapshots.values(), ...merge.snapshots.values(), ...merge.inDocuments];
  const told = options.text === undefined ? readToldListings(folder) : [];
  const { lacking, kept } = findUnlisted(spec, all, options.navigations ?? [], told);
  const entered = options.addsListed ? enterListed(spec, lacking) : { changes: [], left: lacking };
  const changes = [...merge.changes, ...entered.changes];
  const unlisted = entered.left;
  const edits = new Map(spec.edits());
  if (options.keepsSnapshots ?? options.text === undefined) {
    for (const [name, snapshot] of merge.snapshots)
      edits.set(join(folder, name), printSnapshot(snapshot));
    for (const [name, of] of merge.documents()) edits.set(join(folder, name), printDocument(of));
    const listings = [...kept, ...unlisted];
    if (told.length + listings.length > 0)
      edits.set(join(folder, listingsFile), printToldListings(listings));
  }
  const { conflicts, contradictions, duplicates, reread } = merge;
  const components = [...snapshots.values()].map(({ facts }) =>
    fieldsOf(facts.components["schemas"]),
  );
  const knownComponents = new Set(components.flatMap((schemas) => Object.keys(schemas)));
  return {
    knownComponents,
    ...{ edits, changes, conflicts, contradictions, duplicates, reread },
    ...{ gone, unlisted, unshared: spec.unshared(), reprinted: spec.reprinted() },
  };
}

class Merge {
  readonly changes: Change[] = [];
  readonly conflicts: (Conflict & { isKnown: boolean })[] = [];
  readonly contradictions: { page: string; found: Contradiction; isKnown: boolean }[] = [];
  readonly duplicates: Duplicate[] = [];
  readonly reread: string[] = [];
  /** Snapshots to write, by file. */
  readonly snapshots = new Map<string, Snapshot>();
  /** Snapshots of operations of whole documents. */
  readonly inDocuments: Snapshot[] = [];
  readonly #spec: EditableSpec;
  readonly #captured: readonly Captured[];
  readonly #before: EarlierSnapshots;
  readonly #sources: PageSources;
  /** Of the spec. */
  readonly #folder: string;
  /** Earlier snapshots of operations that are captured now. */
  readonly #met = new Set<Snapshot>();
  #pages: SharedComponents | undefined;
  /** The other pages of an operation, by the one that is used. */
  readonly #duplicatesOf = new Map<
    Captured,
    readonly { readonly operation: string; readonly captured: Captured }[]
  >();
  readonly #usesProvenance: boolean;
  /** By the components object that the operations of a document share. */
  readonly #shared = new Map<object, MergedComponents>();

  constructor(
    spec: EditableSpec,
    captured: readonly Captured[],
    before: ReadonlyMap<string, Snapshot>,
    folder: string,
  ) {
    this.#folder = folder;
    this.#spec = spec;
    this.#captured = captured;
    this.#before = new EarlierSnapshots(before);
    this.#sources = new PageSources(spec);
    const operations = spec.operations();
    this.#usesProvenance =
      operations.length === 0 ||
      operations.some(({ at }) => spec.value(below(at, provenanceField)) !== undefined);
  }

  run(): void {
    const usedBefore = usedComponents(this.#spec);
    const jobs = this.#jobs();
    this.#pages = this.#componentsOf(jobs);
    const mover = new Mover(this.#spec, (conflict, before) =>
      this.#tell({ ...conflict, isKnown: isKnownTo(before, conflict) }),
    );
    const places = mover.move(jobs);
    this.changes.push(...mover.changes);
    const repeated = repeatedIds(this.#captured.map(({ endpoint }) => endpoint));
    const added = new NewOperations(this.#spec, repeated);
    for (const job of jobs) this.#operation(job, places.get(job), added);
    removeUnusedComponents(this.#spec, usedBefore);
  }

  #tell(conflict: Conflict & { isKnown: boolean }): void {
    this.conflicts.push(conflict);
    const known = this.#conflictsOf.get(conflict.location);
    if (known) known.push(conflict);
    else this.#conflictsOf.set(conflict.location, [conflict]);
  }
  readonly #conflictsOf = new Map<string, Conflict[]>();

  /** The pages that are gone; their snapshots say so from now on. */
  gone(complete: Complete): GonePage[] {
    const pages = this.#captured.flatMap((one) => one.joined?.pages ?? [one]);
    const gone = findGone(this.#before.all, complete, {
      folder: this.#folder,
      pages: pages.map(({ page, endpoint }) => ({ page, pageId: endpoint.pageId })),
      inDocuments: this.inDocuments,
      met: this.#met,
      known: new Set(this.#spec.operations().map(signatureOf)),
    });
    const captured = new Set(this.inDocuments.map(({ document }) => document));
    const left = gone
      .map(({ snapshot }) => snapshot)
      .filter((each) => !captured.has(each.document));
    this.#goneDocuments = this.#before.goneDocuments(new Set(left));
    for (const { snapshot } of gone) {
      if (snapshot.document !== undefined || this.#met.has(snapshot) || snapshot.isGone) continue;
      this.snapshots.set(this.#before.fileOf(snapshot), { ...snapshot, isGone: true });
    }
    return gone.flatMap(({ pages }) => pages);
  }

  /** The operations to merge, each once, matched with the operations of the spec. */
  #jobs(): Job[] {
    const join = new OperationMatcher(this.#spec);
    const servers = this.#captured.map(({ endpoint }) => endpoint.server?.value);
    const firstServer = servers.find((url) => url !== undefined && URL.canParse(url));
    const first = new Map<string, Captured>();
    const jobs: Job[] = [];
    const taken = new Map<string, Captured>();
    const paths = new Map<string, string>();
    for (const path of this.#spec.keys(below(this.#spec.root, "paths"))) {
      paths.set(templateOf(path), path);
    }
    for (const captured of this.#captured) {
      const { endpoint, page } = captured;
      const stated = pathBelow(this.#spec, endpoint, firstServer);
      const before = this.#before.of(endpoint, stated);
      const known = join.find(endpoint, stated, {
        before: before && `${before.method} ${before.path}`,
        // Every operation of a document has its path there, so a title alone is none's.
        isPathCertain: page.origin === "document",
      });
      const own = isSamePath(known?.path, stated) ? known?.path : undefined;
      const path = own ?? paths.get(templateOf(stated)) ?? stated;
      paths.set(templateOf(stated), path);
      const signature = `${endpoint.method.value} ${path}`;
      const target = known ? `${known.method} ${known.path}` : signature;
      const other = first.get(signature) ?? taken.get(target);
      if (other) {
        // The same page in two places, or in two languages, is not a second description.
        if (isSame(factsOf(other.endpoint), factsOf(endpoint))) continue;
        const all = this.#duplicatesOf.get(other) ?? [];
        this.#duplicatesOf.set(other, [...all, { operation: signature, captured }]);
        continue;
      }
      first.set(signature, captured);
      taken.set(target, captured);
      jobs.push({ captured, path, stated, before, known });
    }
    return jobs;
  }

  /** The snapshots of documents that state something else now, by file. */
  documents(): Map<string, Snapshot[]> {
    const known = new Set(this.#spec.operations().map(signatureOf));
    const changed = this.#before.changedDocuments(this.inDocuments, known);
    return new Map([...this.#goneDocuments, ...changed]);
  }
  #goneDocuments: ReadonlyMap<string, Snapshot[]> = new Map();

  #operation(
    { captured, path, stated, before, known }: Job,
    place: At | undefined,
    added: NewOperations,
  ): void {
    const { endpoint, page, contradictions, joined } = captured;
    if (before) this.#met.add(before);
    const first = joined?.pages[0]?.endpoint ?? endpoint;
    const source = this.#usesProvenance ? this.#sources.of(page, first) : undefined;
    const log: MergeLog = { changes: [], conflicts: [] };
    const label = `${endpoint.method.value} ${path}`;
    const of = <Told extends { readonly what: string }>(told: Told) =>
      told.what.startsWith(`${label}: `) ? { ...told, operation: label } : told;
    if (!place && !this.#spec.takes(endpoint.method.value)) {
      const place = this.#spec.place(below(this.#spec.root, "openapi"));
      const has = `OpenAPI ${this.#spec.version}, which has no such method`;
      const conflict = {
        what: `${label}: operation`,
        spec: has,
        page: endpoint.title.value,
        place,
      };
      this.#tell({ ...conflict, location: page.location, isKnown: false });
      return;
    }
    if (!place) {
      const after = endpoint.title.value;
      const at = below(this.#spec.root, "paths");
      const new_ = { before: undefined, after, place: this.#spec.place(at), page: page.location };
      log.changes.push({ what: `${label}: operation`, ...new_ });
    }
    const at = place ?? added.add(endpoint, path, source);
    const shared = page.origin === "document" ? this.#sharedOf(endpoint) : undefined;
    const about = { endpoint, path, stated, page: page.location };
    const from = { ...about, source, base: before, shared, pages: this.#pages };
    mergeOperation(this.#spec, at, label, log, from);
    mergeSecurity(this.#spec, at, label, log, { ...from, isNew: !place });
    mergeServer(this.#spec, at, label, log, { ...from, isNew: !place });
    if (source) this.#sources.add(source);
    if (joined) {
      const sources = this.#usesProvenance ? this.#sources : undefined;
      namePages(this.#spec, at, joined, { log, label, before, sources });
    }

    this.changes.push(
      ...log.changes.map((change) => ({
        ...of(change),
        page: (joined && pageOfChange(change.what, joined)) ?? change.page,
      })),
    );
    // A file may have several pages, so the location alone does not tell whose they are.
    const own = (this.#conflictsOf.get(page.location) ?? []).filter(({ what }) =>
      what.startsWith(`${known?.method} ${known?.path}: `),
    );
    for (const conflict of log.conflicts) {
      this.#tell({ ...of(conflict), isKnown: isKnownTo(before, conflict) });
    }
    for (const found of contradictions) {
      const isKnown = before?.disagreements.includes(describeContradiction(found)) ?? false;
      const location = joined?.contradicting.get(found) ?? page.location;
      this.contradictions.push({ page: location, found, isKnown });
    }
    const duplicates = (this.#duplicatesOf.get(captured) ?? []).map(({ operation, ...other }) => {
      const duplicate = describeDuplicate(other.captured);
      const isKnown = before?.disagreements.includes(duplicate) ?? false;
      const { location } = other.captured.page;
      this.duplicates.push({ operation, page: location, other: page.location, isKnown });
      return duplicate;
    });
    const disagreements = [
      ...duplicates,
      ...[...own, ...log.conflicts].map(describeConflict),
      ...contradictions.map(describeContradiction),
    ];
    const folder = this.#folderOf(page, before);
    const snapshot = snapshotOf(page, endpoint, stated, disagreements, { joined, folder });
    if (snapshot.document !== undefined) {
      this.inDocuments.push(snapshot);
      return;
    }
    const isSame = before !== undefined && statesTheSame(before, snapshot);
    // Where a page that states the same is saved does not matter, once a folder is known.
    if (isSame && (folder === undefined || before.folder !== undefined)) return;
    const isReread = before?.hash === snapshot.hash && !isSame && !before.isGone;
    if (isReread) this.reread.push(page.location);
    this.snapshots.set(before ? this.#before.fileOf(before) : fileOf(snapshot), snapshot);
  }

  /** The folder that a page belongs to; a page that is known by its address belongs to its site. */
  #folderOf({ sourceFolder, location }: Page, before: Snapshot | undefined): string | undefined {
    if (sourceFolder === undefined) return URL.canParse(location) ? undefined : before?.folder;
    const isOnSite = before?.folder === undefined && URL.canParse(before?.page ?? "");
    return isOnSite ? undefined : folderId(this.#folder, sourceFolder);
  }

  #componentsOf(jobs: readonly Job[]): SharedComponents {
    const replaced = new Set(jobs.map(({ before }) => before));
    const earlier = this.#before.all.filter((each) => !replaced.has(each));
    return new SharedComponents([
      ...jobs.map(({ captured }) => factsOf(captured.endpoint)),
      ...earlier.filter(({ isGone }) => !isGone).map(({ facts }) => facts),
    ]);
  }

  #sharedOf({ components }: Endpoint): MergedComponents {
    const shared = this.#shared.get(components) ?? newMergedComponents();
    this.#shared.set(components, shared);
    return shared;
  }
}

function describeConflict({ what, subject = what, spec, page }: Conflict): string {
  return `${subject}: ${formatValue(spec)} in the spec, ${formatValue(page)} on the page`;
}

/** Told again when the other page states something else. */
function describeDuplicate({ page, endpoint }: Captured): string {
  return `described differently by ${nameOf(page)}, ${digest(JSON.stringify(factsOf(endpoint)))}`;
}

function isKnownTo(before: Snapshot | undefined, conflict: Conflict): boolean {
  return before?.disagreements.includes(describeConflict(conflict)) ?? false;
}
