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
      const still = server === before[0] ? after.slice(0, 1) : after;
      const other = still.find((now) => isCovered(server, now, server === before[0]));
      const values = [server.url, other?.url] as const;
      if (other) emitChange("serverUrl.respelled", [server, other], values, urlOf(other));
      else emitChange("server.removed", [server, undefined], values, urlOf(server));
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
    const verb = isCovered(old, now, true) ? "respelled" : "changed";
    emitChange(`serverUrl.${verb}`, [old, now], [old.url, now.url], name);
  } else compareVariables(old, now, emitChange);
  for (const field of fieldNames("server", "prose")) {
    const [was, is] = [old.raw[field], now.raw[field]];
    if (!isSame(was, is)) emitChange("serverDescription.changed", [old, now], [was, is], name);
  }
}

/** Whether each URL of a server is one of another, and perhaps the default, too. */
function isCovered(old: Server, now: Server, isDefault: boolean): boolean {
  const fill = (server: Server) => urlsOf(server, ({ default: value }) => value && [value])?.[0];
  if (isDefault && fill(old) !== fill(now)) return false;
  const urls = urlsOf(old, valuesOf);
  // Of a variable without a list, at least the default is possible.
  const others = urlsOf(now, (variable) => valuesOf(variable) ?? [variable.default ?? ""]);
  return urls?.every((url) => others?.includes(url)) === true;
}

const mostUrls = 1000;

/** The URLs of a server with these values; undefined if some are unknown, or there are too many. */
function urlsOf(
  server: Server,
  choose: (variable: ServerVariable) => readonly string[] | "" | undefined,
): readonly string[] | undefined {
  let urls: readonly string[] = [urlOf(server)];
  for (const name of new Set(pathParametersOf(urlOf(server)))) {
    const variable = server.variables.get(name);
    const values = variable && choose(variable);
    if (!values || urls.length * values.length > mostUrls) return undefined;
    urls = urls.flatMap((url) => values.map((value) => url.replaceAll(`{${name}}`, () => value)));
  }
  return urls;
}

/** The values of a variable; an empty list is a mistake, which the client takes for none. */
function valuesOf({ values }: ServerVariable): readonly string[] | undefined {
  return values && values.length > 0 ? values : undefined;
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
  const [before, after] = [old, now].map(valuesOf);
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
