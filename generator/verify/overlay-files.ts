import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { isRemote, type Source } from "../load/index.js";
import { canonical, type Fields, fieldsOf } from "../openapi/index.js";
import type { VerifyFinding } from "./fold-deviations.js";
import type { OverlayAction } from "./overlay-actions.js";

export interface OverlayFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The overlays that bring a spec up to a service, as JSON, which is YAML as well; none if no finding
 * has an action. Each document of the spec needs its own: that of the entry has the name that is
 * wanted, and each other has the name of its document in it.
 *
 * @param entry the entry of the spec, as messages show it
 * @param configured the overlays that the spec has already: what is written over them keeps what they
 *   do, because that is not found any more
 */
export function overlayFiles(
  findings: readonly VerifyFinding[],
  wanted: string,
  entry: string,
  configured: readonly Source[] = [],
): OverlayFile[] {
  const byDocument = new Map<string, OverlayAction[]>();
  for (const { overlay, message } of findings) {
    for (const { document = entry, ...action } of overlay) {
      const known = byDocument.get(document) ?? [];
      byDocument.set(document, [...known, { ...action, description: message }]);
    }
  }
  const order = (document: string) => (document === entry ? "" : document);
  const documents = [...byDocument].sort(([a], [b]) => (order(a) < order(b) ? -1 : 1));
  return documents.map(([document, actions]) => {
    const isEntry = document === entry;
    const path = isEntry ? wanted : pathFor(document, entry, wanted);
    const before = configured.find(({ path: known }) => known === resolve(path));
    const extended = isEntry ? {} : { extends: referenceTo(document, path) };
    const overlay = before
      ? { ...fieldsOf(before.value), actions: [...actionsIn(before), ...distinct(actions)] }
      : { overlay: "1.0.0", info, ...extended, actions: distinct(actions) };
    return { path, text: `${JSON.stringify(overlay, undefined, 2)}\n` };
  });
}

const info = { title: "What the service answers, and the spec does not say", version: "1" };

function actionsIn({ value }: Source): readonly unknown[] {
  const { actions } = fieldsOf(value);
  return Array.isArray(actions) ? actions : [];
}

/** The same for a document in each run, whatever else is found. */
function pathFor(document: string, entry: string, wanted: string): string {
  const ending = extname(wanted);
  const below = isRemote(document) ? document : relative(dirname(entry), document);
  const name = below.replace(/\.[^./\\]+$/, "").replaceAll(/[^\w.]+/g, "-");
  return join(dirname(wanted), `${basename(wanted, ending)}.${name}${ending}`);
}

/** As `extends` is read: relative to the overlay, or a URL. */
function referenceTo(document: string, overlay: string): string {
  if (isRemote(document)) return document;
  const path = relative(dirname(resolve(overlay)), resolve(document)).replaceAll("\\", "/");
  return path.split("/").map(encodeURIComponent).join("/");
}

/** Fields that are lists of different items: two updates would add what is the same twice. */
const sets = ["type", "produces", "consumes"];

/** Each edit once, and what is removed first: it must not be what an update has just added. */
function distinct(actions: readonly OverlayAction[]): OverlayAction[] {
  const seen = new Map<string, OverlayAction>();
  for (const action of actions) {
    const { description: _, ...what } = action;
    const [field = ""] = Object.keys(action.update ?? {});
    const isSet = sets.includes(field) && Array.isArray(action.update?.[field]);
    const key = isSet ? `${field} ${action.target}` : canonical(what);
    const known = seen.get(key);
    if (!known) seen.set(key, action);
    else if (isSet) seen.set(key, { ...known, update: union(field, known, action) });
  }
  return [...seen.values()].sort((a, b) => Number(b.remove ?? 0) - Number(a.remove ?? 0));
}

function union(field: string, ...actions: readonly OverlayAction[]): Fields {
  const items = actions.flatMap(({ update }) => (update?.[field] as unknown[]) ?? []);
  return { [field]: [...new Set(items)] };
}
