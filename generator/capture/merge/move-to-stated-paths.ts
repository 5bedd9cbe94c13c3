import { provenanceField } from "../../openapi/index.js";
import type { Captured } from "./captured.js";
import { type At, below, type EditableSpec, type SpecOperation } from "./editable-spec.js";
import type { Change, Conflict } from "./merge-log.js";
import { moveOperation, movePathParameters } from "./move-operation.js";
import type { Snapshot } from "./page-snapshot.js";
import { levelOf } from "./page-source.js";
import { isSamePath } from "./path-names.js";

/** An operation to merge, matched with that of the spec. */
export interface Job {
  readonly captured: Captured;
  /** The page's path, with the names that the spec has for its parameters. */
  readonly path: string;
  /** The page's path below the spec's server. */
  readonly stated: string;
  readonly before: Snapshot | undefined;
  readonly known: SpecOperation | undefined;
}

/** Moves operations of a spec to the methods and paths that their pages state. */
export class Mover {
  readonly changes: Change[] = [];
  readonly #spec: EditableSpec;
  readonly #tell: (conflict: Conflict, before: Snapshot | undefined) => void;

  /** @param tell receives conflicts, and the snapshot of the page at its last capture */
  constructor(
    spec: EditableSpec,
    tell: (conflict: Conflict, before: Snapshot | undefined) => void,
  ) {
    this.#spec = spec;
    this.#tell = tell;
  }

  /** Returns where the operations of the spec are then. */
  move(jobs: readonly Job[]): Map<Job, At> {
    const places = new Map<Job, At>();
    let waiting = jobs.filter((job) => {
      if (job.known) places.set(job, job.known.at);
      return job.known && this.#mayMove(job, job.known);
    });
    for (;;) {
      // The new place may belong to an operation that has to move first.
      const left = waiting.filter((job) => !this.#moveOne(job, places));
      if (left.length === waiting.length) break;
      waiting = left;
    }
    for (const { captured, path, known } of waiting) {
      if (!known) continue;
      const conflict = {
        what: `${known.method} ${known.path}: path`,
        spec: `another operation under ${captured.endpoint.method.value} ${path}`,
        page: captured.endpoint.title.value,
        place: this.#spec.place(known.at),
        location: captured.page.location,
      };
      this.#tell(conflict, undefined);
    }
    return places;
  }

  #mayMove({ captured, path, before }: Job, known: SpecOperation): boolean {
    const { endpoint, page } = captured;
    const method = endpoint.method.value;
    const isStated = (aspect: string) =>
      (levelOf(this.#spec, below(known.at, provenanceField, aspect)) ?? "documented") ===
      "documented";
    const differences = [
      { aspect: "path", spec: known.path, page: path, base: before?.path },
      { aspect: "method", spec: known.method, page: method, base: before?.method },
    ].filter(({ spec, page }) => spec !== page);
    const refused = differences.filter(
      ({ aspect, spec, page, base }) =>
        (isStated(aspect) && spec !== base && !isSamePath(spec, base)) ||
        (aspect === "method" && !this.#spec.takes(page)),
    );
    for (const { aspect, spec, page: stated } of refused) {
      const what = `${known.method} ${known.path}: ${aspect}`;
      const place = this.#spec.place(known.at);
      this.#tell({ what, spec, page: stated, place, location: page.location }, before);
    }
    return differences.length > 0 && refused.length === 0;
  }

  #moveOne({ captured, path, known }: Job, places: Map<Job, At>): boolean {
    if (!known) return true;
    const method = captured.endpoint.method.value;
    const place = this.#spec.place(known.at);
    const to = moveOperation(this.#spec, known, { path, method });
    if (!to) return false;
    for (const other of places.keys()) if (other.known === known) places.set(other, to);
    this.changes.push({
      what: `${captured.endpoint.title.value}: moved`,
      before: `${known.method} ${known.path}`,
      after: `${method} ${path}`,
      place,
      page: captured.page.location,
    });
    movePathParameters(this.#spec, to, known.path, path);
    return true;
  }
}
