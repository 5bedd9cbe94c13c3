import { createHash } from "node:crypto";
import { basename, dirname, resolve } from "node:path";
import { countOf, type Diagnostic, DiagnosticError, diagnose } from "../../diagnostics/index.js";
import { readFileAt } from "../../disk/index.js";
import {
  addOperations,
  type Observation,
  type ObservedOperation,
  observe,
} from "../../observations/index.js";
import { fieldsOf, listOf, provenanceField } from "../../openapi/index.js";
import { type Exchange, readRecordings } from "../../recordings/index.js";
import type { Difference } from "../../write/index.js";
import { reprintedIn } from "../capture-warnings.js";
import { differencesOf } from "../file-differences.js";
import { below, EditableSpec } from "../merge/editable-spec.js";
import type { Change } from "../merge/index.js";
import { newDocument } from "../merge/new-document.js";
import { slug } from "../merge/page-source.js";
import { observedStatement } from "./describe-operation.js";
import { fillSpec } from "./fill-spec.js";
import {
  nothingObserved,
  type ObservationStore,
  readStore,
  storeFileOf,
} from "./observation-store.js";

export type { ObservationStore } from "./observation-store.js";

export interface MergeRecordingsOptions {
  /** Files of recordings. */
  readonly recordings: readonly string[];
  /** The spec to extend, or the document to write. */
  readonly target: string;
  /** Whether to write a document of what the recordings show alone, whatever the target contains. */
  readonly isNew: boolean;
}

/** What recordings show, and what that changes in a spec. No value of a recording is in it. */
export interface RecordingReport {
  /** The number of exchanges in the recordings. */
  readonly exchanges: number;
  /** The number of exchanges that were calls of `operations`. */
  readonly calls: number;
  /** The URL of the server that was called. */
  readonly server: string;
  /** Of which at least one call succeeded. */
  readonly operations: readonly RecordedOperation[];
  /** What the recordings show and the spec lacks or has differently. */
  readonly changes: readonly Change[];
  /** What was not used, one for each reason. */
  readonly warnings: readonly Diagnostic[];
  /** The files that change, relative to `folder`. */
  readonly differences: readonly Difference[];
  /** Absolute path of the folder of the spec. */
  readonly folder: string;
  /** The spec, or the document that is written: an absolute path. */
  readonly target: string;
}

/** An operation that recordings show. */
export interface RecordedOperation {
  /** Upper case. */
  readonly method: string;
  /** Path template. */
  readonly path: string;
  /** The number of its calls in the recordings. */
  readonly calls: number;
  /** The statuses of its answers, in ascending order. */
  readonly statuses: readonly number[];
  /** The first day of a call, as ISO 8601; undefined if the recordings have no times. */
  readonly first: string | undefined;
  /** The last day of a call. */
  readonly last: string | undefined;
}

/**
 * Reads recordings of calls and computes the new content of a spec. Writes nothing; use
 * `writeCaptured` for that. No value of a recording gets into the result.
 *
 * @throws DiagnosticError if a recording cannot be used, or shows no call that succeeded
 */
export function mergeRecordings(options: MergeRecordingsOptions): RecordingReport {
  const { recordings, isNew } = options;
  const { exchanges, warnings } = readRecordings(recordings);
  const runs = recordings.map((file) => ({
    id: idOf(file),
    hash: hashOf(file),
    title: `Recording ${idOf(file)}`,
    has: ({ place }: Exchange) => place.file === file,
  }));
  const from = recordings.map((file) => basename(file)).join(", ");
  const shown = recordings.join(", ");
  return mergeRuns({ runs, exchanges, warnings, isNew, target: options.target, from, shown });
}

/** Calls that this tool has just made. */
export interface MergeCallsOptions {
  readonly exchanges: readonly Exchange[];
  /** The spec to extend. */
  readonly target: string;
  /** The URL of the server that answered. */
  readonly server: string;
  /** When, as ISO 8601: a run counts once, and the next one adds to it. */
  readonly at: string;
}

/**
 * What calls show, and what that changes in a spec, as {@link mergeRecordings} does of recordings.
 * Undefined if none succeeded, which shows nothing.
 */
export function mergeCalls({
  exchanges,
  target,
  server,
  at,
}: MergeCallsOptions): RecordingReport | undefined {
  if (!exchanges.some(({ response: { status } }) => status < 300)) return undefined;
  const { host } = new URL(server);
  const run = {
    id: slug(`verify ${host}`, "verify"),
    hash: `run:${at}`,
    title: `Calls to ${host}, made by spec-tether verify`,
    has: () => true,
  };
  const from = `calls to ${host}`;
  return mergeRuns({
    runs: [run],
    exchanges,
    warnings: [],
    isNew: false,
    target,
    from,
    server,
    shown: from,
  });
}

/**
 * Says beforehand what would keep {@link mergeCalls} from writing.
 *
 * @throws DiagnosticError if the spec, or what was observed so far, cannot be edited
 */
export function assertMergeable(target: string): void {
  openSpec(resolve(target), false);
  readStore(storeFileOf(target));
}

interface Run {
  readonly id: string;
  /** What makes it count once. */
  readonly hash: string;
  readonly title: string;
  has(exchange: Exchange): boolean;
}

interface MergeRunsOptions {
  readonly runs: readonly Run[];
  readonly exchanges: readonly Exchange[];
  readonly warnings: readonly Diagnostic[];
  readonly target: string;
  readonly isNew: boolean;
  /** For changes: names of files. */
  readonly from: string;
  /** For messages: paths of files. */
  readonly shown: string;
  /** Default: the servers of the spec. */
  readonly server?: string;
}

function mergeRuns(options: MergeRunsOptions): RecordingReport {
  const { runs, exchanges, warnings, isNew, from, shown: file, server } = options;
  const target = resolve(options.target);
  const folder = dirname(target);
  const storeFile = storeFileOf(target);
  const before = isNew ? nothingObserved : readStore(storeFile);
  const fresh = runs.filter(({ hash }) => !before.recordings.some((known) => known.hash === hash));
  const spec = openSpec(target, isNew);
  const own = listOf(spec.value(below(spec.root, "servers")))
    .map((each) => fieldsOf(each)["url"])
    .filter((url): url is string => typeof url === "string" && URL.canParse(url));
  const servers = server === undefined ? own : [server];
  const paths = [
    ...spec.operations().map(({ path }) => path),
    ...before.operations.map(({ path }) => path),
  ];
  const observeOptions = { paths, ...(servers.length > 0 && { servers }) };
  const observation = observe(exchanges, observeOptions);
  if (observation.operations.length === 0) {
    throw new DiagnosticError([...warnings, unusable(file, observation, servers)]);
  }
  const added = observe(
    exchanges.filter((exchange) => fresh.some((run) => run.has(exchange))),
    observeOptions,
  );
  const ids = fresh.map(({ id, hash }) => ({ id, hash }));
  const keyOf = ({ method, path }: ObservedOperation) => `${method} ${path}`;
  const shown = new Set([...before.operations, ...added.operations].map(keyOf));
  // What was only refused may be anything, even a mistyped key in the path; it is not written down.
  const alsoRefused = added.refused.filter((operation) => shown.has(keyOf(operation)));
  const store: ObservationStore = {
    schemaVersion: 1,
    recordings: [...before.recordings, ...ids],
    operations: addOperations(before.operations, [...added.operations, ...alsoRefused]),
  };
  const sources = [...new Set(store.recordings.map(({ id }) => id))];
  if (isNew) describeDocument(spec, observation, sources);
  const changes = fillSpec(spec, {
    operations: store.operations,
    sources,
    from,
  });
  // A spec that learns nothing needs no source, either.
  const isNamed = isNew || [...spec.edits()].length > 0;
  for (const id of isNamed ? sources : [])
    addSource(spec, id, runs.find((run) => run.id === id)?.title ?? `Recording ${id}`);
  const edits = new Map(spec.edits());
  if (!isNew && fresh.length > 0) edits.set(storeFile, `${JSON.stringify(store, undefined, 2)}\n`);
  return {
    exchanges: exchanges.length,
    calls: observation.calls,
    server: observation.server,
    operations: observation.operations.map(recordedOperation),
    changes,
    warnings: [...warnings, ...notesOf(observation, file), ...reprintedIn(spec.reprinted())],
    differences: differencesOf(folder, edits),
    folder,
    target,
  };
}

function recordedOperation(operation: ObservedOperation): RecordedOperation {
  const { method, path, responses, first, last } = operation;
  const calls = responses.reduce((sum, { seen }) => sum + seen, 0);
  return { method, path, calls, statuses: responses.map(({ status }) => status), first, last };
}

function openSpec(target: string, isNew: boolean): EditableSpec {
  const spec = isNew ? new EditableSpec(target, emptyDocument(target)) : new EditableSpec(target);
  if (spec.version !== "2.0") return spec;
  const why = "the spec is Swagger 2.0, but what recordings show is written as OpenAPI 3";
  throw new DiagnosticError([diagnose("capture-unmergeable", { why })]);
}

function emptyDocument(target: string): string {
  return newDocument(target, {
    about: "Made by `npx spec-tether capture` from recordings of calls; do not edit.",
    title: "An observed API",
    noVersion: "Recordings show no version of the API.",
  });
}

function describeDocument(
  spec: EditableSpec,
  { server, operations, calls }: Observation,
  sources: readonly string[],
): void {
  const days = operations
    .flatMap(({ first, last }) => [first, last])
    .filter((day) => day !== undefined);
  days.sort();
  const seen = { seen: calls, of: calls, first: days[0], last: days.at(-1) };
  spec.set(below(spec.root, "info", "title"), `Observed at ${new URL(server).host}`);
  spec.set(
    below(spec.root, "servers"),
    [{ url: server, [provenanceField]: observedStatement(seen, sources) }],
    "info",
  );
  // A request without a credential is all that shows, if no request has one.
  if (operations.every(({ credentials }) => credentials.length === 0)) {
    spec.set(below(spec.root, "security"), [], "servers");
  }
}

function addSource(spec: EditableSpec, id: string, title: string): void {
  const at = below(spec.root, "x-sources", id);
  if (spec.value(at) !== undefined) return;
  spec.set(at, {
    title,
    shows: "Calls to the service, as they were recorded; of their content only names and kinds.",
  });
}

function idOf(file: string): string {
  return slug(basename(file).replace(/\.(?:har|ndjson|jsonl|json)$/i, ""), "recording");
}

function hashOf(file: string): string {
  try {
    const bytes = readFileAt(file, { isLinkFollowed: true });
    return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  } catch {
    // `readRecordings` says why it cannot be read.
    return "";
  }
}

function unusable(
  file: string,
  { calls, refused, otherServers }: Observation,
  servers: readonly string[],
): Diagnostic {
  const others = [...otherServers.keys()].join(", ");
  const why =
    calls === 0 && servers.length > 0
      ? `no call goes to a server of the spec (${servers.join(", ")})${others === "" ? "" : `, only to ${others}`}`
      : refused.length > 0
        ? "no call succeeded"
        : "it contains no call of an API";
  return diagnose("recording-unreadable", { file, why });
}

/** What was left out, one line for each kind. */
function notesOf({ otherServers, refused }: Observation, file: string): Diagnostic[] {
  const note = (which: string, because: string) =>
    diagnose("recording-entry-skipped", { file, which, because });
  return [
    ...(otherServers.size > 0
      ? [
          note(
            countCalls([...otherServers.values()]),
            `they went to ${countOf(otherServers.size, "other server")}`,
          ),
        ]
      : []),
    ...(refused.length > 0
      ? [note(countCalls(refused.map(({ seen }) => seen)), "no call of their operation succeeded")]
      : []),
  ];
}

function countCalls(counts: readonly number[]): string {
  const sum = counts.reduce((total, count) => total + count, 0);
  return countOf(sum, "call");
}
