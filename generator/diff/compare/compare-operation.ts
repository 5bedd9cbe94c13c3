import type { Node, Operation } from "../../contract/index.js";
import {
  type At,
  below,
  fieldNames,
  fieldsOf,
  isSame,
  pathSpelling,
  templateOf,
  textsOf,
  top,
} from "../../openapi/index.js";
import type { Subject } from "../change-kinds.js";
import type {
  ArgumentChange,
  Difference,
  Emit,
  OperationChange,
  ParameterChange,
  PartChange,
  Topic,
} from "./change.js";
import { compareBody, compareResponses } from "./compare-bodies.js";
import { compareLifecycle } from "./compare-lifecycle.js";
import { compareParameters } from "./compare-parameters.js";
import type { SchemaPart, SerializedPart } from "./operation-part.js";
import { isSameAddress } from "./pair-operations.js";
import { isMovedBy, type PrefixChange, prefixesOf } from "./path-prefix.js";
import type { Pairs } from "./schema-pairs.js";

/** What a comparison of operations needs to know besides them. */
export interface ComparisonContext {
  readonly pairs: Pairs;
  /** What paths of several operations begin with instead of before. */
  readonly prefixes: readonly PrefixChange[];
  /** Midnight of today, in milliseconds, to judge announced removals. */
  readonly today: number;
}

/** The functions that receive the differences of two operations, and their context. */
export interface OperationReport extends ComparisonContext {
  readonly base: Operation;
  readonly revision: Operation;
  /** Whether the server calls: we then receive its request and send its response. */
  readonly isFlipped: boolean;
  /** Whether the client has types for it. */
  readonly isTyped: boolean;
  /** Whether the client has an event type for the payload. */
  readonly isEvent: boolean;
  /** The role of a part of the operation for the caller. */
  readonly subject: SubjectOf;
  changed(topic: OwnTopic, nodes: readonly [Nodes, Nodes], emitChange?: ChangeValues): void;
}

type OwnTopic = Topic<OperationChange | ParameterChange | ArgumentChange | PartChange>;
type Nodes = Node | { readonly at: At };

export type ChangeValues = Partial<Pick<Difference, "before" | "after" | "isIn" | "isTyped">>;

interface SubjectOf {
  (part: SerializedPart): "parameter" | "header";
  (part: Exclude<SchemaPart, SerializedPart>): "request" | "response";
  (part: SchemaPart): Subject;
}

type Subjects = Readonly<Record<SchemaPart["kind"], Subject>>;
const called: Subjects = {
  parameter: "parameter",
  body: "request",
  header: "header",
  response: "response",
};
/** A server that calls sends what a server usually receives, and the other way round. */
const calling: Subjects = {
  parameter: "header",
  body: "response",
  header: "parameter",
  response: "request",
};
const prose = fieldNames("operation", "prose");

export function compareOperation(
  base: Operation,
  revision: Operation,
  context: ComparisonContext,
  emit: Emit,
): void {
  const report = reportTo(base, revision, context, emit);
  comparePath(report);
  const values = (kind: OperationChange["kind"], values: ChangeValues) =>
    report.changed({ of: "operation", kind, name: "" }, [base, revision], values);
  const [before, after] = [base.name.operationId, revision.name.operationId];
  if (before !== after) {
    const verb = before === undefined ? "added" : after === undefined ? "removed" : "changed";
    // The client only has named functions for operations that callers call.
    const isTyped = !report.isFlipped;
    values(`operation.operationId.${verb}`, { before, after, isTyped });
  }
  compareTags(report);
  compareLifecycle(base.raw, revision.raw, (kind, old, now) =>
    values(`operation.${kind}`, { before: old, after: now }),
  );
  for (const field of prose) {
    const [old, now] = [base.raw[field], revision.raw[field]];
    if (!isSame(old, now)) values(`operation.${field}.changed`, { before: old, after: now });
  }
  compareParameters(report);
  compareBody(report);
  compareResponses(report);
}

function comparePath(report: OperationReport): void {
  const { base, revision, changed } = report;
  const [before, after] = [base.name, revision.name];
  const isRespelling = pathSpelling(before.path) === pathSpelling(after.path);
  const topic = { of: "operation", name: "" } as const;
  if (before.method === after.method && templateOf(before.path) !== templateOf(after.path)) {
    const moved = beginningsOf(report);
    if (moved) {
      const [from, to] = moved.change;
      // Those of all paths, so that all operations give one change.
      const nodes = [{ at: below(top, "paths") }, { at: below(top, "paths") }] as const;
      changed({ ...topic, kind: moved.kind }, nodes, { before: from || "/", after: to || "/" });
      return;
    }
  }
  if (before.method !== after.method || !isRespelling) {
    const [from, to] = [before, after].map(({ method, path }) => `${method} ${path}`);
    const moved = { ...topic, kind: "operation.path.moved" } as const;
    changed(moved, [base, revision], { before: from, after: to });
  } else if (templateOf(before.path) !== templateOf(after.path)) {
    // Those of the path, so that all its methods give one change.
    const nodes = [base.pathItem, revision.pathItem] as const;
    const respelled = { ...topic, kind: "operation.path.respelled" } as const;
    changed(respelled, nodes, { before: before.path, after: after.path });
  }
}

/** How a path begins otherwise than before, if its server makes up for it or others do so, too. */
function beginningsOf({ base, revision, prefixes, isFlipped }: OperationReport) {
  const [before, after] = [base.name.path, revision.name.path];
  if (isFlipped) return undefined;
  if (isSameAddress([base, revision])) {
    const change = prefixesOf(before, after);
    return { kind: "operation.serverPath.changed", change } as const;
  }
  const change = prefixes.find((each) => isMovedBy(each, before, after));
  return change && ({ kind: "operation.pathPrefix.changed", change } as const);
}

function compareTags({ base, revision, changed, isFlipped }: OperationReport): void {
  const isTyped = !isFlipped;
  const nodes = [base, revision] as const;
  const [before, after] = [textsOf(base.raw["tags"]), textsOf(revision.raw["tags"])];
  for (const name of before) {
    if (after.includes(name)) continue;
    const kind = "operation.tag.removed";
    changed({ of: "operation", kind, name }, nodes, { before: name, isTyped });
  }
  for (const name of after) {
    if (before.includes(name)) continue;
    const kind = "operation.tag.added";
    changed({ of: "operation", kind, name }, nodes, { after: name, isTyped });
  }
}

function reportTo(
  base: Operation,
  revision: Operation,
  context: ComparisonContext,
  emit: Emit,
): OperationReport {
  const isFlipped = base.kind !== "path";
  const isTyped = base.kind !== "callback";
  return {
    ...context,
    base,
    revision,
    isFlipped,
    isTyped,
    isEvent: base.kind === "webhook" && isEvent(base) && isEvent(revision),
    // A parameter or header is sent or received as one, in both tables.
    subject: ({ kind }: SchemaPart) => (isFlipped ? calling : called)[kind] as never,
    changed: (topic, [before, after], values = {}) =>
      emit({
        ...topic,
        operations: [revision.name],
        before: values.before,
        after: values.after,
        base: before.at,
        revision: after.at,
        isIn: values.isIn ?? "both",
        isTyped: isTyped && (values.isTyped ?? true),
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
  kind: OperationChange["kind"],
): OperationChange {
  const name = `${operation.name.method} ${operation.name.path}`;
  return {
    of: "operation",
    kind,
    operations: [operation.name],
    name,
    before: isIn === "base" ? name : undefined,
    after: isIn === "revision" ? name : undefined,
    base: isIn === "base" ? operation.at : near,
    revision: isIn === "revision" ? operation.at : near,
    isIn,
  };
}
