import { type Aspect, type Fields, provenanceField } from "../../openapi/index.js";
import type { Endpoint, Fact } from "../fact.js";
import { type At, below, type EditableSpec } from "./editable-spec.js";
import type { MergeLog } from "./merge-log.js";
import { ObjectMerge } from "./merge-objects.js";
import { type PageNode, SchemaMerge } from "./merge-schema.js";
import { type Facts, factsOf } from "./page-facts.js";
import {
  confirm,
  isUndocumented,
  type PageSource,
  statementOf,
  type Uncertainty,
} from "./page-source.js";
import { member, type Tree } from "./resolved-tree.js";
import { inVersion } from "./spelling.js";

export interface OperationSource {
  readonly endpoint: Endpoint;
  /** The path that the page states, as the spec writes it. */
  readonly path: string;
  /** Location of the page. */
  readonly page: string;
  /** Undefined if the spec states no provenance. */
  readonly source: PageSource | undefined;
  /** What the page stated when it was captured last. */
  readonly base: Facts | undefined;
}

/** In which order the parts of an operation are written. */
const order = ["summary", "x-client", provenanceField, "security", "parameters", "requestBody"];

/** Where a page says nothing about whether its body has to be sent. */
export const silentOnBody = "/requestBody/required";

/** One operation of the spec and its page, with what every part of the merge does to them. */
export class OperationMerge {
  readonly spec: EditableSpec;
  readonly at: At;
  readonly label: string;
  readonly from: OperationSource;
  readonly facts: Facts;
  readonly schemas: SchemaMerge;
  readonly objects: ObjectMerge;
  readonly #log: MergeLog;
  /** What the page stated when it was captured last. */
  readonly #base: Facts | undefined;

  constructor(spec: EditableSpec, at: At, label: string, log: MergeLog, from: OperationSource) {
    this.spec = spec;
    this.at = at;
    this.label = label;
    this.#log = log;
    this.from = from;
    this.facts = inVersion(factsOf(from.endpoint), spec.version);
    this.#base = from.base && inVersion(from.base, spec.version);
    this.schemas = new SchemaMerge(spec, log, {
      page: from.page,
      source: from.source?.id,
      // What the page is silent on is a gap, and makes the body no less certain.
      marks: from.endpoint.marks.filter(({ pointer }) => pointer !== silentOnBody),
      base: this.#base?.components ?? {},
    });
    this.objects = new ObjectMerge(spec, this.schemas);
  }

  /** Sets a part of the operation; a new one is put behind those that go before it. */
  setPart(key: string, value: unknown): void {
    const known = this.spec.keys(this.at);
    const before = order.slice(0, order.indexOf(key)).findLast((other) => known.includes(other));
    const at = below(this.at, key);
    this.spec.set(at, value, before);
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

  /** Whether nobody states what stands there; without provenance everything counts as stated. */
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

  /** Parts that operations share are confirmed once; their list of pages would have no end. */
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
