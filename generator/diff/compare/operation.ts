import type { Node, Operation } from "../../contract/index.js";
import { fieldsOf, isSame, textsOf } from "../../contract/index.js";
import type { At } from "../../openapi/index.js";
import type { OperationName } from "../finding.js";
import type { Change, Emit } from "./change.js";
import { compareLifecycle } from "./lifecycle.js";
import { templateOf } from "./operations.js";
import type { Pairs, Subject } from "./pairs.js";
import { compareParameters } from "./parameters.js";
import { compareBody, compareResponses } from "./payloads.js";

/** What a comparison of two operations reports to. */
export interface OperationReport {
  readonly base: Operation;
  readonly revision: Operation;
  readonly pairs: Pairs;
  /** Midnight of today, in milliseconds: what was announced to go may be gone. */
  readonly today: number;
  /** The server calls: what is a request to it is received by us, and the other way round. */
  readonly isFlipped: boolean;
  /** Whether the client has types for it. */
  readonly isTyped: boolean;
  /** Whether the client has the type of an event for what is received. */
  readonly isEvent: boolean;
  /** What a part of the operation is to the caller. */
  subject(part: Subject): Subject;
  changed(kind: string, nodes: readonly [Nodes, Nodes], told?: Partial<Told>): void;
}

type Nodes = Node | { readonly at: At };

export interface Told {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly isIn: Change["isIn"];
  readonly isTyped: boolean;
}

const swapped: Readonly<Record<Subject, Subject>> = {
  request: "response",
  response: "request",
  parameter: "header",
  header: "parameter",
};

export function compareOperation(
  base: Operation,
  revision: Operation,
  pairs: Pairs,
  today: number,
  emit: Emit,
): void {
  const report = reportTo(base, revision, pairs, today, emit);
  comparePath(report);
  const nodes = [base, revision] as const;
  const [before, after] = [base.name.operationId, revision.name.operationId];
  if (before !== after) {
    const verb = before === undefined ? "added" : after === undefined ? "removed" : "changed";
    // Only of what callers call the client makes a function, and gives it a name.
    const isTyped = !report.isFlipped;
    report.changed(`operation.operationId.${verb}`, nodes, { before, after, isTyped });
  }
  compareTags(report);
  compareLifecycle(base.raw, revision.raw, (kind, old, now) =>
    report.changed(`operation.${kind}`, nodes, { before: old, after: now }),
  );
  for (const field of ["summary", "description", "externalDocs"]) {
    const [old, now] = [base.raw[field], revision.raw[field]];
    if (!isSame(old, now))
      report.changed(`operation.${field}.changed`, nodes, { before: old, after: now });
  }
  compareParameters(report);
  compareBody(report);
  compareResponses(report);
}

function comparePath({ base, revision, changed }: OperationReport): void {
  const [before, after] = [base.name, revision.name];
  const isMoved = before.method !== after.method || !isRespelling(before.path, after.path);
  const [from, to] = [before, after].map(({ method, path }) => `${method} ${path}`);
  if (isMoved) changed("operation.path.moved", [base, revision], { before: from, after: to });
  else if (templateOf(before.path) !== templateOf(after.path)) {
    // Of the path, so that all its methods are one change.
    const nodes = [base.pathItem, revision.pathItem] as const;
    changed("operation.path.respelled", nodes, { before: before.path, after: after.path });
  }
}

function isRespelling(before: string, after: string): boolean {
  const plain = (path: string) =>
    templateOf(path).toLowerCase().replaceAll(/\/+/g, "/").replace(/\/$/, "");
  return plain(before) === plain(after);
}

function compareTags({ base, revision, changed, isFlipped }: OperationReport): void {
  const isTyped = !isFlipped;
  const [before, after] = [textsOf(base.raw["tags"]), textsOf(revision.raw["tags"])];
  for (const tag of before) {
    if (after.includes(tag)) continue;
    changed("operation.tag.removed", [base, revision], { name: tag, before: tag, isTyped });
  }
  for (const tag of after) {
    if (before.includes(tag)) continue;
    changed("operation.tag.added", [base, revision], { name: tag, after: tag, isTyped });
  }
}

function reportTo(
  base: Operation,
  revision: Operation,
  pairs: Pairs,
  today: number,
  emit: Emit,
): OperationReport {
  const isFlipped = base.kind !== "path";
  const isTyped = base.kind !== "callback";
  return {
    base,
    revision,
    pairs,
    today,
    isFlipped,
    isTyped,
    isEvent: base.kind === "webhook" && isEvent(base) && isEvent(revision),
    subject: (part) => (isFlipped ? swapped[part] : part),
    changed: (kind, [before, after], told = {}) =>
      emit({
        kind,
        pair: undefined,
        operations: [revision.name],
        name: told.name ?? "",
        before: told.before,
        after: told.after,
        base: before.at,
        revision: after.at,
        isIn: told.isIn ?? "both",
        isTyped: isTyped && (told.isTyped ?? true),
      }),
  };
}

function isEvent({ raw }: Operation): boolean {
  return fieldsOf(raw["x-client"])["discriminator"] !== undefined;
}

/** An operation that only one side has. */
export function operationOnlyIn(
  isIn: "base" | "revision",
  operation: Operation,
  near: At,
  kind: string,
): Change {
  const name: OperationName = operation.name;
  const text = `${name.method} ${name.path}`;
  return {
    kind,
    pair: undefined,
    operations: [name],
    name: text,
    before: isIn === "base" ? text : undefined,
    after: isIn === "revision" ? text : undefined,
    base: isIn === "base" ? operation.at : near,
    revision: isIn === "revision" ? operation.at : near,
    isIn,
  };
}
