import type { Node, Server, ServerVariable } from "../../contract/index.js";
import { must } from "../../narrowing.js";
import { type At, fieldNames, isSame, pathParametersOf, templateOf } from "../../openapi/index.js";
import type { OperationName } from "../finding.js";
import type { DocumentChange, Emit, ServerAspect } from "./change.js";
import { matchItems } from "./schema-matching.js";

type ServerKind<Kind = DocumentChange["kind"]> = Kind extends `operation.${infer Own}`
  ? Own extends `${ServerAspect}.${string}`
    ? Own
    : never
  : never;

type EmitServerChange = (
  kind: ServerKind,
  nodes: readonly [Node | undefined, Node | undefined],
  values: readonly [unknown, unknown],
  name: string,
) => void;

/** Servers of the document, or of operations that have their own. */
export function compareServers(
  subject: "document" | "operation",
  before: readonly Server[],
  after: readonly Server[],
  operations: readonly OperationName[],
  near: readonly [At, At],
  emit: Emit,
): void {
  const emitChange: EmitServerChange = (kind, [old, now], [was, is], name) =>
    emit({
      of: "document",
      kind: `${subject}.${kind}`,
      operations,
      name,
      before: was,
      after: is,
      base: old?.at ?? near[0],
      revision: now?.at ?? near[1],
      isIn: !old ? "revision" : !now ? "base" : "both",
    });
  const { pairs, removed, added } = matchItems(before, after, [
    (a, b) => urlOf(a) === urlOf(b),
    isOnlyRenamed,
    (a, b) => a.raw["description"] !== undefined && a.raw["description"] === b.raw["description"],
  ]);
  const [gone, come] = [removed[0], added[0]];
  const all: (readonly [Server, Server])[] = [...pairs];
  if (gone && come && removed.length === 1 && added.length === 1) all.push([gone, come]);
  else {
    for (const server of removed) {
      emitChange("server.removed", [server, undefined], [server.url, undefined], urlOf(server));
    }
    for (const server of added) {
      emitChange("server.added", [undefined, server], [undefined, server.url], urlOf(server));
    }
  }
  const [first, last] = [before[0], after[0]];
  // Clients call the first server by default. The previous one may still be in the list.
  const isKept = first && last && pairs.some(([old]) => old === first);
  if (isKept && !isOnlyRenamed(first, last)) {
    emitChange("defaultServer.changed", [first, last], [first.url, last.url], urlOf(last));
  }
  for (const [old, now] of all) compareServer(old, now, emitChange);
}

function urlOf({ url }: Server): string {
  return url.replace(/\/$/, "");
}

/** Whether two URLs are the same but for the names of their variables, which are not sent. */
function isOnlyRenamed(a: Server, b: Server): boolean {
  return templateOf(urlOf(a)) === templateOf(urlOf(b));
}

function compareServer(old: Server, now: Server, emitChange: EmitServerChange): void {
  const name = urlOf(now);
  if (!isOnlyRenamed(old, now)) {
    emitChange("serverUrl.changed", [old, now], [old.url, now.url], name);
  } else compareVariables(old, now, emitChange);
  for (const field of fieldNames("server", "prose")) {
    const [was, is] = [old.raw[field], now.raw[field]];
    if (!isSame(was, is)) emitChange("serverDescription.changed", [old, now], [was, is], name);
  }
}

/** Variables in the URL, which are the same by their positions; others have no effect. */
function compareVariables(old: Server, now: Server, emitChange: EmitServerChange): void {
  const names = [old, now].map((server) => pathParametersOf(urlOf(server)));
  const [before = [], after = []] = names;
  const done = new Set<string>();
  for (const [index, from] of before.entries()) {
    const to = must(after[index], "equal templates have equally many variables");
    if (done.has(`${from} ${to}`)) continue;
    done.add(`${from} ${to}`);
    const [was, is] = [old.variables.get(from), now.variables.get(to)];
    const name = `${to} of the server ${urlOf(now)}`;
    const nodes = [was ?? old, is ?? now] as const;
    if (from !== to) emitChange("serverVariable.renamed", nodes, [from, to], name);
    if (was && is) compareVariable(name, was, is, emitChange);
    else if (was)
      emitChange("serverVariable.removed", [was, undefined], [was.raw, undefined], name);
    else if (is) emitChange("serverVariable.added", [undefined, is], [undefined, is.raw], name);
  }
}

function compareVariable(
  name: string,
  old: ServerVariable,
  now: ServerVariable,
  emitChange: EmitServerChange,
): void {
  const nodes = [old, now] as const;
  if (old.default !== now.default) {
    emitChange("serverVariableDefault.changed", nodes, [old.default, now.default], name);
  }
  // An empty list is a mistake, which the client takes for none.
  const [before, after] = [old, now].map(({ values }) => (values?.length ? values : undefined));
  if (before && after) {
    const [gone, come] = [missingIn(after, before), missingIn(before, after)];
    if (gone.length > 0) emitChange("serverVariableEnum.removed", nodes, [gone, undefined], name);
    if (come.length > 0) emitChange("serverVariableEnum.added", nodes, [undefined, come], name);
  } else if (after) emitChange("serverVariableEnum.begun", nodes, [undefined, after], name);
  else if (before) emitChange("serverVariableEnum.dropped", nodes, [before, undefined], name);
  for (const field of fieldNames("serverVariable", "prose")) {
    const [was, is] = [old.raw[field], now.raw[field]];
    if (!isSame(was, is)) emitChange("serverVariableDescription.changed", nodes, [was, is], name);
  }
}

function missingIn(list: readonly string[], others: readonly string[]): string[] {
  return others.filter((value) => !list.includes(value));
}
