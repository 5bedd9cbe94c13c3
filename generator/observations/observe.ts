import { must } from "../narrowing.js";
import { type Exchange, headerOf } from "../recordings/index.js";
import { isKeyName, looksLikeValue } from "../runtime/observe/index.js";
import { type ExchangeKind, kindOf } from "./api-exchanges.js";
import { type Credential, credentialsOf } from "./credentials.js";
import {
  hasSucceeded,
  type Observation,
  type ObservedBody,
  type ObservedOperation,
  type ObservedParameter,
  type ObservedResponse,
  type Seen,
} from "./observation.js";
import { type CalledPath, type Segment, templatesOf } from "./path-templates.js";
import { readableForm, readBody } from "./read-body.js";
import { addShape, addValue, emptyShape, type Shape } from "./shape.js";

export interface ObserveOptions {
  /**
   * URLs of the API's servers; calls to others are not used. Default: the origin that answered most
   * calls with JSON.
   */
  readonly servers?: readonly string[];
  /** Path templates that are known already, below their server: `/boms/{bom_id}/`. */
  readonly paths?: readonly string[];
}

/** One exchange with the API, and its path below the server. */
interface Call extends CalledPath {
  readonly exchange: Exchange;
}

/** What exchanges show of an API. */
export function observe(exchanges: readonly Exchange[], options: ObserveOptions = {}): Observation {
  const unused = new Map<string, number>();
  const count = (why: string) => unused.set(why, (unused.get(why) ?? 0) + 1);
  const calls: Exchange[] = [];
  for (const exchange of exchanges) {
    const kind: ExchangeKind = kindOf(exchange);
    if (kind === "call") calls.push(exchange);
    else count(kind);
  }
  const servers = options.servers ?? busiestServer(calls);
  const otherServers = new Map<string, number>();
  const own: Call[] = [];
  for (const exchange of calls) {
    const path = pathBelow(exchange.request.url, servers);
    if (path !== undefined) own.push(calledPath(exchange, path));
    else {
      const { origin } = exchange.request.url;
      otherServers.set(origin, (otherServers.get(origin) ?? 0) + 1);
    }
  }
  const known = (options.paths ?? []).map((path) => path.split("/").slice(1));
  const templates = templatesOf(own, known);
  const groups = new Map<string, Call[]>();
  for (const call of own) {
    const path = pathOf(must(templates.get(call), "a call has no template"));
    const key = `${call.method} ${path}`;
    groups.set(key, [...(groups.get(key) ?? []), call]);
  }
  const all = [...groups.values()].map((calls) =>
    operationOf(
      calls,
      must(templates.get(must(calls[0], "an operation has no call")), "no template"),
    ),
  );
  all.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return {
    server: servers[0] ?? "",
    operations: all.filter(hasSucceeded),
    calls: own.length,
    unused,
    refused: all.filter((operation) => !hasSucceeded(operation)),
    otherServers,
  };
}

/** Whether the answer shows that the operation exists. */
function isTaken({ exchange: { response } }: Call): boolean {
  return isSuccess(response.status);
}

function isSuccess(status: number): boolean {
  return (status >= 200 && status < 300) || status === 304;
}

/** The origin with most answers in JSON, as a list of one. */
function busiestServer(calls: readonly Exchange[]): string[] {
  const counts = new Map<string, number>();
  for (const { request, response } of calls) {
    const type = response.body?.mediaType ?? headerOf(response, "content-type") ?? "";
    const weight = readableForm(type) === "json" ? 1000 : 1;
    counts.set(request.url.origin, (counts.get(request.url.origin) ?? 0) + weight);
  }
  const [busiest] = [...counts].sort((a, b) => b[1] - a[1]);
  return busiest ? [busiest[0]] : [];
}

/** The path below the first server that a URL belongs to; undefined if it belongs to none. */
function pathBelow(url: URL, servers: readonly string[]): string | undefined {
  for (const server of servers) {
    if (!URL.canParse(server)) continue;
    const base = new URL(server);
    const prefix = base.pathname.replace(/\/$/, "");
    if (url.origin !== base.origin) continue;
    if (url.pathname === prefix) return "/";
    if (url.pathname.startsWith(`${prefix}/`)) return url.pathname.slice(prefix.length);
  }
  return undefined;
}

function calledPath(exchange: Exchange, path: string): Call {
  const { request, response } = exchange;
  const body = response.body && readBody(response.body);
  const skipped = request.url.pathname.split("/").length - path.split("/").length;
  const marked = [...request.pathParameters].map(
    ([position, name]) => [position - skipped, name] as const,
  );
  return {
    exchange,
    method: request.method,
    segments: path.split("/").slice(1),
    marked: new Map(marked),
    answer: `${response.status} ${body?.mediaType ?? ""} ${body?.shape ? outline(body.shape) : ""}`,
    values: valuesIn(exchange),
  };
}

/** The names in a shape, to tell answers apart; not its counts. */
function outline(shape: Shape): string {
  const { objects, lists } = shape;
  const names = objects ? Object.keys(objects.properties).sort().join(",") : "";
  return `{${names}}[${lists?.items ? outline(lists.items) : ""}]`;
}

/** Members whose values name a thing, as paths do. */
const naming = /^(?:id|_id|uuid|guid|slug|key|code|name|sku|number|login|username)$|(?:_id|Id|ID)$/;

/** More values than this are not looked at: they would have to be kept for all exchanges. */
const maxValues = 5_000;

function valuesIn({ request, response }: Exchange): Set<string> {
  const values = new Set<string>();
  for (const body of [request.body, response.body]) {
    const isJson = body && !body.isTruncated && readableForm(body.mediaType ?? "") === "json";
    if (!isJson) continue;
    const pending = [jsonOf(body.bytes)];
    for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
      if (typeof value !== "object" || value === null) continue;
      for (const [name, member] of Object.entries(value)) {
        const isName = typeof member === "string" || typeof member === "number";
        if (isName && naming.test(name) && values.size < maxValues) values.add(String(member));
        else pending.push(member);
      }
    }
  }
  return values;
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

function pathOf(segments: readonly Segment[]): string {
  return segments.map((each) => `/${"name" in each ? `{${each.name}}` : each.text}`).join("");
}

function operationOf(calls: readonly Call[], segments: readonly Segment[]): ObservedOperation {
  const taken = calls.filter(isTaken);
  const seenIn = (some: readonly Call[], of: readonly Call[]): Seen => ({
    seen: some.length,
    of: of.length,
    ...daysOf(some),
  });
  const sent = taken.filter(({ exchange }) => exchange.request.body !== undefined);
  const statuses = [...new Set(calls.map(({ exchange }) => exchange.response.status))];
  return {
    method: must(calls[0], "an operation has no call").method,
    segments,
    path: pathOf(segments),
    ...seenIn(calls, calls),
    query: queryOf(taken, seenIn),
    request: bodiesOf(sent.map(({ exchange }) => exchange.request.body)),
    requestSeen: seenIn(sent, taken),
    responses: statuses
      // A cached answer is the one that came before.
      .filter((status) => status !== 304)
      .sort((a, b) => a - b)
      .map((status): ObservedResponse => {
        const those = calls.filter(({ exchange }) => exchange.response.status === status);
        const bodies = bodiesOf(
          those
            .filter(({ method }) => method !== "HEAD")
            .map(({ exchange }) => exchange.response.body),
        );
        return { status, ...seenIn(those, calls), bodies };
      }),
    credentials: credentialsIn(taken),
  };
}

function daysOf(calls: readonly Call[]): Pick<Seen, "first" | "last"> {
  const days = calls
    .flatMap(({ exchange: { startedAt } }) => (startedAt === undefined ? [] : [startedAt]))
    .map((time) => time.slice(0, 10))
    .sort();
  return { first: days[0], last: days.at(-1) };
}

/** A request that was refused shows nothing about what is taken, so only the others count. */
function queryOf(
  taken: readonly Call[],
  seenIn: (some: readonly Call[], of: readonly Call[]) => Seen,
): ObservedParameter[] {
  const names = new Set(
    taken.flatMap(({ exchange }) => [...exchange.request.url.searchParams.keys()]),
  );
  return [...names]
    .filter(
      (name) => name !== "" && !isKeyName(name) && !looksLikeValue(name.replaceAll(/[[\]]/g, "")),
    )
    .sort()
    .map((name) => {
      const those = taken.filter(({ exchange }) => exchange.request.url.searchParams.has(name));
      const shape = emptyShape();
      for (const { exchange } of those) {
        const values = exchange.request.url.searchParams.getAll(name);
        const [only, ...more] = values.map(kindOfText);
        addValue(shape, more.length > 0 ? [only, ...more] : only);
      }
      return { name, shape, ...seenIn(those, taken) };
    });
}

/** A text of a query as what it was before it was written into the URL, as far as that shows. */
function kindOfText(text: string): unknown {
  if (/^-?(?:0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  return text === "true" || text === "false" ? text === "true" : text;
}

function bodiesOf(bodies: readonly (Exchange["request"]["body"] | undefined)[]): ObservedBody[] {
  const byType = new Map<string, { seen: number; shape: Shape | undefined }>();
  for (const body of bodies) {
    if (body === undefined) continue;
    const { mediaType, shape } = readBody(body);
    const known = byType.get(mediaType) ?? { seen: 0, shape: undefined };
    if (shape) {
      known.shape ??= emptyShape();
      addShape(known.shape, shape);
    }
    byType.set(mediaType, { seen: known.seen + 1, shape: known.shape });
  }
  return [...byType].map(([mediaType, { seen, shape }]) => ({ mediaType, seen, shape }));
}

function credentialsIn(taken: readonly Call[]): { credential: Credential; seen: number }[] {
  const counts = new Map<string, { credential: Credential; seen: number }>();
  for (const { exchange } of taken) {
    for (const credential of credentialsOf(exchange)) {
      const key = JSON.stringify(credential);
      counts.set(key, { credential, seen: (counts.get(key)?.seen ?? 0) + 1 });
    }
  }
  return [...counts.values()];
}
