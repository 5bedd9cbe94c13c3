import type { OperationName } from "../contract/index.js";
import type { Place } from "../diagnostics/index.js";
import type { RuleId } from "./change-kinds.js";

export type { OperationName } from "../contract/index.js";

/** How a rule judges a change: `none` is what no report shows. */
export type Severity = "breaking" | "warning" | "info" | "none";

/** Worst first. */
export const severities = [
  "breaking",
  "warning",
  "info",
  "none",
] as const satisfies readonly Severity[];

export function worstSeverity(among: readonly Severity[]): Severity {
  return severities.find((severity) => among.includes(severity)) ?? "none";
}

/**
 * The class of a change: `wire` and `source` follow from the severities, `behaviour` is what a
 * server does on its own (defaults, servers, deprecation), `docs` is prose.
 */
export type ChangeClass = "wire" | "source" | "behaviour" | "docs";

/**
 * One difference between two versions of a spec, judged for callers of the API.
 *
 * @example
 * { kind: "response.property.removed", wire: "breaking", source: "breaking", class: "wire",
 *   operations: [{ method: "GET", path: "/v1/boms/", operationId: "listBoms" }],
 *   pointer: "/components/schemas/Bom/properties/name",
 *   base: { file: "old.yaml", line: 12, column: 9 }, revision: { file: "new.yaml", line: 10, column: 5 },
 *   before: { type: "string" }, after: undefined,
 *   message: 'the response property "name" was removed',
 *   because: "Callers that read it find no value.", fix: "Stop reading it, or …",
 *   override: undefined, provenance: undefined, proof: [], provedBy: [], shown: [], fingerprint: "3f9a0c21d4b7" }
 */
export interface Finding {
  /** Id of the rule: `subject.aspect.verb`. */
  readonly kind: RuleId;
  /** For requests and responses on the wire. */
  readonly wire: Severity;
  /** For code that is compiled against the generated client. */
  readonly source: Severity;
  /** What it is about: `wire` and `source` may break callers. */
  readonly class: ChangeClass;
  /** Present if somebody set the severity of a rule that judged it. */
  readonly override: Override | undefined;
  /** What each rule says of it, the worst first. */
  readonly reasons: readonly Reason[];
  /** The operations that it touches, sorted; empty if it is about the document. */
  readonly operations: readonly OperationName[];
  /** JSON pointer of the node in the version that has it (the revision if both do). */
  readonly pointer: string;
  /** The place in the older version, or that of the nearest node if it is missing there. */
  readonly base: Place | undefined;
  /** The same in the newer version. */
  readonly revision: Place | undefined;
  /** The node in each version, as plain data; undefined where it is missing. */
  readonly nodes: { readonly base: unknown; readonly revision: unknown };
  /** The nodes as they are written in their files; undefined if they are not, as with overlays. */
  readonly texts: { readonly base: string | undefined; readonly revision: string | undefined };
  /** The value in the older version, as plain data; undefined if there is none. */
  readonly before: unknown;
  /** The same in the newer version. */
  readonly after: unknown;
  /** What changed, in a sentence. */
  readonly message: string;
  /** What that means for callers. */
  readonly because: string;
  /** What the caller, or the maintainer of the client, should do; empty if nothing. */
  readonly fix: string;
  /** The provenance of the node, if the spec has one (`x-provenance`). */
  readonly provenance: string | undefined;
  /** The compiler's messages about it, with `prove`. */
  readonly proof: readonly string[];
  /** Fingerprints of the findings whose `proof` has the compiler's messages about this one too. */
  readonly provedBy: readonly string[];
  /** The places in the client's types that show it; empty if there are none. */
  readonly shown: readonly TypeLocation[];
  /** A hash of the canonical arguments, unaffected by rewording and moved lines. Hex. */
  readonly fingerprint: string;
}

/** What a rule says of a finding; a schema that is sent and received has a rule for each. */
export interface Reason {
  /** Its id. */
  readonly rule: RuleId;
  /** For requests and responses, as it counts, whoever set it. */
  readonly wire: Severity;
  /** For code, in the same way. */
  readonly source: Severity;
  /** What changed, in a sentence; a schema that is sent and received has one for each. */
  readonly message: string;
  /** What that means for callers. */
  readonly because: string;
  /** What the caller, or the maintainer of the client, should do; empty if nothing. */
  readonly fix: string;
  /**
   * The operations, and what in them changes, which is empty if it is the operation itself; none if
   * it is about the document.
   */
  readonly uses: readonly { readonly operation: OperationName; readonly where: string }[];
}

/** Severities that are not those of the rules. */
export interface Override {
  /** What was set, as it is written: `response.enum.added=info`. */
  readonly set: readonly string[];
  /** Where: `--severity`, `tether.config.yaml:12`. */
  readonly by: readonly string[];
  /** The severity that the rules give, for requests and responses. */
  readonly wire: Severity;
  /** The same for code. */
  readonly source: Severity;
  /** Whether `none` is set for all of it, so that no report has it. */
  readonly isSilenced: boolean;
}

/** What callers give, and what they get; of a webhook, what they answer and what they are sent. */
export type Side = "arguments" | "answer" | "error";

/** A place in the types of an operation. */
export interface TypeLocation {
  /** The operation whose types they are. */
  readonly operation: OperationName;
  /** Which of its types. */
  readonly side: Side;
  /**
   * Names from there down, without lists: `["body", "lines", "mpn"]`; undefined if names do not
   * lead there.
   */
  readonly names: readonly string[] | undefined;
  /** Whether it is about the presence of the last name; otherwise about its value. */
  readonly isMember: boolean;
  /**
   * Whether callers who give nothing there have to, now; undefined unless it is about another name or
   * place of what was there.
   */
  readonly isDemanded?: boolean;
}

/** Whether it counts what a rule says of an operation. */
export type Keep = (operation: OperationName, rule: RuleId) => boolean;

/** The compared versions and the findings, worst first. */
export interface Comparison {
  readonly base: ComparedVersion;
  readonly revision: ComparedVersion;
  readonly findings: readonly Finding[];
  readonly compared: Compared;
  /**
   * One of the findings as it is for some of its operations, judged by these alone; undefined if
   * none of them counts. Its fingerprint is that of the whole, so that an entry of an allow list
   * fits whatever is selected.
   */
  narrowed(finding: Finding, keep: Keep): Finding | undefined;
}

/** How much of an API was compared: callbacks belong to their operations. */
export interface Compared {
  /** The operations under `paths`. */
  readonly operations: Counts;
  /** Those under `webhooks`. */
  readonly webhooks: Counts;
}

/** How many there are in each version. */
export interface Counts {
  /** In the older version. */
  readonly base: number;
  /** In the newer version. */
  readonly revision: number;
}

/** A version of a spec that was compared. */
export interface ComparedVersion {
  /** The name that the user gave: a path, a URL, `origin/main:spec/openapi.yaml`. */
  readonly name: string;
  /** `info.title`. */
  readonly title: string;
  /** `info.version`. */
  readonly version: string;
}
