import { templateOf } from "../../openapi/index.js";
import type { Endpoint } from "../fact.js";
import { signatureOf } from "./gone-pages.js";
import { grouped } from "./match-operations.js";
import { documentStatesTheSame, fileOf, type Snapshot } from "./page-snapshot.js";

/** What earlier captures of a spec have kept, by what identifies it. */
export class EarlierSnapshots {
  readonly all: readonly Snapshot[];
  readonly #byId: ReadonlyMap<string, readonly Snapshot[]>;
  readonly #byShape: ReadonlyMap<string, readonly Snapshot[]>;
  readonly #files: ReadonlyMap<Snapshot, string>;

  /** @param snapshots by file */
  constructor(snapshots: ReadonlyMap<string, Snapshot>) {
    this.all = [...snapshots.values()];
    this.#byId = grouped(this.all, ({ pageId }) => (pageId ? [pageId] : []));
    this.#byShape = grouped(this.all, ({ method, path }) => [templateOf(`${method} ${path}`)]);
    this.#files = new Map([...snapshots].map(([file, snapshot]) => [snapshot, file]));
  }

  /** Of the page of an operation, by the page's id, or by method and path. */
  of({ pageId, method }: Endpoint, path: string): Snapshot | undefined {
    const byId = pageId === undefined ? undefined : this.#byId.get(pageId)?.[0];
    return byId ?? this.#byShape.get(templateOf(`${method.value} ${path}`))?.[0];
  }

  /** The file that a snapshot is in, or goes into. */
  fileOf(snapshot: Snapshot): string {
    return this.#files.get(snapshot) ?? fileOf(snapshot);
  }

  /** The snapshots to write of documents that are gone as a whole, by file. */
  goneDocuments(gone: ReadonlySet<Snapshot>): Map<string, Snapshot[]> {
    const news = [...gone].filter(({ document, isGone }) => document !== undefined && !isGone);
    const files = new Set(news.map(({ document }) => document));
    const all = this.all.filter(({ document }) => files.has(document));
    const marked = all.map((each) => (gone.has(each) ? { ...each, isGone: true as const } : each));
    return new Map(grouped(marked, ({ document = "" }) => [document]));
  }

  /**
   * The snapshots to write of documents that state something else now, by file. An operation that
   * a document no longer has is kept as gone for as long as the spec has it.
   *
   * @param captured the operations that the documents have now
   * @param known signatures of the spec's operations
   */
  changedDocuments(
    captured: readonly Snapshot[],
    known: ReadonlySet<string>,
  ): Map<string, Snapshot[]> {
    const documentOf = ({ document = "" }: Snapshot) => [document];
    const before = grouped(this.all, documentOf);
    const changed = [...grouped(captured, documentOf)].flatMap(
      ([file, snapshots]): [string, Snapshot[]][] => {
        const earlier = before.get(file) ?? [];
        const signatures = new Set(snapshots.map(signatureOf));
        const gone = earlier.filter((snapshot) => {
          const signature = signatureOf(snapshot);
          return !signatures.has(signature) && known.has(signature);
        });
        const all = [...snapshots, ...gone.map((each) => ({ ...each, isGone: true as const }))];
        // Where a document that states the same is saved does not matter, once a folder is known.
        const isPlaced = earlier[0]?.folder !== undefined || snapshots[0]?.folder === undefined;
        return isPlaced && documentStatesTheSame(earlier, all) ? [] : [[file, all]];
      },
    );
    return new Map(changed);
  }
}
