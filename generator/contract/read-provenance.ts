import { diagnose } from "../diagnostics/index.js";
import { isOneOf } from "../narrowing.js";
import {
  type Aspect,
  aspects,
  isFields,
  type Level,
  levels,
  provenanceField,
} from "../openapi/index.js";
import type { Reader } from "./node-reader.js";

export { type Aspect, aspects, type Level };

/** The provenance of one aspect, with its sources or its reason. */
export interface Statement {
  /** Whether a source states it, recordings show it, it is inferred, or it is unknown. */
  readonly level: Level;
  /** Why it is inferred; undefined if it is not. */
  readonly because: string | undefined;
  /** Keys of the spec's `x-sources`. */
  readonly sources: readonly string[];
  /** How often it was observed; undefined unless that is its level. */
  readonly observed?: Observed | undefined;
}

/** How often something was seen in recordings, of how many times it could have been. */
export interface Observed {
  /** How often it was there. */
  readonly seen: number;
  /** How often it could have been there. */
  readonly of: number;
  /** The first day, as ISO 8601; undefined if the recordings have no times. */
  readonly first: string | undefined;
  /** The last day, likewise. */
  readonly last: string | undefined;
}

/** The provenance of each aspect of an operation. */
export type Provenance = Readonly<Record<Aspect, Statement>>;
/** The same for a webhook, which has no path. */
export type WebhookProvenance = Omit<Provenance, "path">;

/** Reads `x-provenance` of an operation; undefined if the spec has none. */
export function readProvenance(operation: Reader): Provenance | undefined {
  return readAspects(operation, aspects);
}

/** The same for a webhook, which has no path: its receiver chooses the URL. */
export function readWebhookProvenance(operation: Reader): WebhookProvenance | undefined {
  const own = aspects.filter((aspect) => aspect !== "path");
  return readAspects(operation, own);
}

/**
 * Reads `x-provenance` of anything else, which is a single statement; undefined if there is none.
 */
export function readStatement(node: Reader): Statement | undefined {
  if (!isFields(node.value)) return undefined;
  const statement = node.get(provenanceField);
  return statement.exists ? toStatement(statement, provenanceField) : undefined;
}

/**
 * Whether nobody has documented or observed the method or the path, so that the caller must allow
 * a call.
 */
export function isInferred(provenance: Provenance | undefined): boolean {
  if (!provenance) return false;
  return [provenance.method, provenance.path].some(
    ({ level }) => level === "inferred" || level === "undocumented",
  );
}

function readAspects<Own extends Aspect>(
  operation: Reader,
  own: readonly Own[],
): Readonly<Record<Own, Statement>> | undefined {
  const node = operation.get(provenanceField);
  if (!node.exists) return undefined;
  const entries = own.map(
    (aspect) => [aspect, toStatement(node.get(aspect), `${provenanceField}.${aspect}`)] as const,
  );
  // The type of Object.fromEntries does not preserve the keys.
  return Object.fromEntries(entries) as Record<Own, Statement>;
}

function toStatement(node: Reader, name: string): Statement {
  const invalid = (why: string): Statement => {
    node.report(diagnose("extension-invalid", { name, why }, node.place));
    return { level: "undocumented", because: undefined, sources: [] };
  };
  if (!isFields(node.value)) return invalid("must be an object with a `level`");
  const level = node.get("level").value;
  if (!isOneOf(levels, level)) return invalid(`\`level\` must be one of ${levels.join(", ")}`);
  const because = node.get("because").text();
  const sources = node.get("sources").texts();
  if (level === "documented" && sources.length === 0)
    return invalid("`documented` needs `sources`");
  if (level === "inferred" && !because) return invalid("`inferred` needs a `because`");
  if (level !== "observed") return { level, because, sources };
  const [seen, of] = [node.get("seen").value, node.get("of").value];
  if (!isCount(seen) || !isCount(of) || seen > of || sources.length === 0) {
    return invalid("`observed` needs `sources`, and `seen` and `of` as numbers");
  }
  const observed = { seen, of, first: node.get("first").text(), last: node.get("last").text() };
  return { level, because, sources, observed };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
