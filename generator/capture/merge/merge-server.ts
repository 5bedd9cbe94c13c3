import { provenanceField } from "../../openapi/index.js";
import type { Endpoint } from "../fact.js";
import { type At, below, type EditableSpec } from "./editable-spec.js";
import type { MergeLog } from "./merge-log.js";
import { uncertaintyOf } from "./operation-merge.js";
import { type PageSource, statementOf } from "./page-source.js";

/**
 * The path in the spec: without the part that the URL of its server already has.
 *
 * @param first the server that a spec without servers will get, if any page states one
 */
export function pathBelow(
  spec: EditableSpec,
  { path, server }: Endpoint,
  first: string | undefined,
): string {
  const known = serversAt(spec, below(spec.root, "servers"));
  for (const url of known.length > 0 || first === undefined ? known : [first]) {
    const prefix = pathOf(url);
    if (prefix === "") continue;
    const whole = pathOf(server?.value ?? "") + path.value;
    if (whole.startsWith(`${prefix}/`)) return whole.slice(prefix.length);
  }
  return path.value;
}

/**
 * Compares the server of a page with those of the spec. A spec without servers gets it; a new
 * operation on another server gets its own.
 */
export function mergeServer(
  spec: EditableSpec,
  at: At,
  label: string,
  log: MergeLog,
  from: { endpoint: Endpoint; page: string; source: PageSource | undefined; isNew: boolean },
): void {
  const { server } = from.endpoint;
  const stated = server?.value.replace(/(?<!\/)\/+$/, "");
  if (!server || stated === undefined || !URL.canParse(stated)) return;
  const root = below(spec.root, "servers");
  // In the same order as for a caller: the operation's, its path's, the document's.
  const owners = [at, { file: at.file, pointer: at.pointer.slice(0, 2) }, spec.root];
  const own = owners.map((owner) => below(owner, "servers")).find((each) => spec.has(each));
  const place = own ?? root;
  const known = serversAt(spec, place);
  if (known.some((url) => originOf(url) === originOf(stated))) return;
  if (known.length === 0 || from.isNew) {
    const statement = from.source && {
      [provenanceField]: statementOf(from.source.id, uncertaintyOf(server)),
    };
    const target = known.length === 0 ? place : below(at, "servers");
    const what = `${label}: server`;
    const change = { what, before: undefined, after: stated, place: spec.place(target) };
    if (!from.isNew) log.changes.push({ ...change, page: from.page });
    spec.set(target, [{ url: stated, ...statement }]);
    return;
  }
  const conflict = { what: `${label}: server`, spec: known.join(", "), page: stated };
  log.conflicts.push({ ...conflict, place: spec.place(place), location: from.page });
}

function serversAt(spec: EditableSpec, place: At): string[] {
  return spec.keys(place).flatMap((index) => spec.text(below(place, index, "url")) ?? []);
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname.replace(/(?<!\/)\/+$/, "") : "";
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
