import { dirname, join, resolve } from "node:path";
import { DiagnosticError, diagnose } from "../../diagnostics/index.js";
import { errorCode, readFileAt } from "../../disk/index.js";
import type { ObservedOperation } from "../../observations/index.js";
import { isFields } from "../../openapi/index.js";

/** What was observed so far, beside the spec: shapes and counts, no values. */
export interface ObservationStore {
  readonly schemaVersion: 1;
  /** The recordings that are in it; the same file counts once. */
  readonly recordings: readonly { readonly id: string; readonly hash: string }[];
  readonly operations: readonly ObservedOperation[];
}

export const nothingObserved: ObservationStore = {
  schemaVersion: 1,
  recordings: [],
  operations: [],
};

/** Where what was observed of a spec is. */
export function storeFileOf(spec: string): string {
  return join(dirname(resolve(spec)), "observations", "operations.json");
}

/** @throws DiagnosticError `capture-unmergeable` if there is a file and it cannot be used */
export function readStore(file: string): ObservationStore {
  let text: string;
  try {
    text = readFileAt(file, { isLinkFollowed: true }).toString("utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return nothingObserved;
    throw error;
  }
  const unreadable = (why: string) =>
    new DiagnosticError([diagnose("capture-unmergeable", { why: `${file} ${why}` })]);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable("is not valid JSON");
  }
  if (!isStore(value)) throw unreadable("is not a file of observations that this version reads");
  return value;
}

function isStore(value: unknown): value is ObservationStore {
  return (
    isFields(value) &&
    value["schemaVersion"] === nothingObserved.schemaVersion &&
    Array.isArray(value["recordings"]) &&
    Array.isArray(value["operations"])
  );
}
