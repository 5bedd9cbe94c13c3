import type { OperationName } from "../contract/index.js";
import type { Place } from "../diagnostics/index.js";
import type { RuleId } from "./change-kinds.js";

export type { OperationName } from "../contract/index.js";

/** Worst first. */
export const severities = ["breaking", "warning", "info", "none"] as const;
export type Severity = (typeof severities)[number];

/**
 * What a change is about: `wire` and `source` follow from the severities, `behaviour` is what a
 * server does without being asked (defaults, servers, deprecation), `docs` is prose.
 */
export type ChangeClass = "wire" | "source" | "behaviour" | "docs";

/**
 * One thing that is different between two versions of a spec, judged for those who call the API.
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
  /** For requests and answers on the wire. */
  readonly wire: Severity;
  /** For code that is compiled against the generated client. */
  readonly source: Severity;
  readonly class: ChangeClass;
  /** Present if somebody set the severity of a rule that judged it. */
  readonly override: Override | undefined;
  /** The operations that it touches, sorted; empty if it is about the document. */
  readonly operations: readonly OperationName[];
  /** JSON pointer of the node in the version that has it (the revision if both do). */
  readonly pointer: string;
  /** Where it stands in each version, or the nearest node around the place where it is missing. */
  readonly base: Place | undefined;
  readonly revision: Place | undefined;
  /** The values, as plain data; undefined where there is none. */
  readonly before: unknown;
  readonly after: unknown;
  readonly message: string;
  readonly because: string;
  /** What the caller, or the keeper of the client, is to do. */
  readonly fix: string;
  /** How the spec knows of the node, if it says so (`x-provenance`). */
  readonly provenance: string | undefined;
  /** What the compiler says of it, if it was asked; a message each. */
  readonly proof: readonly string[];
  /** Fingerprints of the findings whose `proof` holds what the compiler says of this one too. */
  readonly provedBy: readonly string[];
  /** Where the client's types show it; empty if in none of them. */
  readonly shown: readonly TypeLocation[];
  /** Of the canonical arguments: the same after rewording and moved lines. Hex. */
  readonly fingerprint: string;
}

/** Severities that are not those of the rules. */
export interface Override {
  /** What was set, as it is written: `response.enum.added=info`. */
  readonly set: readonly string[];
  /** Where: `--severity`, `tether.config.yaml:12`. */
  readonly by: readonly string[];
  /** The severities that the rules give. */
  readonly wire: Severity;
  readonly source: Severity;
  /** Whether `none` is set for all of it, so that no report has it. */
  readonly isSilenced: boolean;
}

/** What callers give, and what they get; of a webhook, what they answer and what they are sent. */
export type Side = "arguments" | "answer" | "error";

/** A place in the types of an operation. */
export interface TypeLocation {
  readonly operation: OperationName;
  readonly side: Side;
  /**
   * Names from there down, lists left out: `["body", "lines", "mpn"]`; undefined if names do not
   * lead there.
   */
  readonly names: readonly string[] | undefined;
  /** Whether it is about the last name's being there; else about its value. */
  readonly isMember: boolean;
}

/** What was compared, and what was found, worst first. */
export interface Comparison {
  readonly base: ComparedVersion;
  readonly revision: ComparedVersion;
  readonly findings: readonly Finding[];
}

export interface ComparedVersion {
  /** As the user named it: a path, a URL, `origin/main:spec/openapi.yaml`. */
  readonly name: string;
  readonly title: string;
  /** `info.version`. */
  readonly version: string;
}
