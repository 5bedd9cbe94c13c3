import type { Contract, Node } from "../../contract/index.js";
import { must } from "../../narrowing.js";
import {
  type At,
  below,
  type FieldName,
  fieldNames,
  fieldsOf,
  isSame,
  top,
} from "../../openapi/index.js";
import type { OperationName } from "../finding.js";
import type { DocumentChange, Emit, ServerAspect } from "./change.js";
import { matchItems } from "./schema-matching.js";

/** Compares what concerns the API as a whole. */
export function compareDocument(base: Contract, revision: Contract, emit: Emit): void {
  const emitChange = (
    kind: DocumentChange["kind"],
    before: unknown,
    after: unknown,
    at: At,
    name: string,
  ) => emit({ ...ofApi, kind, before, after, name, base: at, revision: at, isIn: "both" });
  const [old, now] = [fieldsOf(base.document.raw["info"]), fieldsOf(revision.document.raw["info"])];
  const info = below(top, "info");
  for (const field of fieldNames("info")) {
    if (isSame(old[field], now[field])) continue;
    const aspect = field === "version" ? "version" : "info";
    emitChange(`document.${aspect}.changed`, old[field], now[field], below(info, field), field);
  }
  const field = "externalDocs";
  if (!isSame(base.document.raw[field], revision.document.raw[field])) {
    emitChange(
      "document.info.changed",
      base.document.raw[field],
      revision.document.raw[field],
      below(top, field),
      field,
    );
  }
  compareServers("document", base.servers, revision.servers, [], [top, top], emit);
  compareTags(base, revision, emit);
}

const ofApi = { of: "document", operations: [] } as const;

/** Fields of a server besides its URL, with the kind of their changes. */
const ofServer: Readonly<
  Record<Exclude<FieldName<"server">, "url">, "serverVariables" | "serverDescription">
> = {
  variables: "serverVariables",
  description: "serverDescription",
  name: "serverDescription",
};
const serverFields = fieldNames("server").filter((field) => field !== "url");

type KindOfServer =
  | "server.added"
  | "server.removed"
  | `${Exclude<ServerAspect, "server">}.changed`;

/** Servers of the document, or of an operation that has its own. */
export function compareServers(
  subject: "document" | "operation",
  before: readonly Node[],
  after: readonly Node[],
  operations: readonly OperationName[],
  near: readonly [At, At],
  emit: Emit,
): void {
  const urlOf = ({ raw }: Node) => String(raw["url"] ?? "/").replace(/\/$/, "");
  const emitChange = (
    kind: KindOfServer,
    old: Node | undefined,
    now: Node | undefined,
    values?: [unknown, unknown],
  ) =>
    emit({
      of: "document",
      kind: `${subject}.${kind}`,
      operations,
      name: urlOf(must(now ?? old, "a change has a server on one side")),
      before: values ? values[0] : old?.raw["url"],
      after: values ? values[1] : now?.raw["url"],
      base: old?.at ?? near[0],
      revision: now?.at ?? near[1],
      isIn: !old ? "revision" : !now ? "base" : "both",
    });
  const { pairs, removed, added } = matchItems(before, after, [
    (a, b) => urlOf(a) === urlOf(b),
    (a, b) => a.raw["description"] !== undefined && a.raw["description"] === b.raw["description"],
  ]);
  const [gone, come] = [removed[0], added[0]];
  const all: (readonly [Node, Node])[] = [...pairs];
  if (gone && come && removed.length === 1 && added.length === 1) all.push([gone, come]);
  else {
    for (const server of removed) emitChange("server.removed", server, undefined);
    for (const server of added) emitChange("server.added", undefined, server);
  }
  const [first, last] = [before[0], after[0]];
  // Clients call the first server by default. The previous one may still be in the list.
  const isKept =
    first &&
    pairs.some(([old]) => old === first) &&
    urlOf(first) !== urlOf(must(last, "one of a pair is there"));
  if (isKept) emitChange("defaultServer.changed", first, last);
  for (const [old, now] of all) {
    if (urlOf(old) !== urlOf(now)) emitChange("serverUrl.changed", old, now);
    for (const field of serverFields) {
      const values: [unknown, unknown] = [old.raw[field], now.raw[field]];
      if (!isSame(...values)) emitChange(`${ofServer[field]}.changed`, old, now, values);
    }
  }
}

function compareTags(base: Contract, revision: Contract, emit: Emit): void {
  for (const name of new Set([...base.tags.keys(), ...revision.tags.keys()])) {
    const [old, now] = [base.tags.get(name), revision.tags.get(name)];
    const verb = !old ? "added" : !now ? "removed" : "changed";
    if (old && now && isSame(old.raw, now.raw)) continue;
    emit({
      ...ofApi,
      kind: `document.tag.${verb}`,
      name,
      before: old?.raw,
      after: now?.raw,
      base: old?.at ?? top,
      revision: now?.at ?? top,
      isIn: !old ? "revision" : !now ? "base" : "both",
    });
  }
}
