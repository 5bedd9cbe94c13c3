import { diagnose } from "../diagnostics/index.js";
import { isFields } from "../openapi/index.js";
import type { Reader } from "./node-reader.js";

export type Level = "documented" | "inferred" | "undocumented";
export const aspects = ["title", "method", "path", "request", "response"] as const;
export type Aspect = (typeof aspects)[number];

/** What is known of one aspect, from where, or why it is believed. */
export interface Statement {
  /** Whether a source states it, it is inferred, or nobody knows. */
  readonly level: Level;
  /** Why it is inferred; undefined if it is not. */
  readonly because: string | undefined;
  /** Keys of the spec's `x-sources`. */
  readonly sources: readonly string[];
}

/** How each aspect of an operation is known. */
export type Provenance = Readonly<Record<Aspect, Statement>>;
/** The same of a webhook, which has no path. */
export type WebhookProvenance = Omit<Provenance, "path">;

const levels: readonly Level[] = ["documented", "inferred", "undocumented"];
const field = "x-provenance";

/** Reads `x-provenance` of an operation; undefined if the spec has none. */
export function readProvenance(operation: Reader): Provenance | undefined {
  return readAspects(operation, aspects) as Provenance | undefined;
}

/** The same of a webhook, which has no path: its receiver picks the URL. */
export function readWebhookProvenance(operation: Reader): WebhookProvenance | undefined {
  const own = aspects.filter((aspect) => aspect !== "path");
  return readAspects(operation, own) as WebhookProvenance | undefined;
}

/** Reads `x-provenance` of anything else, which is one statement; undefined if there is none. */
export function readStatement(node: Reader): Statement | undefined {
  if (!isFields(node.value)) return undefined;
  const statement = node.get(field);
  return statement.exists ? toStatement(statement, field) : undefined;
}

/** Whether no source documents the method or the path, so that a call needs to be allowed. */
export function isInferred(provenance: Provenance | undefined): boolean {
  if (!provenance) return false;
  return [provenance.method, provenance.path].some(({ level }) => level !== "documented");
}

function readAspects(
  operation: Reader,
  own: readonly Aspect[],
): Partial<Record<Aspect, Statement>> | undefined {
  const node = operation.get(field);
  if (!node.exists) return undefined;
  const entries = own.map((aspect) => [
    aspect,
    toStatement(node.get(aspect), `${field}.${aspect}`),
  ]);
  return Object.fromEntries(entries);
}

function toStatement(node: Reader, name: string): Statement {
  const invalid = (why: string): Statement => {
    node.report(diagnose("extension-invalid", { name, why }, node.place));
    return { level: "undocumented", because: undefined, sources: [] };
  };
  if (!isFields(node.value)) return invalid("must be an object with a `level`");
  const level = node.get("level").value as Level;
  if (!levels.includes(level)) return invalid(`\`level\` must be one of ${levels.join(", ")}`);
  const because = node.get("because").text();
  const sources = node.get("sources").texts();
  if (level === "documented" && sources.length === 0)
    return invalid("`documented` needs `sources`");
  if (level === "inferred" && !because) return invalid("`inferred` needs a `because`");
  return { level, because, sources };
}
