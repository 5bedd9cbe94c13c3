import type { Spec } from "../load/index.js";
import {
  type At,
  canonical,
  type Fields,
  parsePointer,
  tokensOf,
  type Version,
} from "../openapi/index.js";
import type { Deviation } from "./deviation.js";
import type { VerifyFinding } from "./fold-deviations.js";
import { type Mend, mendsOf } from "./mend-deviation.js";

/** An action of an OpenAPI Overlay 1.0. */
export interface OverlayAction {
  /** A JSONPath in the entry document of the spec. */
  readonly target: string;
  readonly description?: string;
  readonly update?: Fields;
  readonly remove?: true;
}

/**
 * Actions that take a deviation away. An overlay changes the entry document only, so there are none
 * for what is written in another file, nor for Swagger 2.0, which has other nodes.
 */
export function actionsOf(deviation: Deviation, spec: Spec, openapi: Version): OverlayAction[] {
  return mendsOf(deviation, openapi, spec.document).flatMap((mend) => {
    const target = targetOf(mend.at, spec);
    return target === undefined ? [] : [actionOf(mend, target)];
  });
}

function actionOf({ update, remove, item }: Mend, target: string): OverlayAction {
  if (update) return { target, update };
  const at = `${target}[${quoted(remove ?? "")}]`;
  return { target: item === undefined ? at : `${at}[?@ == ${quoted(item)}]`, remove: true };
}

/** The JSONPath of a node; undefined if it is not in the entry document. */
function targetOf(at: At, spec: Spec): string | undefined {
  const tokens = tokensOf(at);
  if (spec.written(tokens) !== tokens && canonical(spec.written(tokens)) !== canonical(tokens))
    return undefined;
  const place = spec.place(tokens);
  const entry = spec.place([]);
  if (place.file !== entry.file || place.pointer === undefined) return undefined;
  const written = parsePointer(place.pointer) ?? [];
  // The nearest node is another one.
  if (written.at(-1) !== tokens.at(-1)) return undefined;
  return `$${written.map((token, index) => stepOf(token, written[index - 1])).join("")}`;
}

/** Fields that are lists, so that a number below them is a position. */
const lists = ["parameters", "allOf", "anyOf", "oneOf", "prefixItems", "servers"];

function stepOf(token: string, before: string | undefined): string {
  const isPosition = /^\d+$/.test(token) && before !== undefined && lists.includes(before);
  return isPosition ? `[${token}]` : `[${quoted(token)}]`;
}

/** A string of JSONPath (RFC 9535), which escapes as JSON does, but for the quote. */
function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

export function distinctActions(actions: readonly OverlayAction[]): OverlayAction[] {
  return [...new Map(actions.map((action) => [canonical(action), action])).values()];
}

/**
 * The overlay that brings a spec up to a service, as JSON, which is YAML as well; undefined if no
 * finding has an action.
 */
export function toOverlay(findings: readonly VerifyFinding[]): string | undefined {
  const actions = findings.flatMap(({ overlay, message }) =>
    overlay.map((action) => ({ ...action, description: message })),
  );
  if (actions.length === 0) return undefined;
  // Two updates of one list would add what is the same twice.
  const seen = new Map<string, OverlayAction>();
  for (const action of actions) {
    const { description: _, ...what } = action;
    const isType = action.update !== undefined && Array.isArray(action.update["type"]);
    const key = isType ? `type ${action.target}` : canonical(what);
    const known = seen.get(key);
    if (!known) seen.set(key, action);
    else if (isType) seen.set(key, { ...known, update: { type: typesOf(known, action) } });
  }
  const document = {
    overlay: "1.0.0",
    info: { title: "What the service answers, and the spec does not say", version: "1" },
    // What is removed must not be what an update has just added.
    actions: [...seen.values()].sort((a, b) => Number(b.remove ?? 0) - Number(a.remove ?? 0)),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function typesOf(...actions: readonly OverlayAction[]): unknown[] {
  return [...new Set(actions.flatMap(({ update }) => (update?.["type"] as unknown[]) ?? []))];
}
