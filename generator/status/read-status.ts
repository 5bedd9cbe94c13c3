import type { ObservationStore, Snapshot } from "../capture/index.js";
import { type Contract, type Operation, readContract } from "../contract/index.js";
import type { Spec } from "../load/index.js";
import type { ObservedOperation } from "../observations/index.js";
import {
  type Aspect,
  aspects,
  fieldsOf,
  type Level,
  responseOf,
  templateOf,
} from "../openapi/index.js";
import { contradictionsOf } from "./compare-shape.js";

/**
 * What the three witnesses say of an operation: the documentation, the spec, and the service. The one
 * that stands alone is named; with two that disagree, nobody can say which is right.
 */
export type Agreement =
  | "agree"
  | "documentation stands alone"
  | "spec stands alone"
  | "service stands alone"
  | "documentation and spec agree"
  | "documentation and spec disagree"
  | "spec and service agree"
  | "spec and service disagree"
  /** Nobody but the spec has said anything. */
  | "unknown";

export interface OperationStatus {
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  readonly operationId: string | undefined;
  /** By whom each aspect is known; undefined if the spec has no provenance. */
  readonly known: Readonly<Record<Aspect, Level>> | undefined;
  /** Undefined if no page of it was captured. */
  readonly documentation:
    | { readonly page: string; readonly modified: string | undefined }
    | undefined;
  /** Undefined if it was never seen to answer. */
  readonly observation:
    | {
        readonly calls: number;
        readonly first: string | undefined;
        readonly last: string | undefined;
      }
    | undefined;
  readonly verdict: Agreement;
  /** In what they disagree, without a value of an answer. */
  readonly disagreements: readonly string[];
  /** A command that would teach more; undefined if all witnesses agree. */
  readonly next: string | undefined;
}

export interface Status {
  readonly operations: readonly OperationStatus[];
  /** How many operations have each verdict. */
  readonly verdicts: Readonly<Partial<Record<Agreement, number>>>;
  /** How many were seen to answer. */
  readonly observed: number;
}

/** What else is known beside the spec. */
export interface Witnesses {
  readonly store: ObservationStore;
  /** What pages stated when they were captured. */
  readonly snapshots: readonly Snapshot[];
}

/**
 * What is known of each operation, by whom, and how old that is: of those of the spec, and of those
 * that the spec lacks and a page or the service has.
 */
export function readStatus(spec: Spec, { store, snapshots }: Witnesses): Status {
  const contract = readContract(spec);
  const keyOf = ({ method, path }: Named) => templateOf(`${method.toUpperCase()} ${path}`);
  const observed = new Map(store.operations.map((each) => [keyOf(each), each]));
  const pages = new Map(snapshots.map((each) => [keyOf(each), each]));
  const server = contract.servers[0]?.address?.url;
  const operations = contract.operations
    .filter(({ kind }) => kind === "path")
    .map((operation) => {
      const key = keyOf(operation.name);
      return statusOf(
        operation,
        { seen: observed.get(key), page: pages.get(key) },
        contract,
        server,
      );
    });
  const inSpec = new Set(operationsIn(spec).map(keyOf));
  for (const [key, { method, path }] of new Map<string, Named>([...observed, ...pages])) {
    const page = pages.get(key);
    const witnesses = { seen: observed.get(key), page: page?.isGone ? undefined : page };
    if (!inSpec.has(key) && (witnesses.seen || witnesses.page))
      operations.push(absentStatus({ method, path }, witnesses));
  }
  const verdicts: Partial<Record<Agreement, number>> = {};
  for (const { verdict } of operations) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  return {
    operations,
    verdicts,
    observed: operations.filter(({ observation }) => observation !== undefined).length,
  };
}

interface Named {
  readonly method: string;
  readonly path: string;
}

/** What pages and the service say of an operation. */
interface Others {
  readonly seen: ObservedOperation | undefined;
  readonly page: Snapshot | undefined;
}

/** Also those that the filter of the config leaves out. */
function operationsIn({ unfiltered }: Spec): Named[] {
  return Object.entries(fieldsOf(unfiltered["paths"])).flatMap(([path, item]) =>
    Object.keys(fieldsOf(item)).map((method) => ({ method, path })),
  );
}

/** Of an operation that the spec does not have. */
function absentStatus({ method, path }: Named, { seen, page }: Others): OperationStatus {
  const missing = "it is not in the spec";
  return {
    ...{ method: method.toUpperCase(), path, operationId: undefined, known: undefined },
    ...witnessesOf({ seen, page }),
    verdict: agreementOf(page && false, seen && false),
    disagreements: [
      ...(page ? [`documentation: ${missing}`] : []),
      ...(seen ? [`service: ${missing}`] : []),
    ],
    next: `npx spec-tether capture ${page ? "DOCUMENTATION" : "session.har"}`,
  };
}

function witnessesOf({
  seen,
  page,
}: Others): Pick<OperationStatus, "documentation" | "observation"> {
  return {
    documentation: page && { page: page.page, modified: page.modifiedAt },
    observation: seen && { calls: seen.seen, first: seen.first, last: seen.last },
  };
}

function statusOf(
  operation: Operation,
  { seen, page }: Others,
  contract: Contract,
  server: string | undefined,
): OperationStatus {
  const { method, path, operationId } = operation.name;
  const { provenance } = operation;
  const known =
    provenance && "path" in provenance
      ? (Object.fromEntries(aspects.map((each) => [each, provenance[each].level])) as Record<
          Aspect,
          Level
        >)
      : undefined;
  const isDocumented = page !== undefined || known?.path === "documented";
  const ofService = seen ? disagreementsOf(seen, operation, contract) : [];
  const ofPage = page?.disagreements ?? [];
  // A contradiction of what no source documents is between two only.
  const isAnswerDocumented = page !== undefined || known?.response === "documented";
  const documentation =
    isDocumented && (ofService.length === 0 || isAnswerDocumented)
      ? ofPage.length === 0
      : undefined;
  const verdict = agreementOf(documentation, seen && ofService.length === 0);
  return {
    ...{ method, path, operationId, known },
    ...witnessesOf({ seen, page }),
    verdict,
    disagreements: [
      ...ofPage.map((text) => `documentation: ${text}`),
      ...ofService.map((text) => `service: ${text}`),
    ],
    next: nextFor(method, verdict, server),
  };
}

/** @param documentation whether it agrees with the spec; undefined if it says nothing */
export function agreementOf(
  documentation: boolean | undefined,
  service: boolean | undefined,
): Agreement {
  if (documentation === undefined && service === undefined) return "unknown";
  if (documentation === undefined)
    return service ? "spec and service agree" : "spec and service disagree";
  if (service === undefined)
    return documentation ? "documentation and spec agree" : "documentation and spec disagree";
  if (documentation) return service ? "agree" : "service stands alone";
  return service ? "documentation stands alone" : "spec stands alone";
}

/** In what the successes that were observed contradict the spec. */
function disagreementsOf(
  { responses }: ObservedOperation,
  operation: Operation,
  contract: Contract,
): string[] {
  return responses
    .filter(({ status }) => status < 300)
    .flatMap(({ status, bodies }) => {
      const declared = responseOf(status, operation.responses.values());
      if (!declared) return [`the status ${status} is not declared`];
      return bodies.flatMap(({ mediaType, shape }) => {
        if (declared.content.size === 0) return [];
        const media = declared.content.get(mediaType);
        if (!media) return [`${mediaType} is not declared for ${status}`];
        return shape && media.schema ? contradictionsOf(shape, media.schema, contract) : [];
      });
    });
}

function nextFor(method: string, verdict: Agreement, server = "URL"): string | undefined {
  const isRead = ["GET", "HEAD", "OPTIONS"].includes(method);
  switch (verdict) {
    case "agree":
      return undefined;
    case "unknown":
    case "documentation and spec agree":
      return isRead
        ? `npx spec-tether verify --base-url ${server} --write`
        : "npx spec-tether capture session.har";
    case "documentation and spec disagree":
    case "documentation stands alone":
      return "npx spec-tether capture DOCUMENTATION --check";
    case "spec and service agree":
      return "npx spec-tether capture DOCUMENTATION";
    default:
      return isRead
        ? `npx spec-tether verify --base-url ${server}`
        : "npx spec-tether verify session.har";
  }
}
