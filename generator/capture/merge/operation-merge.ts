import { type Aspect, type Fields, provenanceField } from "../../openapi/index.js";
import type { Endpoint, Fact } from "../fact.js";
import { type At, below, type EditableSpec } from "./editable-spec.js";
import type { MergeLog } from "./merge-log.js";
import { ObjectMerge } from "./merge-objects.js";
import { type MergedComponents, type PageNode, SchemaMerge } from "./merge-schema.js";
import { type Facts, factsOf } from "./page-facts.js";
import type { Snapshot } from "./page-snapshot.js";
import {
  confirm,
  isUndocumented,
  type PageSource,
  statementOf,
  type Uncertainty,
} from "./page-source.js";
import { inNamesOf } from "./path-names.js";
import { member, type Tree } from "./resolved-tree.js";
import type { SharedComponents } from "./shared-components.js";
import { inVersion } from "./spelling.js";

export interface OperationSource {
  readonly endpoint: Endpoint;
  /** The page's path, with the names that the spec has for its parameters. */
  readonly path: string;
  /** The page's path, with its own names. */
  readonly stated: string;
  /** Location of the page. */
  readonly page: string;
  /** Undefined if the spec has no provenance. */
  readonly source: PageSource | undefined;
  /** The page's statements at the last capture. */
  readonly base: Pick<Snapshot, "facts" | "path"> | undefined;
  /** For operations that share their components, those of a document. */
  readonly shared?: MergedComponents | undefined;
  /** The components of all pages. */
  readonly pages?: SharedComponents | undefined;
}

/** The order of the parts of an operation. */
const order = ["summary", "x-client", provenanceField, "security", "parameters", "requestBody"];

/** Sets a part of an operation; a new one is put after those that precede it in the order. */
export function setPart(spec: EditableSpec, operation: At, key: string, value: unknown): void {
  const known = spec.keys(operation);
  const before = order.slice(0, order.indexOf(key)).findLast((other) => known.includes(other));
  spec.set(below(operation, key), value, before);
}

/** One operation of the spec and its page, with the functions that all parts of the merge share. */
export class OperationMerge {
  readonly spec: EditableSpec;
  readonly at: At;
  readonly label: string;
  readonly from: OperationSource;
  readonly facts: Facts;
  readonly schemas: SchemaMerge;
  readonly objects: ObjectMerge;
  readonly #log: MergeLog;
  /** The page's statements at the last capture. */
  readonly #base: Facts | undefined;

  constructor(spec: EditableSpec, at: At, label: string, log: MergeLog, from: OperationSource) {
    this.spec = spec;
    this.at = at;
    this.label = label;
    this.#log = log;
    this.from = from;
    const { stated, base } = from;
    const [, path = stated] = at.pointer;
    const facts = inNamesOf(factsOf(from.endpoint), stated, path);
    this.facts = inVersion(facts, spec.version);
    this.#base = base && inVersion(inNamesOf(base.facts, base.path, path), spec.version);
    this.schemas = new SchemaMerge(spec, log, {
      page: from.page,
      source: from.source?.id,
      marks: from.endpoint.marks,
      base: this.#base?.components ?? {},
      shared: from.shared,
      pages: from.pages,
    });
    this.objects = new ObjectMerge(spec, this.schemas);
  }

  setPart(key: string, value: unknown): void {
    setPart(this.spec, this.at, key, value);
  }

  stated(...keys: string[]): PageNode | undefined {
    const tree = member({ value: this.facts, components: this.facts.components }, ...keys);
    return tree && { tree, pointer: keys };
  }

  base(...keys: string[]): Tree | undefined {
    const base = this.#base;
    return base && member({ value: base, components: base.components }, ...keys);
  }

  statement(uncertainty: Uncertainty, gaps?: string): Fields {
    const { source } = this.from;
    if (!source) return {};
    return { [provenanceField]: { ...statementOf(source.id, uncertainty), ...(gaps && { gaps }) } };
  }

  /** Whether nobody states the content; without provenance, everything counts as stated. */
  isOpen(statement: At): boolean {
    if (!this.from.source) return false;
    return isUndocumented(this.spec, statement);
  }

  confirm(aspect: Aspect, uncertainty: Uncertainty, extra: Fields = {}): void {
    const { source } = this.from;
    if (!source) return;
    const at = below(this.at, provenanceField, aspect);
    const changed = confirm(this.spec, at, source.id, uncertainty, extra);
    const isBookkeeping = Array.isArray(changed?.before);
    if (changed)
      this.change(`${aspect}, provenance`, at, changed.before, changed.after, isBookkeeping);
  }

  /** Shared parts are confirmed once; otherwise their list of pages would have no end. */
  confirmPart(at: At, what: string, uncertainty: Uncertainty): void {
    const { source } = this.from;
    if (!source || !this.isOpen(at)) return;
    const changed = confirm(this.spec, at, source.id, uncertainty);
    if (changed) this.change(`${what}, provenance`, at, changed.before, changed.after);
  }

  change(what: string, at: At, before: unknown, after: unknown, isBookkeeping = false): void {
    this.#log.changes.push({
      what: `${this.label}: ${what}`,
      before,
      after,
      place: this.spec.place(at),
      page: this.from.page,
      isBookkeeping,
    });
  }

  conflict(what: string, at: At, spec: unknown, page: unknown): void {
    const { page: location } = this.from;
    const place = this.spec.place(at);
    this.#log.conflicts.push({ what: `${this.label}: ${what}`, spec, page, place, location });
  }
}

export function uncertaintyOf({ confidence, because }: Fact<unknown>): Uncertainty {
  return confidence === "stated" ? undefined : { confidence, because: because ?? "" };
}
